import Tensors

/// An architecture: the graph of its layers, what it is fed with, and the arrays it needs.
///
/// It is described once and holds no weights; inference and training pair it with arrays of the
/// names it declares.
public struct Network: Sendable {
  public let name: String
  /// The shape of a sample. A fully convolutional network takes larger ones, too.
  public let input: Shape
  /// How the pixels of a sample become numbers.
  public let normalisation: Normalisation
  public let graph: Graph
  /// What is differentiated to train it, where that is less than what faces are embedded by
  /// afterwards; with the same arrays.
  public let trainingGraph: Graph
  /// Beginnings of the names of arrays that a file may hold beyond the network's own: those of a
  /// classifier that only training needs.
  public let heads: [String]

  /// Describes a network by calling its layers on the image.
  public init(
    _ name: String, input: Shape, normalisation: Normalisation, heads: [String] = [],
    outputs: (Feature) -> [Feature]
  ) {
    self.init(
      name, input: input, normalisation: normalisation, heads: heads, training: outputs,
      outputs: outputs)
  }

  /// One that is trained by fewer layers than it has.
  init(
    _ name: String, input: Shape, normalisation: Normalisation, heads: [String] = [],
    training: (Feature) -> [Feature], outputs: (Feature) -> [Feature]
  ) {
    self.name = name
    self.input = input
    self.normalisation = normalisation
    self.heads = heads
    (trainingGraph, graph) = (Self.graph(of: input, training), Self.graph(of: input, outputs))
  }

  private static func graph(of input: Shape, _ outputs: (Feature) -> [Feature]) -> Graph {
    let builder = GraphBuilder()
    return builder.finish(outputs(builder.input(input)))
  }

  /// The network of an ONNX file, under a name of one's own.
  public init(_ name: String, _ file: OnnxNetwork, normalisation: Normalisation) {
    self.name = name
    input = file.input
    self.normalisation = normalisation
    heads = []
    (graph, trainingGraph) = (file.graph, file.graph)
  }

  /// The network with further layers behind its first output, which must fit it.
  func extended(by layers: (Feature) -> Feature) throws(TensorError) -> Network {
    let builder = try GraphBuilder(graph)
    let output = layers(Feature(value: graph.outputs[0], builder: builder))
    return Network(self, graph: builder.finish([output]))
  }

  private init(_ other: Network, graph: Graph) {
    (name, input, normalisation) = (other.name, other.input, other.normalisation)
    heads = other.heads
    (self.graph, trainingGraph) = (graph, graph)
  }

  /// The arrays, in the order of the layers that use them; once where layers share one.
  public var parameters: [Parameter] { graph.parameters }

  /// The number of trained values; statistics of batch normalisations are none.
  public var parameterCount: Int { graph.trainedParameters.reduce(0) { $0 + $1.count } }
}

/// How 8-bit pixels become a network's input: (p − mean) · scale, a mean for red, green and blue.
public struct Normalisation: Hashable, Sendable {
  public let mean: [Float]
  public let scale: Float

  public init(mean: [Float], scale: Float) {
    self.mean = mean
    self.scale = scale
  }
}

extension Network: CustomStringConvertible {
  public var description: String { name }
}
