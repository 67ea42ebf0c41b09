import Testing

@testable import Tensors

/// What a learner keeps, repeats and refuses.
@Suite struct LearnerTests {
  @Test func outputsWithoutAGradientCountAsZero() throws {
    var graph = Graph()
    let input = graph.add(.input(.map), to: [], named: "input")
    let first = graph.add(.convolution(4, 5, 3), to: [input], named: "first")
    let mean = graph.add(.globalAverage, to: [first], named: "mean")
    graph.outputs = [mean, first]
    var random = Seeded(41)
    let (parameters, samples) = (random.parameters(of: graph), random.tensor([2, 4, 6, 5]))
    let learner = try Learner(graph, parameters: parameters)
    try learner.backward(learner.forward(samples))
    let output = try learner.forward(samples)[0]
    try learner.backward([output])
    let found = Array(learner.gradients)
    let zeros = Tensor(dimensions: try learner.forward(samples)[1].dimensions, repeating: 0)
    try learner.backward([output, zeros])
    #expect(found == Array(learner.gradients))
  }

  @Test func orderOfItsOwnAndBack() throws {
    let graph = Graph.of(
      .convolution(32, 16, 3), on: Shape(channels: 32, height: 3, width: 3))
    var random = Seeded(31)
    let parameters = random.parameters(of: graph)
    let learner = try Learner(graph, parameters: parameters)
    #expect(learner.parameters == parameters)
    let own = Array(learner.weights)
    let plain = learner.rowMajor(own)
    #expect(Array(plain.prefix(32 * 16 * 9)) == parameters["weight"]?.values)
    #expect(plain != own)
    #expect(learner.ownOrder(plain) == own)
  }

  @Test func dropoutDropsItsShareAndGoesBackByTheSameMask() throws {
    let graph = Graph.of(.dropout(rate: 0.25), on: Shape(channels: 50, height: 10, width: 4))
    let samples = Tensor(dimensions: [5, 50, 10, 4], repeating: 1)
    let learner = try Learner(graph, parameters: [:], seed: 7, samplesHaveGradient: true)
    let first = try learner.forward(samples)[0]
    try learner.backward([samples])
    #expect(learner.sampleGradient == first)
    let dropped = first.values.count { $0 == 0 }
    #expect(abs(Double(dropped) / 10_000 - 0.25) < 0.02)
    #expect(first.values.allSatisfy { $0 == 0 || abs($0 - 4.0 / 3) < 1e-6 })
    #expect(try learner.forward(samples)[0] != first)
    let other = try Learner(graph, parameters: [:], seed: 7)
    #expect(try other.forward(samples)[0] == first)
  }

  @Test func runningStatisticsFollowTheBatch() throws {
    let graph = Graph.of(
      .normalisation(2), on: Shape(channels: 2, height: 1, width: 2))
    let ones = Tensor(dimensions: [2], repeating: 1)
    let learner = try Learner(
      graph, parameters: ["scale": ones, "shift": ones, "mean": ones, "variance": ones])
    let samples = Tensor(dimensions: [2, 2, 1, 2], values: [1, 2, 0, 0, 3, 6, 0, 4])
    _ = try learner.forward(samples)
    // Means 3 and 1; sums of squares 14 and 12, over 3.
    let mean = try #require(learner.parameters["mean"]).values
    #expect(abs(mean[0] - 1.2) < 1e-6 && abs(mean[1] - 1) < 1e-6)
    let variance = try #require(learner.parameters["variance"]).values
    #expect(abs(variance[0] - (0.9 + 1.4 / 3)) < 1e-6 && abs(variance[1] - 1.3) < 1e-6)
  }

  @Test func whatCannotBeTrainedIsSaid() {
    let graph = Graph.of(.quantise, on: .map)
    #expect(throws: TensorError.untrainable(node: "result")) {
      try Learner(graph, parameters: [:])
    }
  }

  @Test func otherBatchesAndSizesInTurn() throws {
    let graph = Graph.of(
      .convolution(3, 16, 3), on: Shape(channels: 3, height: 8, width: 8))
    var random = Seeded(3)
    let parameters = random.parameters(of: graph)
    let learner = try Learner(graph, parameters: parameters, threads: 2)
    for (batch, side) in [(2, 8), (5, 8), (2, 12), (2, 8)] {
      let samples = random.tensor([batch, 3, side, side])
      let found = try learner.forward(samples)[0]
      let expected = try Reference(graph, parameters: parameters)(samples)[0]
      #expect(error(found, expected) <= 1e-5)
    }
  }

  @Test func repeatsBitForBit() throws {
    var graph = Graph()
    let input = graph.add(.input(.blocks), to: [], named: "input")
    let first = graph.add(
      .convolution(16, 32, 3, padding: 1), to: [input], named: "first")
    let norm = graph.add(.normalisation(32), to: [first], named: "norm")
    graph.outputs = [graph.add(.globalAverage, to: [norm], named: "mean")]
    var random = Seeded(5)
    let (parameters, samples) = (random.parameters(of: graph), random.tensor([9, 16, 5, 4]))
    func gradients() throws -> [Float] {
      let learner = try Learner(graph, parameters: parameters, threads: 2)
      let outputs = try learner.forward(samples)
      try learner.backward(outputs)
      return Array(learner.gradients)
    }
    #expect(try gradients() == gradients())
  }
}
