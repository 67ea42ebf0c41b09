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
    /// The place of the node that computes it.
    public let index: Int
  }

  /// An operation with its name and inputs.
  public struct Node: Sendable {
    /// The name that errors and layer tables use.
    public let name: String
    /// What the node computes.
    public let operation: Operation
    /// What it is computed from.
    public let inputs: [Value]
  }

  /// All operations, each after its inputs.
  public private(set) var nodes: [Node] = []

  /// The values that evaluating the graph returns, in this order.
  public var outputs: [Value] = []

  /// A graph without nodes.
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
