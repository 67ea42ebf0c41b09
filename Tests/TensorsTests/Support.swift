import Testing

@testable import Tensors

/// A generator that gives the same numbers in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func tensor(_ dimensions: [Int], in range: ClosedRange<Float> = -1...1) -> Tensor {
    let count = dimensions.reduce(1, *)
    return Tensor(
      dimensions: dimensions, values: (0..<count).map { _ in .random(in: range, using: &self) })
  }

  /// Random values for every parameter of a graph, variances above zero.
  mutating func parameters(of graph: Graph) -> Parameters {
    var parameters: Parameters = [:]
    for parameter in graph.parameters {
      let positive = parameter.name.hasSuffix("variance")
      parameters[parameter.name] = tensor(
        parameter.dimensions, in: positive ? 0.5...2 : -1...1)
    }
    return parameters
  }
}

/// The largest difference, relative to the largest value expected: max |a − b| / max |b|.
func error(_ actual: Tensor, _ expected: Tensor) -> Float {
  guard actual.dimensions == expected.dimensions else { return .infinity }
  let scale = expected.values.reduce(0) { max($0, abs($1)) }
  let difference = zip(actual.values, expected.values).reduce(Float(0)) {
    // A NaN is a difference, whatever max makes of it.
    $1.0.isFinite ? max($0, abs($1.0 - $1.1)) : .infinity
  }
  return difference / max(scale, .leastNormalMagnitude)
}

/// Expects that kernels and definitions agree on random parameters and samples, at each batch
/// size, with one executor.
func expectAgreement(
  _ graph: Graph, batches: [Int] = [1, 3], shape: Shape? = nil, threads: Int = 1, seed: UInt64 = 1,
  tolerance: Float = 1e-5, _ comment: Comment? = nil,
  location: SourceLocation = #_sourceLocation
) throws {
  var random = Seeded(seed)
  let parameters = random.parameters(of: graph)
  let executor = try Executor(graph, parameters: parameters, threads: threads)
  let shape = try shape ?? graph.inputShape()
  for batch in batches {
    let samples = random.tensor([batch, shape.channels, shape.height, shape.width])
    let actual = try executor(samples)
    let expected = try Reference(graph, parameters: parameters)(samples)
    try #require(actual.count == expected.count, sourceLocation: location)
    for (actual, expected) in zip(actual, expected) {
      #expect(
        error(actual, expected) <= tolerance, comment ?? "batch \(batch) of \(shape)",
        sourceLocation: location)
    }
  }
}

extension Graph {
  /// A graph of one operation on one input.
  static func of(_ operation: Tensors.Operation, on shape: Shape) -> Graph {
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    graph.outputs = [graph.add(operation, to: [input], named: "result")]
    return graph
  }

  /// Adds a convolution whose weights are named after it.
  mutating func convolve(
    _ input: Value, _ from: Int, _ to: Int, _ kernel: Extent, stride: Extent = Extent(1),
    padding: Padding = .none, bias: Bool = true, named name: String
  ) -> Value {
    add(
      .convolution(
        weight: Parameter("\(name).weight", [to, from, kernel.height, kernel.width]),
        bias: bias ? Parameter("\(name).bias", [to]) : nil, stride: stride, padding: padding),
      to: [input], named: name)
  }
}
