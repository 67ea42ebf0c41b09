import Tensors
import Testing

@testable import Networks

@Suite struct ArchitectureTests {
  @Test(arguments: [
    (OpenFaceSmall2.network, 3_733_968), (VGGFace.network, 145_002_878),
    (VGGFace.embedding, 145_002_878 - 10_742_334 + 4096 * 1024), (DeepFace.network, 118_923_774),
  ])
  func declaresThePublishedNumberOfValues(network: Network, count: Int) {
    #expect(network.parameterCount == count)
  }

  @Test func everyEmbeddingNetworkCanBeTrained() {
    for network in Network.embedding { #expect(network.graph.isTrainable, "\(network)") }
  }

  @Test func namesEachNetworkAndEachArrayOnce() {
    #expect(Set(Network.known.map(\.name)).count == Network.known.count)
    for network in Network.known {
      #expect(Set(network.parameters.map(\.name)).count == network.parameters.count, "\(network)")
    }
  }

  @Test(arguments: [
    (NN1.network, 128), (NN2.network, 128), (NN3.network, 128), (NN4.network, 128),
    (NNS1.network, 128), (NNS2.network, 128), (OpenFaceSmall2.network, 128),
    (InceptionResNetV1.network, 512), (DeepFace.network, 4096), (DeepID2.network, 160),
    (VGGFace.embedding, 1024), (CenterLossNet.network, 512), (SphereFace20.network, 512),
  ])
  func embedsInThePublishedDimension(network: Network, dimension: Int) throws {
    let shapes = try network.graph.shapes()
    #expect(shapes[network.graph.outputs[0].index] == Shape(channels: dimension))
  }

  /// Kernels and definitions agree on whole networks with random weights.
  @Test(arguments: [NNS2.network, OpenFaceSmall2.network, DeepID2.network, SmallFaceNet.columns])
  func runsAsDefined(network: Network) throws {
    var random = SplitMix(seed: 11)
    let parameters = Dictionary(
      uniqueKeysWithValues: network.parameters.map { ($0.name, values(of: $0, using: &random)) })
    let shape = network.input
    let samples = tensor([1, shape.channels, shape.height, shape.width], 1, using: &random)
    let found = try Executor(network.graph, parameters: parameters)(samples)
    let expected = try Reference(network.graph, parameters: parameters)(samples)
    for (found, expected) in zip(found, expected) {
      try #require(found.dimensions == expected.dimensions)
      let scale = try #require(expected.values.map { abs($0) }.max())
      let distance = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 0
      #expect(scale > 0 && distance <= 2e-5 * scale)
    }
  }

  /// Only with columns that see both; the small network alone tells the two apart.
  @Test(arguments: [(SmallFaceNet.columns, true), (SmallFaceNet.network, false)])
  func aPhotoAndItsMirrorImageAreOnePoint(network: Network, areOne: Bool) throws {
    var random = SplitMix(seed: 12)
    let parameters = Dictionary(
      uniqueKeysWithValues: network.parameters.map { ($0.name, values(of: $0, using: &random)) })
    let shape = network.input
    let photo = tensor([1, shape.channels, shape.height, shape.width], 1, using: &random)
    let rows = stride(from: 0, to: photo.values.count, by: shape.width)
    let mirrored = Tensor(
      dimensions: photo.dimensions,
      values: rows.flatMap { photo.values[$0..<$0 + shape.width].reversed() })
    let executor = try Executor(network.graph, parameters: parameters)
    let (first, second) = (try executor(photo)[0].values, try executor(mirrored)[0].values)
    let distance = zip(first, second).map { abs($0 - $1) }.max() ?? 0
    #expect(areOne ? distance < 1e-5 : distance > 1e-2)
  }

  /// Weights that keep the size of values from layer to layer (He et al. 2015), variances near 1.
  private func values(of parameter: Parameter, using random: inout SplitMix) -> Tensor {
    if parameter.name.hasSuffix("running_var") {
      return Tensor(dimensions: parameter.dimensions, repeating: 1.25)
    }
    let inputs = parameter.dimensions.dropFirst(parameter.dimensions.count == 6 ? 3 : 1)
    let range = parameter.dimensions.count == 1 ? 1 : (6 / Float(inputs.reduce(1, *))).squareRoot()
    return tensor(parameter.dimensions, range, using: &random)
  }

  private func tensor(
    _ dimensions: [Int], _ range: Float, using random: inout SplitMix
  ) -> Tensor {
    Tensor(
      dimensions: dimensions,
      values: (0..<dimensions.reduce(1, *)).map { _ in .random(in: -range...range, using: &random) }
    )
  }
}

@Suite struct DeepFaceComparisonTests {
  @Test func dividesByTheLargestValues() {
    let comparison = DeepFaceComparison(largest: [2, 0.01])
    // 6 / 2 and 0.2 / 0.05, brought to length 1.
    let features = comparison.normalised([6, 0.2])
    #expect(zip(features, [0.6, 0.8]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(comparison.normalised([0, 0]) == [0, 0])
  }

  @Test func weighsDifferences() {
    let (a, b): ([Float], [Float]) = ([3, 0, 1], [1, 0, 1])
    #expect(DeepFaceComparison.chiSquared(a, b, weights: [2, 5, 7]) == 2)
    #expect(DeepFaceComparison.siamese(a, b, weights: [2, 5, 7]) == 4)
  }
}
