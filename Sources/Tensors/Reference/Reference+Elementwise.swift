#if canImport(Glibc)
  import Glibc
#endif

extension Reference {
  func normalise(
    _ input: Maps, _ scale: [Float]?, _ shift: [Float]?, _ mean: [Float], _ variance: [Float],
    _ epsilon: Float, _ result: inout Maps
  ) {
    result.fill { n, c, y, x in
      let centred = Double(input[n, c, y, x]) - Double(mean[c])
      let deviation = (Double(variance[c]) + Double(epsilon)).squareRoot()
      return Float(centred / deviation * Double(scale?[c] ?? 1) + Double(shift?[c] ?? 0))
    }
  }

  /// Mean and variance of each channel over a batch.
  func statistics(_ input: Maps) -> (mean: [Float], variance: [Float]) {
    let plane = input.shape.height * input.shape.width
    let cells = Double(input.batch * plane)
    var (mean, variance): ([Float], [Float]) = ([], [])
    for c in 0..<input.shape.channels {
      let values = (0..<input.batch).flatMap { n in
        input.values[input.index(n, c, 0, 0)..<input.index(n, c, 0, 0) + plane]
      }
      let middle = values.reduce(0) { $0 + Double($1) } / cells
      let squares = values.reduce(0) { $0 + (Double($1) - middle) * (Double($1) - middle) }
      mean.append(Float(middle))
      variance.append(Float(squares / cells))
    }
    return (mean, variance)
  }

  func add(_ first: Maps, _ scale: Float, _ second: Maps, _ result: inout Maps) {
    result.fill { n, c, y, x in
      let a = first.contains(c, y, x) ? first[n, c, y, x] : 0
      let b = second.contains(c, y, x) ? second[n, c, y, x] : 0
      return a + scale * b
    }
  }

  func sigmoid(_ value: Float) -> Float { Float(1 / (1 + exp(-Double(value)))) }

  /// The levels of a sample as ONNX defines `DynamicQuantizeLinear`.
  func levels(of input: Maps, _ sample: Int) -> (step: Float, zero: Float) {
    let values = input.values[sample * input.shape.count..<(sample + 1) * input.shape.count]
    let (least, largest) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    let step = (largest - least) / 255
    guard step > 0 else { return (0, 0) }
    return (step, min(255, max(0, -least / step)).rounded(.toNearestOrEven))
  }

  func quantise(_ input: Maps, _ result: inout Maps) {
    result.fill { n, c, y, x in
      let (step, zero) = levels(of: input, n)
      guard step > 0 else { return 0 }
      let level = (input[n, c, y, x] / step).rounded(.toNearestOrEven) + zero
      return min(255, max(0, level)) - zero
    }
  }

  func resample(_ input: Maps, _ axis: MapAxis, _ taps: [[Tap]], _ result: inout Maps) {
    result.fill { n, c, y, x in
      let place =
        switch axis {
        case .channel: c
        case .row: y
        case .column: x
        }
      let sum = taps[place].reduce(0.0) { sum, tap in
        let value =
          switch axis {
          case .channel: input[n, tap.place, y, x]
          case .row: input[n, c, tap.place, x]
          case .column: input[n, c, y, tap.place]
          }
        return sum + Double(tap.weight) * Double(value)
      }
      return Float(sum)
    }
  }

  func concatenate(_ inputs: [Maps], _ result: inout Maps) {
    let sources = inputs.flatMap { maps in (0..<maps.shape.channels).map { (maps, $0) } }
    result.fill { n, c, y, x in sources[c].0[n, sources[c].1, y, x] }
  }

  func flatten(_ input: Maps, _ order: FlattenOrder, _ result: inout Maps) {
    guard order == .columnRowChannel else { return result.values = input.values }
    let shape = input.shape
    result.fill { n, i, _, _ in
      let (cell, c) = i.quotientAndRemainder(dividingBy: shape.channels)
      let (x, y) = cell.quotientAndRemainder(dividingBy: shape.height)
      return input[n, c, y, x]
    }
  }

  func softmax(_ input: Maps, _ result: inout Maps) {
    eachCell(of: input, &result) { values in
      let peak = values.max() ?? 0
      let powers = values.map { exp($0 - peak) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }

  func normalise(_ input: Maps, _ result: inout Maps) {
    eachCell(of: input, &result) { values in
      let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { $0 / max(norm, Double(smallestNorm)) }
    }
  }

  func normalise(
    _ input: Maps, _ size: Int, _ alpha: Float, _ beta: Float, _ offset: Float,
    _ result: inout Maps
  ) {
    eachCell(of: input, &result) { values in
      values.indices.map { c in
        let near = values[max(0, c - (size - 1) / 2)..<min(values.count, c + size / 2 + 1)]
        let sum = near.reduce(0) { $0 + $1 * $1 }
        return values[c]
          / pow(Double(offset) + Double(alpha) / Double(size) * sum, Double(beta))
      }
    }
  }

  /// Applies a function to the channels of every cell.
  private func eachCell(
    of input: Maps, _ result: inout Maps, _ function: ([Double]) -> [Double]
  ) {
    for n in 0..<input.batch {
      for y in 0..<input.shape.height {
        for x in 0..<input.shape.width {
          let values = (0..<input.shape.channels).map { Double(input[n, $0, y, x]) }
          for (c, value) in function(values).enumerated() { result[n, c, y, x] = Float(value) }
        }
      }
    }
  }
}
