import Glibc
import Networks
import Tensors

extension Network {
  /// Random weights to start training from: He's normal distribution of variance 2 / inputs (He et
  /// al. 2015, equation 10) for kernels, zeros for biases, scales of 1, slopes of 0.25.
  public func start(using generator: inout some RandomNumberGenerator) -> Parameters {
    var parameters: Parameters = [:]
    for node in trainingGraph.nodes {
      let kernel: Parameter?
      switch node.operation {
      case .convolution(let weight, _, _, _, _, _), .dense(let weight, _),
        .localConvolution(let weight, _, _, _, _):
        kernel = weight
      default: kernel = nil
      }
      for parameter in node.operation.parameters {
        parameters[parameter.name] =
          parameter == kernel
          ? .heNormal(parameter, using: &generator)
          : Tensor(
            dimensions: parameter.dimensions, repeating: node.operation.start(of: parameter))
      }
    }
    return parameters
  }
}

extension Network {
  /// Whether embeddings come out with length 1.
  var hasUnitOutput: Bool {
    guard let output = graph.outputs.first else { return false }
    if case .normalise = graph.nodes[output.index].operation { return true }
    return false
  }
}

extension Tensors.Operation {
  /// What an array other than a kernel starts with.
  fileprivate func start(of parameter: Parameter) -> Float {
    switch self {
    case .batchNormalisation(let scale, _, _, let variance, _):
      parameter == scale || parameter == variance ? 1 : 0
    case .affine(let scale, _): parameter == scale ? 1 : 0
    case .activation(.prelu): 0.25
    default: 0
    }
  }
}

extension Tensor {
  fileprivate static func heNormal(
    _ parameter: Parameter, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    // Of a local convolution, too, the last three extents are what one result sees.
    let inputs = parameter.dimensions.suffix(parameter.dimensions.count == 2 ? 1 : 3)
    let deviation = (2 / Double(inputs.reduce(1, *))).squareRoot()
    return Tensor(
      dimensions: parameter.dimensions,
      values: (0..<parameter.count).map { _ in Float(deviation * .normal(using: &generator)) })
  }
}

extension Double {
  /// A number of the normal distribution of mean 0 and variance 1 (Box and Muller 1958).
  static func normal(using generator: inout some RandomNumberGenerator) -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
  }
}
