import Tensors
import Testing

@testable import Networks

@Suite struct ViewTests {
  /// What a layer makes of a map of one row.
  private func row(_ values: [Float], _ layer: some Layer) throws -> [Float] {
    let shape = Shape(channels: 1, height: 1, width: values.count)
    let network = Network(
      "row", input: shape, normalisation: Normalisation(mean: [0], scale: 1)
    ) { [layer($0)] }
    let samples = Tensor(dimensions: [1, 1, 1, values.count], values: values)
    return try Executor(network.graph, parameters: [:])(samples)[0].values
  }

  @Test func movedByHalvesOfACell() throws {
    #expect(try row([0, 4, 8, 2], View()) == [0, 4, 8, 2])
    #expect(try row([0, 4, 8, 2], View(right: 1)) == [4, 8, 2, 2])
    #expect(try row([0, 4, 8, 2], View(right: -1.5)) == [0, 0, 2, 6])
    #expect(try row([0, 4, 8, 2], View(down: 2)) == [0, 4, 8, 2])
  }

  /// A network learns the arrays it embeds by, whatever it is trained by.
  @Test(arguments: Network.embedding)
  func trainedArraysAreTheNetworks(network: Network) {
    #expect(Set(network.trainingGraph.parameters) == Set(network.parameters))
    let isLess = network.trainingGraph.nodes.count < network.graph.nodes.count
    #expect(isLess == (network.name == SmallFaceNet.columns.name))
  }
}
