import Testing

@testable import Tensors

/// Layers whose kernel rectifies, too, against a range that no kernel takes over.
@Suite struct RectifiedLayerTests {
  @Test(
    arguments: [
      ("convolution", .convolution(4, 5, 3), .map),
      (
        "convolution of blocks", .convolution(16, 32, 3, padding: 1),
        .blocks
      ),
      ("convolution of groups", .convolution(4, 6, 3, groups: 2), .map),
      (
        "dense", .dense(weight: Parameter("weight", [7, 120]), bias: Parameter("bias", [7])),
        .map
      ),
      ("batch normalisation", .normalisation(4), .map),
      ("batch normalisation of blocks", .normalisation(16), .blocks),
    ] as [(String, Tensors.Operation, Shape)])
  func rectifiersMakeNoDifferenceInside(name: String, operation: Tensors.Operation, shape: Shape)
    throws
  {
    try expectSameRectified { graph, input in
      graph.add(operation, to: [input], named: "result")
    } on: {
      shape
    }
  }

  @Test(arguments: [Shape.map, .blocks])
  func sumsRectified(shape: Shape) throws {
    try expectSameRectified { graph, input in
      let norm = graph.add(.normalisation(shape.channels), to: [input], named: "norm")
      return graph.add(.add(scale: 0.2), to: [input, norm], named: "sum")
    } on: {
      shape
    }
  }

  private func expectSameRectified(
    _ layer: (inout Graph, Graph.Value) -> Graph.Value, on shape: () -> Shape
  ) throws {
    func run(_ rectifier: Activation) throws -> [Tensor] {
      var graph = Graph()
      let input = graph.add(.input(shape()), to: [], named: "input")
      let value = layer(&graph, input)
      let result = graph.add(.activation(rectifier), to: [value], named: "rectifier")
      graph.outputs = [graph.add(.add(scale: 1), to: [result, result], named: "twice")]
      var random = Seeded(21)
      let parameters = random.parameters(of: graph)
      let learner = try Learner(
        graph, parameters: parameters, threads: 2, samplesHaveGradient: true)
      let dimensions = [3, shape().channels, shape().height, shape().width]
      let outputs = try learner.forward(random.tensor(dimensions))
      try learner.backward(outputs.map { random.tensor($0.dimensions) })
      let gradients = learner.parameterGradients.sorted { $0.key < $1.key }.map(\.value)
      return outputs + [try #require(learner.sampleGradient)] + gradients
    }
    let expected = try run(.clip(lower: 0, upper: 1e9))
    for (found, expected) in zip(try run(.relu), expected) {
      #expect(error(found, expected) <= 1e-5)
    }
  }
}
