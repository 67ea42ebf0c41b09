extension Reference {
  func convolve(
    _ input: Maps, _ weight: Tensor, _ bias: [Float]?, _ window: Window, groups: Int,
    _ result: inout Maps
  ) {
    let parts = (
      inputs: input.shape.channels / groups, outputs: result.shape.channels / groups
    )
    var sums = [Double](repeating: 0, count: result.shape.width)
    for n in 0..<result.batch {
      for o in 0..<result.shape.channels {
        for y in 0..<result.shape.height {
          for x in sums.indices { sums[x] = Double(bias?[o] ?? 0) }
          for c in 0..<parts.inputs {
            let channel = o / parts.outputs * parts.inputs + c
            for ky in 0..<window.extent.height {
              let row = y * window.stride.height - window.padding.top + ky * window.dilation.height
              guard (0..<input.shape.height).contains(row) else { continue }
              let taps = ((o * parts.inputs + c) * window.extent.height + ky) * window.extent.width
              accumulate(
                weight.values[taps..<taps + window.extent.width], input,
                input.index(n, channel, row, 0), window, &sums)
            }
          }
          for x in sums.indices { result[n, o, y, x] = Float(sums[x]) }
        }
      }
    }
  }

  /// Adds one row of a kernel, slid along one row of the input that starts at `start`.
  private func accumulate(
    _ taps: ArraySlice<Float>, _ input: Maps, _ start: Int, _ window: Window,
    _ sums: inout [Double]
  ) {
    for (kx, tap) in zip(0..., taps) {
      for x in sums.indices {
        let column = x * window.stride.width - window.padding.left + kx * window.dilation.width
        guard (0..<input.shape.width).contains(column) else { continue }
        sums[x] += Double(tap) * Double(input.values[start + column])
      }
    }
  }

  /// A convolution with kernels for each region.
  func convolve(
    _ input: Maps, _ weight: Tensor, _ bias: [Float]?, _ window: Window, _ region: Extent,
    _ result: inout Maps
  ) {
    let (columns, inputs) = (weight.dimensions[1], input.shape.channels)
    let outputs = result.shape.channels
    result.fill { n, o, y, x in
      let place = (y / region.height * columns + x / region.width) * outputs + o
      var sum = Double(bias?[place] ?? 0)
      var tap = place * inputs * window.extent.height * window.extent.width
      for c in 0..<inputs {
        for ky in 0..<window.extent.height {
          for kx in 0..<window.extent.width {
            let row = y * window.stride.height - window.padding.top + ky
            let column = x * window.stride.width - window.padding.left + kx
            if input.contains(c, row, column) {
              sum += Double(weight.values[tap]) * Double(input[n, c, row, column])
            }
            tap += 1
          }
        }
      }
      return Float(sum)
    }
  }

  func multiply(_ input: Maps, _ weight: Tensor, _ bias: [Float]?, _ result: inout Maps) {
    let count = input.shape.count
    for n in 0..<result.batch {
      for o in 0..<result.shape.channels {
        var sum = Double(bias?[o] ?? 0)
        for i in 0..<count {
          sum += Double(weight.values[o * count + i]) * Double(input.values[n * count + i])
        }
        result[n, o, 0, 0] = Float(sum)
      }
    }
  }
}

extension Parameter {
  /// Height and width of a convolution's kernels.
  var kernel: Extent {
    Extent(height: dimensions[dimensions.count - 2], width: dimensions[dimensions.count - 1])
  }
}
