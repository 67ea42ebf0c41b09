import Tensors

/// Why an ONNX file can't become a network.
public enum OnnxError: Error, Equatable, Sendable {
  /// The file is damaged or no ONNX model.
  case file(WeightFileError)
  /// An operator that is not known.
  case unknownOperator(file: String, node: String, kind: String)
  /// A known operator used in a way that is not.
  case unsupported(file: String, node: String, kind: String, OnnxObstacle)
  /// The graph has no input that is an image, or more than one.
  case input(file: String, [String])
  /// An operator or output reads a value that nothing computes.
  case missingValue(file: String, node: String, value: String)
  /// The engine refuses a node.
  case engine(file: String, TensorError)
}

/// What of an operator's use is not supported.
public enum OnnxObstacle: Hashable, Sendable {
  /// A setting.
  case attribute(String)
  /// A number of inputs.
  case inputs(Int)
  /// An input that must be known beforehand, by its place.
  case computed(Int)
  /// An input that must be computed, by its place.
  case constant(Int)
  /// Dimensions that don't fit each other or the operator.
  case shapes([[Int]])
  /// A quantised value that is used outside its products.
  case quantised
  /// More channels than any network has.
  case size
}

extension OnnxError: CustomStringConvertible {
  /// One line that names the file, the node and the way out.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .unknownOperator(let file, let node, let kind):
      "\(file): node '\(node)' is a \(kind), an operator that is not known; \(Self.wayOut)"
    case .unsupported(let file, let node, let kind, let obstacle):
      "\(file): node '\(node)', a \(kind), has \(obstacle); \(Self.wayOut)"
    case .input(let file, let names):
      "\(file): one image goes in, not \(names.isEmpty ? "nothing" : names.joined(separator: ", "))"
        + "; \(Self.wayOut)"
    case .missingValue(let file, let node, let value):
      "\(file): node '\(node)' reads '\(value)', which nothing before it computes; \(Self.wayOut)"
    case .engine(let file, let error): "\(file): \(error); \(Self.wayOut)"
    }
  }

  private static let wayOut = "export the network with ordinary operators"
}

extension OnnxObstacle: CustomStringConvertible {
  public var description: String {
    switch self {
    case .attribute(let text): "the setting \(text), which is not supported"
    case .inputs(let count): "\(count) inputs, which is not supported"
    case .computed(let place): "a computed value as input \(place + 1), which must be constant"
    case .constant(let place): "a constant as input \(place + 1), which must be computed"
    case .shapes(let shapes):
      "dimensions " + shapes.map { "\($0)" }.joined(separator: " and ")
        + ", which don't fit or need a layout that is not supported"
    case .quantised: "a quantised value outside a ConvInteger or MatMulInteger"
    case .size: "more values than any network for faces"
    }
  }
}
