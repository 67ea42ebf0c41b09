extension Planner {
  /// A convolution with kernels for each region, for which oneDNN has no code.
  mutating func convolve(
    _ instruction: Program.Instruction, _ index: Int, _ filter: Filter, in region: Extent
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let target = buffer(try layout(of: index, .plain))
    let convolution = RegionalConvolution(
      filter: filter, region: region, batch: batch, input: shapes[instruction.inputs[0]],
      output: shapes[index])
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      convolution.run(memory.floats(source.slot), memory.floats(target.slot))
    }
    set(index, target)
  }
}

/// A convolution with kernels for each region, on row-major maps.
///
/// Each cell's window is gathered for all samples, so that a region's kernels, which may be many
/// times larger than the map, are read from memory once for each of its cells.
struct RegionalConvolution {
  let filter: Filter
  let region: Extent
  let batch: Int
  let input: Shape
  let output: Shape

  func run(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    let length = input.channels * filter.extent.height * filter.extent.width
    let columns = output.width.parts(of: region.width)
    let plane = output.height * output.width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: batch * length) { windows in
      guard let windows = windows.baseAddress else { return }
      filter.weight.values.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        for y in 0..<output.height {
          for x in 0..<output.width {
            gather(source, y, x, length, into: windows)
            let place = (y / region.height * columns + x / region.width) * output.channels
            for o in 0..<output.channels {
              let kernel = weights + (place + o) * length
              let bias = filter.bias?.values[place + o] ?? 0
              for n in 0..<batch {
                target[(n * output.channels + o) * plane + y * output.width + x] =
                  bias + dot(kernel, windows + n * length, length)
              }
            }
          }
        }
      }
    }
  }

  /// The cells that the window at a place covers, for every sample; zeros beyond the map.
  private func gather(
    _ source: UnsafePointer<Float>, _ y: Int, _ x: Int, _ length: Int,
    into windows: UnsafeMutablePointer<Float>
  ) {
    var next = windows
    for channel in 0..<batch * input.channels {
      let map = source + channel * input.height * input.width
      for ky in 0..<filter.extent.height {
        let row = y * filter.stride.height - filter.padding.top + ky
        for kx in 0..<filter.extent.width {
          let column = x * filter.stride.width - filter.padding.left + kx
          let isInside =
            row >= 0 && row < input.height && column >= 0 && column < input.width
          next.pointee = isInside ? map[row * input.width + column] : 0
          next += 1
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
