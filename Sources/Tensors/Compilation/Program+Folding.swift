extension Program {
  /// Multiplies what follows a convolution or dense layer linearly into its weights: affine
  /// layers (hence batch normalisation) and the factor of a residual.
  mutating func foldIntoWeights() {
    let uses = uses()
    for index in instructions.indices {
      guard let instruction = instructions[index] else { continue }
      switch instruction.kind {
      case .affine(let scale, let shift) where uses[instruction.inputs[0]] == 1:
        fold(scale.values, shift.values, into: instruction.inputs[0], movedTo: index)
      case .add(let factor) where factor != 1 && uses[instruction.inputs[1]] == 1:
        let operand = instruction.inputs[1]
        guard let channels = instructions[operand]?.kind.outputChannels else { continue }
        let factors = Array(repeating: factor, count: channels)
        let zeros = Array(repeating: Float(0), count: channels)
        fold(factors, zeros, into: operand, movedTo: operand)
        instructions[index]?.kind = .add(scale: 1)
      default: continue
      }
    }
  }

  private mutating func fold(
    _ scale: [Float], _ shift: [Float], into source: Int, movedTo target: Int
  ) {
    switch instructions[source]?.kind {
    case .convolution(var filter):
      (filter.weight, filter.bias) = filter.weight.folded(filter.bias, scale, shift)
      merge(source, into: target) { $0.kind = .convolution(filter) }
    case .dense(let weight, let bias):
      let (weight, bias) = weight.folded(bias, scale, shift)
      merge(source, into: target) { $0.kind = .dense(weight: weight, bias: bias) }
    case .rescale(let factors, nil) where scale.allSatisfy { $0 == 1 }:
      merge(source, into: target) { $0.kind = .rescale(factors, shift: Constant(shift)) }
    default: return
    }
  }
}

extension Program.Kind {
  /// The channels of a layer with weights.
  fileprivate var outputChannels: Int? {
    switch self {
    case .convolution(let filter): filter.weight.dimensions[0]
    case .dense(let weight, _): weight.dimensions[0]
    default: nil
    }
  }
}

extension Constant {
  /// Weights and bias of the layer followed by scale · x + shift, a value an output each.
  fileprivate func folded(
    _ bias: Constant?, _ scale: [Float], _ shift: [Float]
  ) -> (Constant, Constant) {
    let size = values.count / max(1, scale.count)
    var weights = values
    weights.withUnsafeMutableBufferPointer { weights in
      for (output, factor) in scale.enumerated() {
        for i in output * size..<(output + 1) * size { weights[i] *= factor }
      }
    }
    let shifts = shift.indices.map { (bias?.values[$0] ?? 0) * scale[$0] + shift[$0] }
    return (Constant(dimensions: dimensions, values: weights), Constant(shifts))
  }
}
