import Testing

@testable import Tensors

@Suite struct PrimitiveTests {
  /// One cell and many, channels that fill blocks and channels that don't.
  static let shapes = [
    Shape(channels: 1), Shape(channels: 37), Shape(channels: 64),
    Shape(channels: 3, height: 7, width: 5), Shape(channels: 16, height: 6, width: 6),
    Shape(channels: 20, height: 9, width: 4), Shape(channels: 48, height: 3, width: 11),
  ]

  @Test(arguments: shapes) func dense(_ shape: Shape) throws {
    for (outputs, bias) in [(1, true), (10, true), (128, false)] {
      let operation = Operation.dense(
        weight: Parameter("weight", [outputs, shape.count]),
        bias: bias ? Parameter("bias", [outputs]) : nil)
      try expectAgreement(.of(operation, on: shape), batches: [1, 2, 20])
    }
  }

  @Test(arguments: shapes) func elementwise(_ shape: Shape) throws {
    let channels = [shape.channels]
    let operations: [Tensors.Operation] = [
      .activation(.relu),
      .activation(.prelu(slope: Parameter("slope", channels))),
      .affine(scale: Parameter("scale", channels), shift: Parameter("shift", channels)),
      .batchNormalisation(
        scale: Parameter("scale", channels), shift: Parameter("shift", channels),
        mean: Parameter("mean", channels), variance: Parameter("variance", channels),
        epsilon: 1e-3),
      .batchNormalisation(
        scale: nil, shift: nil, mean: Parameter("mean", channels),
        variance: Parameter("variance", channels), epsilon: 1e-5),
      .globalAverage, .softmax, .normalise, .flatten(.channelRowColumn),
      .flatten(.columnRowChannel), .dropout(rate: 0.5),
      .activation(.sigmoid), .activation(.reciprocal), .enlarge(Extent(height: 3, width: 2)),
      .quantise, .quantum,
      .activation(.clip(lower: 0, upper: 0.5)), .activation(.clip(lower: -0.1, upper: 6)),
      .responseNormalisation(size: 5, alpha: 0.8, beta: 0.75, offset: 1),
      .responseNormalisation(size: 3, alpha: 2, beta: 0.5, offset: 2), .maxout(pieces: 1),
    ]
    for operation in operations { try expectAgreement(.of(operation, on: shape)) }
  }

  /// Sums of no, one and several places along each axis.
  @Test(arguments: shapes) func resampled(_ shape: Shape) throws {
    var random = Seeded(UInt64(shape.count))
    for axis in [MapAxis.channel, .row, .column] {
      let taps = (0..<5).map { place in
        (0..<place % 4).map { _ in
          Tap(
            Int.random(in: 0..<shape[axis], using: &random),
            weight: Float.random(in: -1...1, using: &random))
        }
      }
      try expectAgreement(.of(.resample(axis, taps), on: shape))
    }
    let beyond = Graph.of(.resample(.row, [[Tap(shape.height)]]), on: shape)
    #expect(throws: TensorError.self) { try beyond.shapes() }
  }

  /// A map times another, and times a factor for each channel.
  @Test(arguments: shapes) func products(_ shape: Shape) throws {
    for squeezed in [false, true] {
      var graph = Graph()
      let input = graph.add(.input(shape), to: [], named: "input")
      let factors = graph.add(
        squeezed ? .globalAverage : .activation(.sigmoid), to: [input], named: "factors")
      graph.outputs = [graph.add(.multiply, to: [input, factors], named: "product")]
      try expectAgreement(graph)
    }
  }

  /// Products of quantised values, brought back to their unit.
  @Test(arguments: [10, 32]) func quantisedProducts(_ channels: Int) throws {
    var graph = Graph()
    let shape = Shape(channels: 5, height: 6, width: 7)
    let input = graph.add(.input(shape), to: [], named: "input")
    let levels = graph.add(.quantise, to: [input], named: "levels")
    let step = graph.add(.quantum, to: [input], named: "step")
    let sums = graph.convolve(levels, 5, channels, Extent(3), named: "convolution")
    graph.outputs = [
      graph.add(
        .rescale(factors: Parameter("factors", [channels])), to: [sums, step], named: "result")
    ]
    try expectAgreement(graph)
  }

  /// Each operation in the layout a convolution leaves its results in.
  @Test(arguments: [10, 16, 40]) func afterConvolution(_ channels: Int) throws {
    let slope = Parameter("slope", [channels])
    let (scale, shift) = (Parameter("scale", [channels]), Parameter("shift", [channels]))
    let operations: [Tensors.Operation] = [
      .activation(.relu), .activation(.prelu(slope: slope)), .affine(scale: scale, shift: shift),
      .globalAverage, .softmax, .normalise, .flatten(.channelRowColumn),
      .flatten(.columnRowChannel), .dropout(rate: 0.5),
      .activation(.sigmoid), .enlarge(Extent(2)),
      .activation(.clip(lower: 0, upper: 1)), .activation(.clip(lower: 0.5, upper: 1)),
      .responseNormalisation(size: 5, alpha: 0.8, beta: 0.75, offset: 1), .maxout(pieces: 2),
      .dense(weight: Parameter("dense", [9, channels * 30]), bias: nil),
      .pooling(
        .maximum, window: Extent(2), stride: Extent(2), padding: .none, rounding: .up),
    ]
    for operation in operations {
      var graph = Graph()
      let input = graph.add(
        .input(Shape(channels: 16, height: 7, width: 8)), to: [], named: "input")
      let map = graph.convolve(input, 16, channels, Extent(3), named: "conv")
      graph.outputs = [graph.add(operation, to: [map], named: "result")]
      try expectAgreement(graph, "\(operation)")
      graph.outputs.append(map)
      try expectAgreement(graph, "\(operation), its input kept")
    }
  }

  @Test func flattenedDense() throws {
    for order in [FlattenOrder.channelRowColumn, .columnRowChannel] {
      for channels in [5, 64] {
        var graph = Graph()
        let input = graph.add(
          .input(Shape(channels: channels, height: 4, width: 5)), to: [], named: "input")
        let map = graph.convolve(input, channels, channels, Extent(2), named: "conv")
        let flat = graph.add(.flatten(order), to: [map], named: "flat")
        let dense = Operation.dense(
          weight: Parameter("dense", [7, channels * 12]), bias: Parameter("bias", [7]))
        graph.outputs = [graph.add(dense, to: [flat], named: "dense")]
        try expectAgreement(graph)
        graph.outputs.append(flat)
        try expectAgreement(graph)
      }
    }
  }

  @Test(arguments: [2, 3]) func maxout(pieces: Int) throws {
    for shape in [Shape(channels: 12), Shape(channels: 96, height: 3, width: 5)] {
      try expectAgreement(.of(.maxout(pieces: pieces), on: shape))
    }
  }

  /// What is left out in inference may be an output or the input itself.
  @Test func dropoutPassesOn() throws {
    var graph = Graph.of(.dropout(rate: 0.4), on: Shape(channels: 3, height: 2, width: 2))
    let twice = graph.add(.dropout(rate: 0.2), to: graph.outputs, named: "twice")
    graph.outputs.append(graph.add(.activation(.relu), to: [twice], named: "relu"))
    graph.outputs.append(twice)
    try expectAgreement(graph)
  }

  @Test func concatenate() throws {
    for counts in [[3, 5], [16, 32, 16], [1, 16], [7]] {
      var graph = Graph()
      let input = graph.add(
        .input(Shape(channels: 4, height: 5, width: 6)), to: [], named: "input")
      let parts = counts.enumerated().map { index, count in
        graph.convolve(input, 4, count, Extent(3), named: "conv\(index)")
      }
      graph.outputs = [graph.add(.concatenate, to: parts, named: "whole")]
      try expectAgreement(graph)
    }
  }

  @Test func softmaxOfLargeValuesStaysFinite() throws {
    let graph = Graph.of(.softmax, on: Shape(channels: 2))
    let executor = try Executor(graph, parameters: [:])
    let result = try executor(Tensor(dimensions: [1, 2, 1, 1], values: [1000, 1000]))
    #expect(result[0].values == [0.5, 0.5])
  }

  @Test func normalisedZerosStayZeros() throws {
    let graph = Graph.of(.normalise, on: Shape(channels: 3))
    let zeros = Tensor(dimensions: [1, 3, 1, 1], repeating: 0)
    #expect(try Executor(graph, parameters: [:])(zeros) == [zeros])
    #expect(try Reference(graph, parameters: [:])(zeros) == [zeros])
  }
}
