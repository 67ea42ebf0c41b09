extension Planner {
  /// A convolution with kernels for each region, for which oneDNN has no code.
  mutating func convolve(
    _ instruction: Program.Instruction, _ index: Int, _ filter: Filter, in region: Extent
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let target = buffer(try layout(of: index, .plain))
    let convolution = RegionalConvolution(
      window: filter.window, region: region, batch: batch, input: shapes[instruction.inputs[0]],
      output: shapes[index])
    let (weight, bias) = (filter.weight, filter.bias)
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      weight.values.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        let target = memory.floats(target.slot)
        guard let bias else {
          return convolution.run(memory.floats(source.slot), weights, nil, target)
        }
        bias.values.withUnsafeBufferPointer {
          convolution.run(memory.floats(source.slot), weights, $0.baseAddress, target)
        }
      }
    }
    set(index, target)
  }
}

/// A convolution with kernels for each region, on row-major maps.
///
/// Each cell's window is gathered for all samples, so that a region's kernels, which may be many
/// times larger than the map, are read from memory once for each of its cells.
struct RegionalConvolution {
  let window: Window
  let region: Extent
  let batch: Int
  let input: Shape
  let output: Shape

  /// The values that one result of a sample is a sum over.
  var length: Int { input.channels * window.extent.height * window.extent.width }
  /// The cells of a result's map.
  var plane: Int { output.height * output.width }

  /// - Parameter biases: one for each kernel, if any.
  func run(
    _ source: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ biases: UnsafePointer<Float>?, _ target: UnsafeMutablePointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: batch * length) { windows in
      guard let windows = windows.baseAddress else { return }
      for cell in 0..<plane {
        gather(source, cell, into: windows)
        let first = firstKernel(of: cell)
        for o in 0..<output.channels {
          let kernel = weights + (first + o) * length
          for n in 0..<batch {
            target[(n * output.channels + o) * plane + cell] =
              (biases?[first + o] ?? 0) + dot(kernel, windows + n * length, length)
          }
        }
      }
    }
  }

  /// The first of the kernels, one for each channel, that a cell's region has.
  func firstKernel(of cell: Int) -> Int {
    let (y, x) = cell.quotientAndRemainder(dividingBy: output.width)
    let columns = output.width.parts(of: region.width)
    return (y / region.height * columns + x / region.width) * output.channels
  }

  /// The cells that the window at a place covers, for every sample; zeros beyond the map.
  func gather(
    _ source: UnsafePointer<Float>, _ cell: Int, into windows: UnsafeMutablePointer<Float>
  ) {
    eachTap(of: cell) { tap, place in windows[tap] = place.map { source[$0] } ?? 0 }
  }

  /// Calls `body` with the places in the windows of all samples at a cell, in order, and the
  /// places in the maps they cover; nil beyond the map.
  @inline(__always)
  func eachTap(of cell: Int, _ body: (_ tap: Int, _ place: Int?) -> Void) {
    let (y, x) = cell.quotientAndRemainder(dividingBy: output.width)
    var tap = 0
    for channel in 0..<batch * input.channels {
      for ky in 0..<window.extent.height {
        let row = y * window.stride.height - window.padding.top + ky
        let line = (channel * input.height + row) * input.width
        for kx in 0..<window.extent.width {
          let column = x * window.stride.width - window.padding.left + kx
          let isInside =
            row >= 0 && row < input.height && column >= 0 && column < input.width
          body(tap, isInside ? line + column : nil)
          tap += 1
        }
      }
    }
  }

  private func dot(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int
  ) -> Float {
    var sums = SIMD16<Float>.zero
    let whole = count & ~15
    for i in stride(from: 0, to: whole, by: 16) {
      let x = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<Float>.self)
      let y = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<Float>.self)
      sums = x * y + sums
    }
    return (whole..<count).reduce(sums.sum()) { $0 + a[$1] * b[$1] }
  }
}
