import Testing

@testable import Tensors

@Suite struct ExecutorTests {
  /// A small net with a branch, a residual sum and a dense head.
  private static let net: Graph = {
    var graph = Graph()
    let input = graph.add(
      .input(Shape(channels: 3, height: 20, width: 18)), to: [], named: "input")
    var x = graph.convolve(input, 3, 32, Extent(5), stride: Extent(2), named: "stem")
    x = graph.add(.activation(.relu), to: [x], named: "relu")
    let y = graph.convolve(x, 32, 32, Extent(3), padding: Padding(1), named: "body")
    x = graph.add(.add(scale: 1), to: [y, x], named: "sum")
    let mean = graph.add(.globalAverage, to: [x], named: "mean")
    let dense = Operation.dense(weight: Parameter("head", [10, 32]), bias: nil)
    let head = graph.add(dense, to: [mean], named: "head")
    graph.outputs = [graph.add(.normalise, to: [head], named: "unit"), x]
    return graph
  }()

  private func parameters() -> Parameters {
    var random = Seeded(5)
    return random.parameters(of: Self.net)
  }

  @Test func aBatchIsItsSamplesOneByOne() throws {
    var random = Seeded(7)
    let executor = try Executor(Self.net, parameters: parameters())
    let samples = random.tensor([12, 3, 20, 18])
    let whole = try executor(samples)
    let count = samples.values.count / 12
    for sample in 0..<12 {
      let values = Array(samples.values[sample * count..<(sample + 1) * count])
      let single = try executor(Tensor(dimensions: [1, 3, 20, 18], values: values))
      for (whole, single) in zip(whole, single) {
        let size = single.values.count
        let part = Array(whole.values[sample * size..<(sample + 1) * size])
        #expect(error(Tensor(dimensions: single.dimensions, values: part), single) <= 1e-5)
      }
    }
  }

  @Test func threadsDoNotChangeResults() throws {
    var random = Seeded(8)
    let one = try Executor(Self.net, parameters: parameters(), threads: 1)
    let two = try Executor(Self.net, parameters: parameters(), threads: 2)
    for batch in [1, 6] {
      let samples = random.tensor([batch, 3, 20, 18])
      for (a, b) in zip(try one(samples), try two(samples)) { #expect(error(b, a) <= 1e-5) }
    }
  }

  @Test func runningAgainGivesTheSameBits() throws {
    var random = Seeded(9)
    let executor = try Executor(Self.net, parameters: parameters())
    let (a, b) = (random.tensor([2, 3, 20, 18]), random.tensor([1, 3, 31, 20]))
    let first = (try executor(a), try executor(b))
    #expect(try executor(a) == first.0)
    #expect(try executor(b) == first.1)
  }

  @Test func theLatestPlansAreKept() throws {
    var random = Seeded(10)
    let executor = try Executor(Self.net, parameters: parameters(), plans: 2)
    func run(_ batch: Int) throws { _ = try executor(random.tensor([batch, 3, 20, 18])) }
    try run(1)
    try run(2)
    let weights = executor.store.count
    try run(1)
    try run(3)
    #expect(executor.plans.sizes.map(\.batch) == [1, 3])
    try run(2)
    #expect(executor.plans.sizes.map(\.batch) == [3, 2])
    // Plans of other batch sizes share the packed weights.
    #expect(executor.store.count == weights)
  }

  @Test func resultsCanBeReadInPlace() throws {
    var random = Seeded(11)
    let executor = try Executor(Self.net, parameters: parameters())
    let samples = random.tensor([2, 3, 20, 18])
    let expected = try executor(samples)
    let (shapes, values) = try samples.values.withUnsafeBufferPointer {
      try executor.run($0, batch: 2) { outputs in
        (outputs.map(\.shape), outputs.map { Array($0.values) })
      }
    }
    #expect(values == expected.map(\.values))
    #expect(shapes == [Shape(channels: 10), Shape(channels: 32, height: 8, width: 7)])
    #expect(expected.map(\.dimensions) == [[2, 10], [2, 32, 8, 7]])
  }

  @Test func noSamplesGiveNoResults() throws {
    let executor = try Executor(Self.net, parameters: parameters())
    let results = try executor(Tensor(dimensions: [0, 3, 20, 18], values: []))
    #expect(results.map(\.dimensions) == [[0, 10], [0, 32, 8, 7]])
  }

  @Test func anInputCanBeAnOutput() throws {
    var graph = Graph()
    let input = graph.add(.input(Shape(channels: 2)), to: [], named: "input")
    graph.outputs = [input, input]
    let samples = Tensor(dimensions: [2, 2, 1, 1], values: [1, 2, 3, 4])
    #expect(try Executor(graph, parameters: [:])(samples) == [samples, samples])
  }

  // MARK: errors

  @Test func missingAndMisshapenParametersAreNamed() throws {
    var parameters = parameters()
    parameters["stem.bias"] = Tensor(dimensions: [31], repeating: 0)
    #expect(throws: TensorError.parameterShape(name: "stem.bias", expected: [32], actual: [31])) {
      try Executor(Self.net, parameters: parameters)
    }
    parameters["stem.bias"] = nil
    #expect(throws: TensorError.missingParameter(node: "stem", parameter: "stem.bias")) {
      try Executor(Self.net, parameters: parameters)
    }
  }

  @Test func unfitSamplesAreRefused() throws {
    let executor = try Executor(Self.net, parameters: parameters())
    let declared = Shape(channels: 3, height: 20, width: 18)
    for dimensions in [[1, 4, 20, 18], [3, 20, 18], [], [1, 1080]] {
      #expect(throws: TensorError.inputShape(expected: declared, actual: dimensions)) {
        try executor(Tensor(dimensions: dimensions, repeating: 0))
      }
    }
    #expect(throws: TensorError.self) {
      try executor(Tensor(dimensions: [1, 3, 4, 18], repeating: 0))
    }
  }

  @Test func samplesMustFillTheirShape() throws {
    let executor = try Executor(Self.net, parameters: parameters())
    _ = try executor(Tensor(dimensions: [1, 3, 20, 18], repeating: 0))
    let few = Shape(channels: 1, height: 20, width: 18)
    for (count, shape) in [(5, nil), (few.count, few)] {
      #expect(throws: TensorError.self) {
        try [Float](repeating: 0, count: count).withUnsafeBufferPointer {
          try executor.run($0, batch: 1, shape: shape) { _ in }
        }
      }
    }
  }
}
