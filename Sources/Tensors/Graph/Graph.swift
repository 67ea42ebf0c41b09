/// A network as a list of operations in the order of evaluation, described once for inference
/// and training.
///
///     var graph = Graph()
///     let image = graph.add(.input(Shape(channels: 3, height: 12, width: 12)), to: [], named: "image")
///     let mean = graph.add(.globalAverage, to: [image], named: "mean")
///     graph.outputs = [mean]
public struct Graph: Sendable {
  /// The result of a node, as a handle for later nodes.
  public struct Value: Hashable, Sendable {
    public let index: Int
  }

  /// An operation with its name and inputs.
  public struct Node: Sendable {
    public let name: String
    public let operation: Operation
    public let inputs: [Value]
  }

  public private(set) var nodes: [Node] = []

  /// The values that evaluating the graph returns, in this order.
  public var outputs: [Value] = []

  public init() {}

  /// Appends an operation and returns the value it computes.
  ///
  /// - Precondition: every input was returned by this graph.
  @discardableResult
  public mutating func add(_ operation: Operation, to inputs: [Value], named name: String) -> Value
  {
    precondition(inputs.allSatisfy { $0.index < nodes.count }, "an input of '\(name)' is unknown")
    nodes.append(Node(name: name, operation: operation, inputs: inputs))
    return Value(index: nodes.count - 1)
  }
}
