import Tensors

/// What was trained behind a network that stayed as it is: W · (s φ) / ‖s φ‖₂ of its embedding φ,
/// where s scales each component.
public struct EmbeddingHead: Sendable, Equatable {
  /// s, of D components.
  public let scale: [Float]
  /// W, L × D.
  public let weight: Tensor

  /// - Precondition: `weight` has as many columns as `scale` has components.
  public init(scale: [Float], weight: Tensor) {
    precondition(
      weight.dimensions.count == 2 && weight.dimensions[1] == scale.count,
      "\(weight.dimensions) for \(scale.count) components")
    self.scale = scale
    self.weight = weight
  }

  /// Without a scale of components.
  public init(weight: Tensor) {
    self.init(scale: Array(repeating: 1, count: weight.dimensions[1]), weight: weight)
  }

  /// The arrays by the names of the layers that stand for the head.
  public var parameters: Parameters {
    [
      "head.scale": Tensor(dimensions: [scale.count], values: scale),
      "head.shift": Tensor(dimensions: [scale.count], repeating: 0), "head.weight": weight,
    ]
  }

  /// The head of a file that `parameters` were written to.
  ///
  /// - Throws: `WeightFileError.mismatched` where arrays are missing or don't fit together.
  public init(_ file: WeightFile) throws(WeightFileError) {
    var mismatch = ParameterMismatch()
    mismatch.missing = ["head.scale", "head.shift", "head.weight"].filter {
      file.tensors[$0] == nil
    }
    guard let scale = file.tensors["head.scale"], let weight = file.tensors["head.weight"],
      mismatch.isEmpty
    else { throw .mismatched(file: file.name, network: "head", mismatch) }
    let count = scale.values.count
    guard weight.dimensions.count == 2, weight.dimensions[1] == count, weight.dimensions[0] > 0
    else {
      mismatch.reshaped = [
        .init(name: "head.weight", expected: [count, count], found: weight.dimensions)
      ]
      throw .mismatched(file: file.name, network: "head", mismatch)
    }
    self.init(scale: scale.values, weight: weight)
  }
}

extension Network {
  /// The network with a head behind its output, whose arrays are `EmbeddingHead.parameters`.
  ///
  /// - Throws: `TensorError` where the output has not as many values as the head takes.
  public func with(_ head: EmbeddingHead) throws(TensorError) -> Network {
    let (outputs, inputs) = (head.weight.dimensions[0], head.scale.count)
    guard dimension == inputs else {
      throw .parameterMismatch(node: "head", parameter: "head.scale", channels: inputs)
    }
    return try extended { output in
      return Dense("head", inputs, outputs, bias: false)(
        Normalise()(Affine("head", inputs)(output)))
    }
  }
}
