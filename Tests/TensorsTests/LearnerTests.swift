import Testing

@testable import Tensors

/// Ways back against finite differences of the definitions.
@Suite struct LearnerTests {
  typealias Operation = Tensors.Operation

  static let map = Shape(channels: 4, height: 6, width: 5)
  static let blocks = Shape(channels: 16, height: 5, width: 4)

  static func convolution(
    _ from: Int, _ to: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) -> Operation {
    .convolution(
      weight: Parameter("weight", [to, from / groups, kernel, kernel]),
      bias: bias ? Parameter("bias", [to]) : nil, stride: Extent(stride),
      padding: Padding(padding), dilation: Extent(dilation), groups: groups)
  }

  static func normalisation(
    _ channels: Int, scale: Bool = true, shift: Bool = true
  ) -> Operation {
    .batchNormalisation(
      scale: scale ? Parameter("scale", [channels]) : nil,
      shift: shift ? Parameter("shift", [channels]) : nil,
      mean: Parameter("mean", [channels]), variance: Parameter("variance", [channels]),
      epsilon: 1e-3)
  }

  static func pooling(
    _ kind: PoolingKind, _ window: Int, _ stride: Int, padding: Int = 0,
    _ rounding: Rounding = .down
  ) -> Operation {
    .pooling(
      kind, window: Extent(window), stride: Extent(stride), padding: Padding(padding),
      rounding: rounding)
  }

  /// - Parameter cells: rows and columns of regions.
  static func local(
    _ inputs: Int, _ outputs: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0,
    region: Int = 1, bias: Bool = true, cells: (Int, Int)
  ) -> Operation {
    .localConvolution(
      weight: Parameter("weight", [cells.0, cells.1, outputs, inputs, kernel, kernel]),
      bias: bias ? Parameter("bias", [cells.0, cells.1, outputs]) : nil, stride: Extent(stride),
      padding: Padding(padding), region: Extent(region))
  }

  static func slope(_ channels: Int) -> Operation {
    .activation(.prelu(slope: Parameter("slope", [channels])))
  }

  static let cases: [(String, Operation, Shape)] = [
    ("convolution", convolution(4, 5, 3), map),
    ("convolution 1×1", convolution(4, 8, 1, bias: false), map),
    ("convolution, padded", convolution(4, 6, 3, stride: 2, padding: 1), map),
    (
      "convolution of a photo", convolution(3, 16, 3, padding: 1),
      Shape(channels: 3, height: 6, width: 6)
    ),
    ("convolution of blocks", convolution(16, 32, 3, padding: 1), blocks),
    ("convolution of blocks, strided", convolution(16, 16, 3, stride: 2, padding: 1), blocks),
    ("convolution, dilated", convolution(4, 4, 3, padding: 2, dilation: 2), map),
    ("convolution of groups", convolution(4, 6, 3, groups: 2), map),
    ("convolution, depthwise", convolution(16, 16, 3, padding: 1, groups: 16), blocks),
    ("dense", .dense(weight: Parameter("weight", [7, 120]), bias: Parameter("bias", [7])), map),
    ("dense without bias", .dense(weight: Parameter("weight", [3, 120]), bias: nil), map),
    ("batch normalisation", normalisation(4), map),
    ("batch normalisation of blocks", normalisation(16), blocks),
    ("batch normalisation without scale", normalisation(4, scale: false), map),
    ("batch normalisation alone", normalisation(4, scale: false, shift: false), map),
    ("affine", .affine(scale: Parameter("scale", [4]), shift: Parameter("shift", [4])), map),
    ("relu", .activation(.relu), map),
    ("clip", .activation(.clip(lower: -0.5, upper: 0.5)), map),
    ("sigmoid", .activation(.sigmoid), map),
    ("prelu", slope(4), map),
    ("prelu of blocks", slope(16), blocks),
    ("prelu of a vector", slope(20), Shape(channels: 20)),
    ("maxout", .maxout(pieces: 2), map),
    ("maximum", pooling(.maximum, 2, 2), map),
    ("maximum, overlapping", pooling(.maximum, 3, 2, padding: 1), map),
    ("maximum, rounded up", pooling(.maximum, 3, 2, .up), map),
    ("maximum of blocks", pooling(.maximum, 3, 2), blocks),
    ("mean", pooling(.average(countingPadding: true), 2, 2), map),
    ("mean of the map", pooling(.average(countingPadding: false), 3, 1, padding: 1), map),
    ("mean, rounded up", pooling(.average(countingPadding: true), 3, 2, .up), map),
    ("mean of blocks, rounded up", pooling(.average(countingPadding: true), 3, 2, .up), blocks),
    ("square root of squares", pooling(.euclidean, 2, 2), map),
    ("square root of squares, padded", pooling(.euclidean, 3, 2, padding: 1), blocks),
    ("global average", .globalAverage, map),
    ("locally connected", local(4, 3, 3, cells: (4, 3)), map),
    ("locally connected, strided", local(4, 3, 3, stride: 2, padding: 1, cells: (3, 3)), map),
    ("locally shared", local(4, 3, 2, region: 2, bias: false, cells: (3, 2)), map),
    (
      "response normalisation",
      .responseNormalisation(size: 3, alpha: 0.5, beta: 0.75, offset: 1), map
    ),
    (
      "response normalisation of blocks",
      .responseNormalisation(size: 5, alpha: 0.5, beta: 0.75, offset: 1), blocks
    ),
    ("enlarge", .enlarge(Extent(height: 2, width: 3)), map),
    ("resample channels", .resample(.channel, [[Tap(3), Tap(0, weight: -2)], [Tap(3)]]), map),
    ("resample rows", .resample(.row, [[Tap(1, weight: 0.5), Tap(2, weight: 0.5)], []]), map),
    ("resample columns", .resample(.column, [[Tap(0)], [Tap(0)], [Tap(4, weight: 3)]]), map),
    ("flatten", .flatten(.channelRowColumn), map),
    ("flatten by columns", .flatten(.columnRowChannel), map),
    ("softmax", .softmax, map),
    ("normalise", .normalise, map),
    ("normalise a vector", .normalise, Shape(channels: 9)),
  ]

  @Test(arguments: cases.map(\.0))
  func wayBackIsTheSlope(name: String) throws {
    let (_, operation, shape) = try #require(Self.cases.first { $0.0 == name })
    try expectSlopes(.of(operation, on: shape))
  }

  @Test func reciprocals() throws {
    var graph = Graph()
    let input = graph.add(.input(Self.map), to: [], named: "input")
    let positive = graph.add(.activation(.sigmoid), to: [input], named: "positive")
    graph.outputs = [graph.add(.activation(.reciprocal), to: [positive], named: "result")]
    try expectSlopes(graph)
  }

  @Test(arguments: [1, -0.5] as [Float])
  func sums(scale: Float) throws {
    var graph = Graph()
    let input = graph.add(.input(Self.map), to: [], named: "input")
    let first = graph.add(Self.convolution(4, 4, 3, padding: 1), to: [input], named: "first")
    graph.outputs = [graph.add(.add(scale: scale), to: [input, first], named: "sum")]
    try expectSlopes(graph)
  }

  @Test func sumsOfDifferentShapes() throws {
    var graph = Graph()
    let input = graph.add(.input(Self.map), to: [], named: "input")
    let first = graph.add(Self.convolution(4, 6, 3), to: [input], named: "first")
    graph.outputs = [graph.add(.add(scale: 2), to: [first, input], named: "sum")]
    try expectSlopes(graph)
  }

  @Test func products() throws {
    var graph = Graph()
    let input = graph.add(.input(Self.map), to: [], named: "input")
    let means = graph.add(.globalAverage, to: [input], named: "means")
    let scaled = graph.add(.multiply, to: [input, means], named: "scaled")
    graph.outputs = [graph.add(.multiply, to: [scaled, input], named: "square")]
    try expectSlopes(graph)
  }

  @Test(arguments: [map, blocks])
  func joinedChannels(shape: Shape) throws {
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    let relu = graph.add(.activation(.relu), to: [input], named: "relu")
    graph.outputs = [graph.add(.concatenate, to: [relu, input, relu], named: "joined")]
    try expectSlopes(graph)
  }

  @Test func severalOutputs() throws {
    var graph = Graph()
    let input = graph.add(.input(Self.map), to: [], named: "input")
    let norm = graph.add(Self.normalisation(4), to: [input], named: "norm")
    let mean = graph.add(.globalAverage, to: [norm], named: "mean")
    graph.outputs = [mean, norm, graph.add(.normalise, to: [mean], named: "unit")]
    try expectSlopes(graph)
  }

  /// A value that several layers read, whose gradient is summed in place.
  @Test func valuesOfSeveralReaders() throws {
    var graph = Graph()
    let input = graph.add(.input(Self.blocks), to: [], named: "input")
    let norm = graph.add(Self.normalisation(16), to: [input], named: "norm")
    let other = graph.add(
      Self.convolution(16, 16, 3, padding: 1, bias: false), to: [norm], named: "other")
    let sum = graph.add(.add(scale: 0.5), to: [norm, other], named: "sum")
    let twice = graph.add(.add(scale: 1), to: [sum, sum], named: "twice")
    graph.outputs = [graph.add(.add(scale: 2), to: [twice, norm], named: "result"), sum]
    try expectSlopes(graph)
  }

  /// Layers whose kernel rectifies, too, against a range that no kernel takes over.
  @Test(
    arguments: [
      ("convolution", convolution(4, 5, 3), map),
      ("convolution of blocks", convolution(16, 32, 3, padding: 1), blocks),
      ("convolution of groups", convolution(4, 6, 3, groups: 2), map),
      ("dense", .dense(weight: Parameter("weight", [7, 120]), bias: Parameter("bias", [7])), map),
      ("batch normalisation", normalisation(4), map),
      ("batch normalisation of blocks", normalisation(16), blocks),
    ] as [(String, Operation, Shape)])
  func rectifiersMakeNoDifferenceInside(name: String, operation: Operation, shape: Shape) throws {
    try expectSameRectified { graph, input in
      graph.add(operation, to: [input], named: "result")
    } on: {
      shape
    }
  }

  @Test(arguments: [map, blocks])
  func sumsRectified(shape: Shape) throws {
    try expectSameRectified { graph, input in
      let norm = graph.add(Self.normalisation(shape.channels), to: [input], named: "norm")
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
      return outputs + [try #require(learner.sampleGradient(dimensions))] + gradients
    }
    let expected = try run(.clip(lower: 0, upper: 1e9))
    for (found, expected) in zip(try run(.relu), expected) {
      #expect(error(found, expected) <= 1e-5)
    }
  }

  @Test func outputsWithoutAGradientCountAsZero() throws {
    var graph = Graph()
    let input = graph.add(.input(Self.map), to: [], named: "input")
    let first = graph.add(Self.convolution(4, 5, 3), to: [input], named: "first")
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
    let graph = Graph.of(Self.convolution(32, 16, 3), on: Shape(channels: 32, height: 3, width: 3))
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

  @Test(arguments: [1, 2, 5])
  func sharedLoopsComeByEverythingOnce(threads: Int) {
    Context.setThreads(threads)
    defer { Context.setThreads(1) }
    let count = 3 * SharedLoop.part + 17
    var seen = [UInt8](repeating: 0, count: count)
    seen.withUnsafeMutableBufferPointer { seen in
      SharedLoop.run(over: count) { for i in $0 { seen[i] += 1 } }
    }
    #expect(seen.allSatisfy { $0 == 1 })
    let sum = SharedLoop.sum(over: count) { $0.reduce(0.0) { $0 + Double($1) } }
    #expect(sum == Double(count) * Double(count - 1) / 2)
    #expect(SharedLoop.sum(over: 0) { _ in 1 } == 0)
  }

  @Test func dropoutDropsItsShareAndGoesBackByTheSameMask() throws {
    let graph = Graph.of(.dropout(rate: 0.25), on: Shape(channels: 50, height: 10, width: 4))
    let samples = Tensor(dimensions: [5, 50, 10, 4], repeating: 1)
    let learner = try Learner(graph, parameters: [:], seed: 7, samplesHaveGradient: true)
    let first = try learner.forward(samples)[0]
    try learner.backward([samples])
    #expect(learner.sampleGradient(samples.dimensions) == first)
    let dropped = first.values.count { $0 == 0 }
    #expect(abs(Double(dropped) / 10_000 - 0.25) < 0.02)
    #expect(first.values.allSatisfy { $0 == 0 || abs($0 - 4.0 / 3) < 1e-6 })
    #expect(try learner.forward(samples)[0] != first)
    let other = try Learner(graph, parameters: [:], seed: 7)
    #expect(try other.forward(samples)[0] == first)
  }

  @Test func runningStatisticsFollowTheBatch() throws {
    let graph = Graph.of(Self.normalisation(2), on: Shape(channels: 2, height: 1, width: 2))
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

  /// Two layers with the same arrays, whose gradients are the sums of both.
  @Test(arguments: [
    (convolution(4, 4, 3, padding: 1), map), (convolution(16, 16, 3, padding: 1), blocks),
    (normalisation(4), map), (slope(4), map),
    (
      .dense(weight: Parameter("weight", [9, 9]), bias: Parameter("bias", [9])),
      Shape(channels: 9)
    ),
  ])
  func sharedArrays(operation: Operation, shape: Shape) throws {
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    let first = graph.add(operation, to: [input], named: "first")
    graph.outputs = [graph.add(operation, to: [first], named: "second")]
    try expectSlopes(graph)
  }

  @Test func whatCannotBeTrainedIsSaid() {
    let graph = Graph.of(.quantise, on: Self.map)
    #expect(throws: TensorError.untrainable(node: "result")) {
      try Learner(graph, parameters: [:])
    }
  }

  @Test func otherBatchesAndSizesInTurn() throws {
    let graph = Graph.of(Self.convolution(3, 16, 3), on: Shape(channels: 3, height: 8, width: 8))
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
    let input = graph.add(.input(Self.blocks), to: [], named: "input")
    let first = graph.add(Self.convolution(16, 32, 3, padding: 1), to: [input], named: "first")
    let norm = graph.add(Self.normalisation(32), to: [first], named: "norm")
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

/// Expects that a learner's outputs are the definition's, and its gradients the slopes of
/// Σ weight · output, by samples and by every array.
func expectSlopes(
  _ graph: Graph, batch: Int = 3, location: SourceLocation = #_sourceLocation
) throws {
  var random = Seeded(11)
  let shape = try graph.inputShape()
  let samples = random.spread([batch, shape.channels, shape.height, shape.width])
  let parameters = random.parameters(of: graph)
  let learner = try Learner(graph, parameters: parameters, samplesHaveGradient: true)
  let outputs = try learner.forward(samples)
  let weights = outputs.map { random.tensor($0.dimensions) }
  try learner.backward(weights)
  let expected = try Reference(graph, parameters: parameters, isTraining: true)(samples)
  for (output, expected) in zip(outputs, expected) {
    #expect(error(output, expected) <= 1e-5, sourceLocation: location)
  }
  func loss(_ samples: Tensor, _ parameters: Parameters) throws -> Double {
    let outputs = try Reference(graph, parameters: parameters, isTraining: true)(samples)
    return zip(outputs, weights).reduce(0) { sum, pair in
      zip(pair.0.values, pair.1.values).reduce(sum) { $0 + Double($1.0) * Double($1.1) }
    }
  }
  let found = try #require(learner.sampleGradient(samples.dimensions), sourceLocation: location)
  try expectSlope(samples, found, &random, "samples", location) { try loss($0, parameters) }
  for parameter in graph.trainedParameters {
    let start = try #require(parameters[parameter.name])
    let found = try #require(learner.parameterGradients[parameter.name])
    try expectSlope(start, found, &random, parameter.name, location) {
      var changed = parameters
      changed[parameter.name] = $0
      return try loss(samples, changed)
    }
  }
}

private func expectSlope(
  _ start: Tensor, _ found: Tensor, _ random: inout Seeded, _ name: String,
  _ location: SourceLocation, _ loss: (Tensor) throws -> Double
) throws {
  let scale = found.values.reduce(Float(0)) { max($0, abs($1)) }
  for index in start.values.indices.shuffled(using: &random).prefix(12) {
    let step: Float = 0.01
    var (up, down) = (start, start)
    up.values[index] += step
    down.values[index] -= step
    let width = Double(up.values[index]) - Double(down.values[index])
    let slope = try (loss(up) - loss(down)) / width
    let difference = abs(slope - Double(found.values[index]))
    #expect(
      difference <= 2e-3 * Double(max(scale, 0.05)),
      "\(name) \(index): \(found.values[index]), not \(slope)", sourceLocation: location)
  }
}

extension Seeded {
  /// Different values around zero, in any order, apart by more than a step of the differences, so
  /// that no rectifier or maximum turns within it.
  fileprivate mutating func spread(_ dimensions: [Int]) -> Tensor {
    let count = dimensions.reduce(1, *)
    let values = (0..<count).map { (Float($0) - Float(count / 2) + 0.5) * 0.024 }
    return Tensor(dimensions: dimensions, values: values.shuffled(using: &self))
  }
}
