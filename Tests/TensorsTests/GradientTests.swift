import Testing

@testable import Tensors

/// Ways back against finite differences of the definitions.
@Suite struct GradientTests {
  static let cases: [(String, Tensors.Operation, Shape)] = [
    ("convolution", .convolution(4, 5, 3), .map),
    ("convolution 1×1", .convolution(4, 8, 1, bias: false), .map),
    ("convolution, padded", .convolution(4, 6, 3, stride: 2, padding: 1), .map),
    (
      "convolution of a photo", .convolution(3, 16, 3, padding: 1),
      Shape(channels: 3, height: 6, width: 6)
    ),
    ("convolution of blocks", .convolution(16, 32, 3, padding: 1), .blocks),
    ("convolution of blocks, strided", .convolution(16, 16, 3, stride: 2, padding: 1), .blocks),
    ("convolution, dilated", .convolution(4, 4, 3, padding: 2, dilation: 2), .map),
    ("convolution of groups", .convolution(4, 6, 3, groups: 2), .map),
    ("convolution, depthwise", .convolution(16, 16, 3, padding: 1, groups: 16), .blocks),
    ("dense", .dense(weight: Parameter("weight", [7, 120]), bias: Parameter("bias", [7])), .map),
    ("dense without bias", .dense(weight: Parameter("weight", [3, 120]), bias: nil), .map),
    ("batch normalisation", .normalisation(4), .map),
    ("batch normalisation of blocks", .normalisation(16), .blocks),
    ("batch normalisation without scale", .normalisation(4, scale: false), .map),
    ("batch normalisation alone", .normalisation(4, scale: false, shift: false), .map),
    ("affine", .affine(scale: Parameter("scale", [4]), shift: Parameter("shift", [4])), .map),
    ("relu", .activation(.relu), .map),
    ("clip", .activation(.clip(lower: -0.5, upper: 0.5)), .map),
    ("sigmoid", .activation(.sigmoid), .map),
    ("prelu", .slope(4), .map),
    ("prelu of blocks", .slope(16), .blocks),
    ("prelu of a vector", .slope(20), Shape(channels: 20)),
    ("maxout", .maxout(pieces: 2), .map),
    ("maximum", .pooling(.maximum, 2, 2), .map),
    ("maximum, overlapping", .pooling(.maximum, 3, 2, padding: 1), .map),
    ("maximum, rounded up", .pooling(.maximum, 3, 2, .up), .map),
    ("maximum of blocks", .pooling(.maximum, 3, 2), .blocks),
    ("mean", .pooling(.average(countingPadding: true), 2, 2), .map),
    ("mean of the map", .pooling(.average(countingPadding: false), 3, 1, padding: 1), .map),
    ("mean, rounded up", .pooling(.average(countingPadding: true), 3, 2, .up), .map),
    ("mean of blocks, rounded up", .pooling(.average(countingPadding: true), 3, 2, .up), .blocks),
    ("square root of squares", .pooling(.euclidean, 2, 2), .map),
    ("square root of squares, padded", .pooling(.euclidean, 3, 2, padding: 1), .blocks),
    ("global average", .globalAverage, .map),
    ("locally connected", .local(4, 3, 3, cells: (4, 3)), .map),
    ("locally connected, strided", .local(4, 3, 3, stride: 2, padding: 1, cells: (3, 3)), .map),
    ("locally shared", .local(4, 3, 2, region: 2, bias: false, cells: (3, 2)), .map),
    (
      "response normalisation",
      .responseNormalisation(size: 3, alpha: 0.5, beta: 0.75, offset: 1), .map
    ),
    (
      "response normalisation of blocks",
      .responseNormalisation(size: 5, alpha: 0.5, beta: 0.75, offset: 1), .blocks
    ),
    ("enlarge", .enlarge(Extent(height: 2, width: 3)), .map),
    ("resample channels", .resample(.channel, [[Tap(3), Tap(0, weight: -2)], [Tap(3)]]), .map),
    ("resample rows", .resample(.row, [[Tap(1, weight: 0.5), Tap(2, weight: 0.5)], []]), .map),
    ("resample columns", .resample(.column, [[Tap(0)], [Tap(0)], [Tap(4, weight: 3)]]), .map),
    ("flatten", .flatten(.channelRowColumn), .map),
    ("flatten by columns", .flatten(.columnRowChannel), .map),
    ("softmax", .softmax, .map),
    ("normalise", .normalise, .map),
    ("normalise a vector", .normalise, Shape(channels: 9)),
  ]

  @Test(arguments: cases.map(\.0))
  func wayBackIsTheSlope(name: String) throws {
    let (_, operation, shape) = try #require(Self.cases.first { $0.0 == name })
    try expectSlopes(.of(operation, on: shape))
  }

  @Test func reciprocals() throws {
    var graph = Graph()
    let input = graph.add(.input(.map), to: [], named: "input")
    let positive = graph.add(.activation(.sigmoid), to: [input], named: "positive")
    graph.outputs = [graph.add(.activation(.reciprocal), to: [positive], named: "result")]
    try expectSlopes(graph)
  }

  @Test(arguments: [1, -0.5] as [Float])
  func sums(scale: Float) throws {
    var graph = Graph()
    let input = graph.add(.input(.map), to: [], named: "input")
    let first = graph.add(
      .convolution(4, 4, 3, padding: 1), to: [input], named: "first")
    graph.outputs = [graph.add(.add(scale: scale), to: [input, first], named: "sum")]
    try expectSlopes(graph)
  }

  @Test func sumsOfDifferentShapes() throws {
    var graph = Graph()
    let input = graph.add(.input(.map), to: [], named: "input")
    let first = graph.add(.convolution(4, 6, 3), to: [input], named: "first")
    graph.outputs = [graph.add(.add(scale: 2), to: [first, input], named: "sum")]
    try expectSlopes(graph)
  }

  @Test func products() throws {
    var graph = Graph()
    let input = graph.add(.input(.map), to: [], named: "input")
    let means = graph.add(.globalAverage, to: [input], named: "means")
    let scaled = graph.add(.multiply, to: [input, means], named: "scaled")
    graph.outputs = [graph.add(.multiply, to: [scaled, input], named: "square")]
    try expectSlopes(graph)
  }

  @Test(arguments: [Shape.map, .blocks])
  func joinedChannels(shape: Shape) throws {
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    let relu = graph.add(.activation(.relu), to: [input], named: "relu")
    graph.outputs = [graph.add(.concatenate, to: [relu, input, relu], named: "joined")]
    try expectSlopes(graph)
  }

  @Test func severalOutputs() throws {
    var graph = Graph()
    let input = graph.add(.input(.map), to: [], named: "input")
    let norm = graph.add(.normalisation(4), to: [input], named: "norm")
    let mean = graph.add(.globalAverage, to: [norm], named: "mean")
    graph.outputs = [mean, norm, graph.add(.normalise, to: [mean], named: "unit")]
    try expectSlopes(graph)
  }

  /// A value that several layers read, whose gradient is summed in place.
  @Test func valuesOfSeveralReaders() throws {
    var graph = Graph()
    let input = graph.add(.input(.blocks), to: [], named: "input")
    let norm = graph.add(.normalisation(16), to: [input], named: "norm")
    let other = graph.add(
      .convolution(16, 16, 3, padding: 1, bias: false), to: [norm], named: "other")
    let sum = graph.add(.add(scale: 0.5), to: [norm, other], named: "sum")
    let twice = graph.add(.add(scale: 1), to: [sum, sum], named: "twice")
    graph.outputs = [graph.add(.add(scale: 2), to: [twice, norm], named: "result"), sum]
    try expectSlopes(graph)
  }

  /// Two layers with the same arrays, whose gradients are the sums of both.
  @Test(
    arguments: [
      (.convolution(4, 4, 3, padding: 1), .map),
      (.convolution(16, 16, 3, padding: 1), .blocks),
      (.normalisation(4), .map),
      (.slope(4), .map),
      (
        .dense(weight: Parameter("weight", [9, 9]), bias: Parameter("bias", [9])),
        Shape(channels: 9)
      ),
    ] as [(Tensors.Operation, Shape)])
  func sharedArrays(operation: Tensors.Operation, shape: Shape) throws {
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    let first = graph.add(operation, to: [input], named: "first")
    graph.outputs = [graph.add(operation, to: [first], named: "second")]
    try expectSlopes(graph)
  }
}
