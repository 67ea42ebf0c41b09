extension Reference {
  func convolve(
    _ input: Maps, _ weight: Tensor, _ bias: [Float]?, _ stride: Extent, _ padding: Padding,
    _ result: inout Maps
  ) {
    let kernel = Extent(height: weight.dimensions[2], width: weight.dimensions[3])
    var sums = [Double](repeating: 0, count: result.shape.width)
    for n in 0..<result.batch {
      for o in 0..<result.shape.channels {
        for y in 0..<result.shape.height {
          for x in sums.indices { sums[x] = Double(bias?[o] ?? 0) }
          for c in 0..<input.shape.channels {
            for ky in 0..<kernel.height {
              let row = y * stride.height - padding.top + ky
              guard (0..<input.shape.height).contains(row) else { continue }
              let taps = ((o * input.shape.channels + c) * kernel.height + ky) * kernel.width
              accumulate(
                weight.values[taps..<taps + kernel.width], input, input.index(n, c, row, 0),
                stride.width, padding.left, &sums)
            }
          }
          for x in sums.indices { result[n, o, y, x] = Float(sums[x]) }
        }
      }
    }
  }

  /// Adds one row of a kernel, slid along one row of the input that starts at `start`.
  private func accumulate(
    _ taps: ArraySlice<Float>, _ input: Maps, _ start: Int, _ stride: Int, _ left: Int,
    _ sums: inout [Double]
  ) {
    for (kx, tap) in taps.enumerated() {
      for x in sums.indices {
        let column = x * stride - left + kx
        guard (0..<input.shape.width).contains(column) else { continue }
        sums[x] += Double(tap) * Double(input.values[start + column])
      }
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
