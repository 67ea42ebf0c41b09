extension TensorError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  public var description: String {
    switch self {
    case .missingParameter(let node, let parameter):
      "node '\(node)' needs the parameter '\(parameter)': the weight file is for another network"
    case .parameterShape(let name, let expected, let actual):
      "parameter '\(name)' is \(product(actual)), the network needs \(product(expected))"
    case .parameterMismatch(let node, let parameter, let channels):
      "parameter '\(parameter)' of node '\(node)' does not fit \(channels) input values"
    case .operandCount(let node, let expected, let actual):
      "node '\(node)' has \(actual) inputs and needs \(expected)"
    case .operandShapes(let node, let shapes):
      "node '\(node)' cannot join \(shapes.map(\.description).joined(separator: " and "))"
    case .window(let node, let window, let stride, let padding, let map):
      """
      node '\(node)': a window of \(window.height)×\(window.width), stride \
      \(stride.height)×\(stride.width), padding \(padding.top), \(padding.left), \
      \(padding.bottom), \(padding.right) finds no place on \(map); give a larger input
      """
    case .size(let node, let shape):
      "node '\(node)' would compute \(shape) values; give another input size"
    case .inputCount(let count):
      "the graph has \(count) input nodes and needs one"
    case .inputShape(let expected, let actual):
      "samples are \(product(actual)), the network needs batch×\(expected)"
    case .untrainable(let node):
      "node '\(node)' cannot be trained: there are no gradients for it; choose another network"
    case .backend(let primitive, let status):
      "oneDNN refused '\(primitive)' with status \(status); check its version (2.6 or later 2.x)"
    }
  }
}

extension Shape: CustomStringConvertible {
  /// Channels × height × width.
  public var description: String { "\(channels)×\(height)×\(width)" }
}

private func product(_ dimensions: [Int]) -> String {
  dimensions.map(String.init).joined(separator: "×")
}
