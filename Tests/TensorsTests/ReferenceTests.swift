import Testing

@testable import Tensors

/// The oracle itself, on cases small enough to work out by hand.
@Suite struct ReferenceTests {
  private func run(
    _ operation: Tensors.Operation, _ shape: Shape, _ values: [Float],
    _ parameters: Parameters = [:]
  ) throws -> [Float] {
    let dimensions = [
      values.count / shape.count, shape.channels, shape.height, shape.width,
    ]
    let samples = Tensor(dimensions: dimensions, values: values)
    let reference = Reference(.of(operation, on: shape), parameters: parameters)
    return try reference(samples)[0].values
  }

  private let square = Shape(channels: 1, height: 3, width: 3)
  private let counting: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9]

  @Test func convolutionIsCrossCorrelation() throws {
    let weight = Parameter("weight", [1, 1, 2, 2])
    let bias = Parameter("bias", [1])
    let parameters = [
      "weight": Tensor(dimensions: [1, 1, 2, 2], values: [1, 10, 100, 1000]),
      "bias": Tensor(dimensions: [1], values: [0.5]),
    ]
    let operation = Operation.convolution(
      weight: weight, bias: bias, stride: Extent(1), padding: .none)
    #expect(
      try run(operation, square, counting, parameters) == [5421.5, 6532.5, 8754.5, 9865.5])
    // Zeros above and at the left: only the last cell of the kernel meets the first of the map.
    let padded = Operation.convolution(
      weight: weight, bias: nil, stride: Extent(2),
      padding: Padding(top: 1, left: 1, bottom: 0, right: 0))
    #expect(try run(padded, square, counting, parameters) == [1000, 3200, 7040, 9865])
  }

  @Test func convolutionSumsOverChannels() throws {
    let operation = Operation.convolution(
      weight: Parameter("weight", [2, 2, 1, 1]), bias: nil, stride: Extent(1), padding: .none)
    let parameters = ["weight": Tensor(dimensions: [2, 2, 1, 1], values: [1, 2, 3, 4])]
    let shape = Shape(channels: 2, height: 1, width: 2)
    #expect(try run(operation, shape, [1, 2, 10, 20], parameters) == [21, 42, 43, 86])
  }

  @Test func groupsSeeTheirOwnChannels() throws {
    let operation = Operation.convolution(
      weight: Parameter("weight", [2, 1, 1, 1]), bias: nil, stride: Extent(1), padding: .none,
      groups: 2)
    let parameters = ["weight": Tensor(dimensions: [2, 1, 1, 1], values: [3, 5])]
    let shape = Shape(channels: 2, height: 1, width: 2)
    #expect(try run(operation, shape, [1, 2, 10, 20], parameters) == [3, 6, 50, 100])
  }

  @Test func dilationSpreadsTheKernel() throws {
    let operation = Operation.convolution(
      weight: Parameter("weight", [1, 1, 2, 2]), bias: nil, stride: Extent(1), padding: .none,
      dilation: Extent(2))
    let parameters = ["weight": Tensor(dimensions: [1, 1, 2, 2], values: [1, 10, 100, 1000])]
    #expect(try run(operation, square, counting, parameters) == [9731])
  }

  @Test func regionsHaveTheirOwnKernels() throws {
    // Two rows of regions, the second with the last row of the result alone.
    let operation = Operation.localConvolution(
      weight: Parameter("weight", [2, 1, 1, 1, 1, 1]), bias: Parameter("bias", [2, 1, 1]),
      stride: Extent(1), padding: .none, region: Extent(height: 2, width: 3))
    let parameters = [
      "weight": Tensor(dimensions: [2, 1, 1, 1, 1, 1], values: [2, -1]),
      "bias": Tensor(dimensions: [2, 1, 1], values: [0, 100]),
    ]
    #expect(
      try run(operation, square, counting, parameters) == [2, 4, 6, 8, 10, 12, 93, 92, 91])
  }

  @Test func maxoutClipAndResponses() throws {
    let four = Shape(channels: 4)
    #expect(try run(.maxout(pieces: 2), four, [1, 3, -2, -5]) == [3, -2])
    #expect(
      try run(.activation(.clip(lower: 0, upper: 6)), four, [-1, 3, 6, 9]) == [0, 3, 6, 6])
    // Around the second of three channels lie all, around the others two.
    let normalisation = Operation.responseNormalisation(size: 3, alpha: 3, beta: 1, offset: 1)
    #expect(
      try run(normalisation, Shape(channels: 3), [1, 2, 3]) == [1 / 6, 2 / 15, 3 / 14])
  }

  @Test func euclideanPoolingTakesTheRootOfTheSum() throws {
    let operation = Operation.pooling(
      .euclidean, window: Extent(2), stride: Extent(2), padding: .none, rounding: .down)
    #expect(
      try run(operation, Shape(channels: 1, height: 2, width: 2), [1, -4, 2, 2]) == [5])
  }

  @Test func denseReadsRows() throws {
    let operation = Operation.dense(
      weight: Parameter("weight", [2, 3]), bias: Parameter("bias", [2]))
    let parameters = [
      "weight": Tensor(dimensions: [2, 3], values: [1, 2, 3, 4, 5, 6]),
      "bias": Tensor(dimensions: [2], values: [0, 100]),
    ]
    #expect(try run(operation, Shape(channels: 3), [1, 0, -1], parameters) == [-2, 98])
  }

  @Test func normalisationAndAffine() throws {
    let one = { (value: Float) in Tensor(dimensions: [1], values: [value]) }
    let normalisation = Operation.batchNormalisation(
      scale: Parameter("scale", [1]), shift: Parameter("shift", [1]), mean: Parameter("mean", [1]),
      variance: Parameter("variance", [1]), epsilon: 0.25)
    let parameters = [
      "scale": one(3), "shift": one(1), "mean": one(2), "variance": one(3.75),
    ]
    #expect(try run(normalisation, Shape(channels: 1), [6], parameters) == [7])
    let affine = Operation.affine(scale: Parameter("scale", [1]), shift: Parameter("shift", [1]))
    #expect(try run(affine, Shape(channels: 1), [6], parameters) == [19])
  }

  @Test func activations() throws {
    let shape = Shape(channels: 2, height: 1, width: 2)
    #expect(try run(.activation(.relu), shape, [-1, 2, 3, -4]) == [0, 2, 3, 0])
    let slope = ["slope": Tensor(dimensions: [2], values: [0.5, -2])]
    let prelu = Operation.activation(.prelu(slope: Parameter("slope", [2])))
    #expect(try run(prelu, shape, [-1, 2, 3, -4], slope) == [-0.5, 2, 3, 8])
  }

  @Test func pooling() throws {
    func pool(_ kind: PoolingKind, _ padding: Padding, _ rounding: Rounding) throws -> [Float] {
      let operation = Operation.pooling(
        kind, window: Extent(2), stride: Extent(2), padding: padding, rounding: rounding)
      return try run(operation, square, counting)
    }
    #expect(try pool(.maximum, .none, .down) == [5])
    #expect(try pool(.maximum, .none, .up) == [5, 6, 8, 9])
    #expect(try pool(.average(countingPadding: true), .none, .up) == [3, 4.5, 7.5, 9])
    let corner = Padding(top: 1, left: 1, bottom: 0, right: 0)
    #expect(try pool(.average(countingPadding: true), corner, .down) == [0.25, 1.25, 2.75, 7])
    #expect(try pool(.average(countingPadding: false), corner, .down) == [1, 2.5, 5.5, 7])
    #expect(try run(.globalAverage, square, counting) == [5])
  }

  @Test func sumsExtendTheSmallerByZeros() throws {
    var graph = Graph()
    let input = graph.add(.input(square), to: [], named: "input")
    let mean = graph.add(.globalAverage, to: [input], named: "mean")
    let both = graph.add(.concatenate, to: [mean, mean], named: "both")
    graph.outputs = [graph.add(.add(scale: 2), to: [both, input], named: "sum")]
    let samples = Tensor(dimensions: [1, 1, 3, 3], values: counting)
    let result = try Reference(graph, parameters: [:])(samples)[0]
    #expect(result.dimensions == [1, 2, 3, 3])
    #expect(
      result.values == [7, 4, 6, 8, 10, 12, 14, 16, 18] + [5, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func flatteningOrders() throws {
    // Channels 1 and 2, rows a and b: 1a = 0 1 2, 1b = 3 4 5, 2a = 6 7 8, 2b = 9 10 11.
    let shape = Shape(channels: 2, height: 2, width: 3)
    let values = (0..<12).map { Float($0) }
    #expect(try run(.flatten(.channelRowColumn), shape, values) == values)
    #expect(
      try run(.flatten(.columnRowChannel), shape, values)
        == [0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11])
  }

  @Test func softmaxAndNormaliseGoOverChannels() throws {
    let shape = Shape(channels: 2, height: 1, width: 2)
    #expect(try run(.softmax, shape, [0, 1, 0, 1]) == [0.5, 0.5, 0.5, 0.5])
    #expect(try run(.normalise, shape, [3, 0, 4, -2]) == [0.6, 0, 0.8, -1])
  }
}
