import Testing

@testable import Tensors

@Suite struct ConvolutionTests {
  struct Case: CustomStringConvertible {
    var shape: Shape
    var filters: Int
    var kernel: Extent
    var stride = Extent(1)
    var padding = Padding.none
    var bias = true

    var description: String { "\(shape) \(filters) \(kernel) \(stride) \(padding)" }
  }

  static let cases: [Case] = [
    Case(shape: Shape(channels: 1), filters: 1, kernel: Extent(1)),
    Case(shape: Shape(channels: 3, height: 13, width: 9), filters: 10, kernel: Extent(3)),
    Case(
      shape: Shape(channels: 3, height: 31, width: 30), filters: 32, kernel: Extent(7),
      stride: Extent(2)),
    Case(
      shape: Shape(channels: 5, height: 8, width: 17), filters: 6,
      kernel: Extent(height: 1, width: 7), padding: Padding(vertical: 0, horizontal: 3)),
    Case(
      shape: Shape(channels: 32, height: 8, width: 17), filters: 48,
      kernel: Extent(height: 7, width: 1), padding: Padding(vertical: 3, horizontal: 0)),
    Case(
      shape: Shape(channels: 16, height: 9, width: 11), filters: 16, kernel: Extent(3),
      padding: Padding(1), bias: false),
    Case(
      shape: Shape(channels: 64, height: 17, width: 17), filters: 64, kernel: Extent(3),
      padding: Padding(1)),
    Case(
      shape: Shape(channels: 256, height: 4, width: 4), filters: 256, kernel: Extent(3),
      padding: Padding(1)),
    Case(
      shape: Shape(channels: 256, height: 2, width: 2), filters: 256, kernel: Extent(3),
      padding: Padding(1)),
    Case(shape: Shape(channels: 64, height: 12, width: 7), filters: 80, kernel: Extent(1)),
    Case(shape: Shape(channels: 32, height: 12, width: 7), filters: 2, kernel: Extent(1)),
    Case(
      shape: Shape(channels: 7, height: 10, width: 10), filters: 5,
      kernel: Extent(height: 2, width: 3), stride: Extent(height: 2, width: 1),
      padding: Padding(top: 1, left: 0, bottom: 0, right: 2)),
    Case(
      shape: Shape(channels: 16, height: 10, width: 12), filters: 32, kernel: Extent(3),
      stride: Extent(1), padding: Padding(top: 0, left: 1, bottom: 1, right: 0)),
  ]

  @Test(arguments: cases) func agreesWithTheDefinition(_ c: Case) throws {
    var graph = Graph()
    let input = graph.add(.input(c.shape), to: [], named: "input")
    graph.outputs = [
      graph.convolve(
        input, c.shape.channels, c.filters, c.kernel, stride: c.stride, padding: c.padding,
        bias: c.bias, named: "conv")
    ]
    try expectAgreement(graph, batches: [1, 2, 9])
  }

  @Test(arguments: 0..<60) func agreesOnRandomGeometry(_ seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let channels = [1, 3, 8, 10, 16, 28, 32, 48].randomElement(using: &random) ?? 1
    let filters = [1, 4, 10, 16, 20, 32, 64].randomElement(using: &random) ?? 1
    let kernel = Extent(
      height: .random(in: 1...5, using: &random), width: .random(in: 1...7, using: &random))
    let padding = Padding(
      top: .random(in: 0..<kernel.height, using: &random),
      left: .random(in: 0..<kernel.width, using: &random),
      bottom: .random(in: 0..<kernel.height, using: &random),
      right: .random(in: 0..<kernel.width, using: &random))
    let stride = Extent(
      height: .random(in: 1...3, using: &random), width: .random(in: 1...3, using: &random))
    let shape = Shape(
      channels: channels, height: kernel.height + .random(in: 0...14, using: &random),
      width: kernel.width + .random(in: 0...14, using: &random))
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    graph.outputs = [
      graph.convolve(
        input, channels, filters, kernel, stride: stride, padding: padding, named: "conv")
    ]
    try expectAgreement(graph, seed: UInt64(seed), "\(shape) \(filters) \(kernel) \(stride)")
  }

  /// Parts of the channels by themselves, depthwise as the extreme, and kernels spread out.
  @Test(arguments: 0..<60) func agreesWithGroupsAndDilation(_ seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let groups = [1, 2, 3, 8, 16, 32].randomElement(using: &random) ?? 1
    let inputs = groups * ([1, 2, 8, 16].randomElement(using: &random) ?? 1)
    let outputs = groups * ([1, 2, 8, 16].randomElement(using: &random) ?? 1)
    let kernel = Extent(
      height: .random(in: 1...3, using: &random), width: .random(in: 1...4, using: &random))
    let dilation = Extent(
      height: .random(in: 1...3, using: &random), width: .random(in: 1...2, using: &random))
    let stride = Extent(.random(in: 1...2, using: &random))
    let shape = Shape(
      channels: inputs, height: .random(in: 7...14, using: &random),
      width: .random(in: 7...14, using: &random))
    let operation = Operation.convolution(
      weight: Parameter("weight", [outputs, inputs / groups, kernel.height, kernel.width]),
      bias: Parameter("bias", [outputs]), stride: stride, padding: Padding(1),
      dilation: dilation, groups: groups)
    try expectAgreement(.of(operation, on: shape), seed: UInt64(seed), "\(shape) \(operation)")
    // Among other layers, whose channels may be padded and which may fuse with it.
    var graph = Graph()
    let input = graph.add(
      .input(Shape(channels: 5, height: shape.height, width: shape.width)), to: [], named: "in")
    var x = graph.convolve(input, 5, inputs, Extent(1), named: "before")
    x = graph.add(.activation(.relu), to: [x], named: "relu")
    x = graph.add(operation, to: [x], named: "grouped")
    x = graph.add(
      .affine(scale: Parameter("scale", [outputs]), shift: Parameter("shift", [outputs])),
      to: [x], named: "affine")
    x = graph.add(.activation(.clip(lower: 0, upper: 6)), to: [x], named: "clip")
    graph.outputs = [graph.convolve(x, outputs, 7, Extent(1), named: "after")]
    try expectAgreement(graph, seed: UInt64(seed), "\(shape) \(operation) among others")
  }

  @Test(arguments: 0..<30) func agreesWithKernelsForRegions(_ seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let kernel = Extent(
      height: .random(in: 1...3, using: &random), width: .random(in: 1...4, using: &random))
    let region = Extent(
      height: .random(in: 1...3, using: &random), width: .random(in: 1...3, using: &random))
    let stride = Extent(.random(in: 1...2, using: &random))
    let padding = Padding(.random(in: 0...1, using: &random))
    let shape = Shape(
      channels: [1, 3, 20].randomElement(using: &random) ?? 1,
      height: .random(in: 5...9, using: &random), width: .random(in: 5...9, using: &random))
    let rows = (shape.height + 2 * padding.top - kernel.height) / stride.height + 1
    let columns = (shape.width + 2 * padding.top - kernel.width) / stride.width + 1
    let regions = [
      (rows + region.height - 1) / region.height, (columns + region.width - 1) / region.width,
    ]
    let operation = Operation.localConvolution(
      weight: Parameter("weight", regions + [6, shape.channels, kernel.height, kernel.width]),
      bias: seed.isMultiple(of: 2) ? Parameter("bias", regions + [6]) : nil, stride: stride,
      padding: padding, region: region)
    try expectAgreement(.of(operation, on: shape), seed: UInt64(seed), "\(shape) \(operation)")
  }

  @Test func runsOnAnyMapSize() throws {
    var graph = Graph()
    let input = graph.add(
      .input(Shape(channels: 3, height: 12, width: 12)), to: [], named: "input")
    graph.outputs = [graph.convolve(input, 3, 16, Extent(3), named: "conv")]
    for side in [3, 12, 27] {
      try expectAgreement(graph, shape: Shape(channels: 3, height: side, width: side + 4))
    }
  }
}
