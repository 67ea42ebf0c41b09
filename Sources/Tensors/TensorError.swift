/// Why a graph cannot be evaluated.
public enum TensorError: Error, Equatable, Sendable {
  /// A parameter that a node names was not supplied.
  case missingParameter(node: String, parameter: String)
  /// A parameter has other dimensions than the graph states.
  case parameterShape(name: String, expected: [Int], actual: [Int])
  /// A parameter's stated dimensions don't fit the channels that reach its node.
  case parameterMismatch(node: String, parameter: String, channels: Int)
  /// A node has the wrong number of inputs.
  case operandCount(node: String, expected: Int, actual: Int)
  /// The inputs of a node cannot be joined.
  case operandShapes(node: String, [Shape])
  /// A window, stride or padding leaves no result on this map.
  case window(node: String, window: Extent, stride: Extent, padding: Padding, map: Shape)
  /// A node's result is empty or beyond any memory.
  case size(node: String, Shape)
  /// The graph has no input node, or more than one.
  case inputCount(Int)
  /// Samples are not batch × channels × height × width of the graph's input.
  case inputShape(expected: Shape, actual: [Int])
  /// An operation has no way back for gradients.
  case untrainable(node: String)
  /// The library of kernels refused a primitive; the status is its own code.
  case backend(primitive: String, status: Int32)
}
