import Tensors

/// The value that a layer computes, while a network is being described.
///
/// Layers are called on features and return features; nothing is computed until the graph that
/// results is compiled.
///
///     var x = image
///     x = Convolution("conv1", 3, 10, kernel: 3)(x)
///     x = PReLU("prelu1", 10)(x)
public struct Feature {
  let value: Graph.Value
  let builder: GraphBuilder

  /// The shape of the value for one sample of the network's declared size.
  var shape: Shape { builder.shapes[value.index] }

  /// Appends an operation on this feature and, behind it, on others.
  func apply(_ operation: Operation, with others: [Feature] = [], named name: String) -> Feature {
    builder.add(operation, to: [self] + others, named: name)
  }

  /// The layers of a block, which tables show as one: unnamed ones among them get its name.
  func block(_ name: String, _ layers: (Feature) -> Feature) -> Feature {
    builder.within(name) { layers(self) }
  }

  /// Appends an operation without arrays of its own; it is named by its kind and a count.
  func apply(_ operation: Operation, with others: [Feature] = [], kind: String) -> Feature {
    apply(operation, with: others, named: builder.number(kind))
  }
}

/// Collects the operations of a network in the order in which its layers are called.
final class GraphBuilder {
  private(set) var graph = Graph()
  private(set) var shapes: [Shape] = []
  private var counts: [String: Int] = [:]
  private var block: String?

  init() {}

  /// Goes on from a network that is there.
  init(_ graph: Graph) throws(TensorError) {
    self.graph = graph
    shapes = try graph.shapes()
  }

  func input(_ shape: Shape) -> Feature { add(.input(shape), to: [], named: "image") }

  func add(_ operation: Operation, to inputs: [Feature], named name: String) -> Feature {
    precondition(inputs.allSatisfy { $0.builder === self }, "'\(name)' joins two networks")
    let value = graph.add(operation, to: inputs.map(\.value), named: name)
    do {
      shapes.append(try graph.shape(of: value, given: shapes))
    } catch {
      // A mistake in the description of a network, not in anything a file or a user can say.
      preconditionFailure("\(error)")
    }
    return Feature(value: value, builder: self)
  }

  func finish(_ outputs: [Feature]) -> Graph {
    graph.outputs = outputs.map(\.value)
    return graph
  }

  func number(_ kind: String) -> String {
    let name = block.map { "\($0).\(kind)" } ?? kind
    counts[name, default: 0] += 1
    return "\(name)\(counts[name, default: 0])"
  }

  func within<Result>(_ name: String, _ body: () -> Result) -> Result {
    let outer = block
    block = outer.map { "\($0).\(name)" } ?? name
    defer { block = outer }
    return body()
  }
}
