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

  /// Appends an operation on this feature and, behind it, on others.
  func apply(_ operation: Operation, with others: [Feature] = [], named name: String) -> Feature {
    builder.add(operation, to: [self] + others, named: name)
  }

  /// Appends an operation without arrays of its own; it is named by its kind and a count.
  func apply(_ operation: Operation, with others: [Feature] = [], kind: String) -> Feature {
    apply(operation, with: others, named: builder.number(kind))
  }
}

/// Collects the operations of a network in the order in which its layers are called.
final class GraphBuilder {
  private(set) var graph = Graph()
  private var counts: [String: Int] = [:]

  func input(_ shape: Shape) -> Feature {
    Feature(value: graph.add(.input(shape), to: [], named: "image"), builder: self)
  }

  func add(_ operation: Operation, to inputs: [Feature], named name: String) -> Feature {
    precondition(inputs.allSatisfy { $0.builder === self }, "'\(name)' joins two networks")
    return Feature(value: graph.add(operation, to: inputs.map(\.value), named: name), builder: self)
  }

  func finish(_ outputs: [Feature]) -> Graph {
    graph.outputs = outputs.map(\.value)
    return graph
  }

  func number(_ kind: String) -> String {
    counts[kind, default: 0] += 1
    return "\(kind)\(counts[kind, default: 0])"
  }
}
