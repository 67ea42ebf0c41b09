extension Operation {
  /// The arrays that training changes by gradients: all but the statistics of a batch
  /// normalisation.
  public var trainedParameters: [Parameter] {
    if case .batchNormalisation(let scale, let shift, _, _, _) = self {
      [scale, shift].compactMap { $0 }
    } else {
      parameters
    }
  }

  /// The arrays the operation names, in the order of its definition.
  public var parameters: [Parameter] {
    switch self {
    case .convolution(let weight, let bias, _, _, _, _), .dense(let weight, let bias),
      .localConvolution(let weight, let bias, _, _, _):
      [weight] + [bias].compactMap { $0 }
    case .batchNormalisation(let scale, let shift, let mean, let variance, _):
      [scale, shift, mean, variance].compactMap { $0 }
    case .affine(let scale, let shift): [scale, shift]
    case .rescale(let factors): [factors]
    case .activation(.prelu(let slope)): [slope]
    case .input, .activation(.relu), .activation(.clip), .activation(.sigmoid),
      .activation(.reciprocal), .maxout, .responseNormalisation, .pooling, .globalAverage, .add,
      .multiply, .enlarge, .resample, .quantise, .quantum, .concatenate, .flatten, .dropout,
      .softmax, .normalise:
      []
    }
  }
}

/// Values of parameters by name, each with the dimensions its `Parameter` states.
public typealias Parameters = [String: Tensor]

extension Graph {
  /// The arrays of all nodes, in order of evaluation; once where nodes share one.
  public var parameters: [Parameter] { distinct(\.parameters) }

  /// The arrays of all nodes that training changes by gradients, once each.
  public var trainedParameters: [Parameter] { distinct(\.trainedParameters) }

  private func distinct(_ arrays: (Operation) -> [Parameter]) -> [Parameter] {
    var seen: Set<Parameter> = []
    return nodes.flatMap { arrays($0.operation) }.filter { seen.insert($0).inserted }
  }

  /// Checks that every parameter the graph names is there with its dimensions.
  func check(_ parameters: Parameters) throws(TensorError) {
    for node in nodes {
      for parameter in node.operation.parameters {
        guard let tensor = parameters[parameter.name] else {
          throw .missingParameter(node: node.name, parameter: parameter.name)
        }
        guard tensor.dimensions == parameter.dimensions else {
          throw .parameterShape(
            name: parameter.name, expected: parameter.dimensions, actual: tensor.dimensions)
        }
      }
    }
  }
}
