import Testing

@testable import Tensors

@Suite struct ShapeTests {
  private func shape(_ operation: Tensors.Operation, on shape: Shape) throws -> Shape? {
    try Graph.of(operation, on: shape).shapes().last
  }

  private func pooling(
    _ window: Int, _ stride: Int, _ padding: Int = 0, _ rounding: Rounding
  ) -> Tensors.Operation {
    .pooling(
      .maximum, window: Extent(window), stride: Extent(stride), padding: Padding(padding),
      rounding: rounding)
  }

  @Test func poolingRoundsAsPyTorchDoes() throws {
    // Sizes of torch.nn.functional.max_pool2d on a side of 8 … 12, 1.
    let cases: [(side: Int, window: Int, stride: Int, padding: Int, down: Int, up: Int)] = [
      (10, 2, 2, 0, 5, 5), (11, 2, 2, 0, 5, 6), (22, 3, 2, 0, 10, 11), (9, 3, 2, 0, 4, 4),
      (8, 3, 3, 1, 3, 3), (7, 2, 3, 1, 3, 3), (5, 2, 3, 1, 2, 2),
    ]
    for c in cases {
      let map = Shape(channels: 1, height: c.side, width: c.side)
      #expect(try shape(pooling(c.window, c.stride, c.padding, .down), on: map)?.height == c.down)
      #expect(try shape(pooling(c.window, c.stride, c.padding, .up), on: map)?.height == c.up)
    }
  }

  @Test func aWindowLargerThanTheMapIsRefused() {
    let map = Shape(channels: 1, height: 2, width: 2)
    #expect(
      throws: TensorError.window(
        node: "result", window: Extent(3), stride: Extent(1), padding: .none, map: map)
    ) {
      try shape(pooling(3, 1, 0, .down), on: map)
    }
  }

  @Test func windowsThatCannotSlideAreRefused() {
    let map = Shape(channels: 1, height: 8, width: 8)
    for (window, stride, padding) in [(0, 1, 0), (2, 0, 0), (2, 1, -1), (2, 1, 2), (2, -1, 0)] {
      #expect(throws: TensorError.self) {
        try shape(pooling(window, stride, padding, .down), on: map)
      }
    }
  }

  @Test func parametersMustFitTheChannels() {
    let map = Shape(channels: 4, height: 3, width: 3)
    let weight = Parameter("weight", [8, 5, 3, 3])
    #expect(
      throws: TensorError.parameterMismatch(node: "result", parameter: "weight", channels: 4)
    ) {
      try shape(
        .convolution(weight: weight, bias: nil, stride: Extent(1), padding: .none), on: map)
    }
    #expect(
      throws: TensorError.parameterMismatch(node: "result", parameter: "slope", channels: 4)
    ) {
      try shape(.activation(.prelu(slope: Parameter("slope", [1]))), on: map)
    }
  }

  @Test func joinsMustMatch() {
    var graph = Graph()
    let input = graph.add(
      .input(Shape(channels: 1, height: 4, width: 4)), to: [], named: "input")
    let small = graph.add(pooling(2, 2, 0, .down), to: [input], named: "small")
    _ = graph.add(.concatenate, to: [input, small], named: "whole")
    #expect(
      throws: TensorError.operandShapes(
        node: "whole",
        [Shape(channels: 1, height: 4, width: 4), Shape(channels: 1, height: 2, width: 2)])
    ) {
      try graph.shapes()
    }
  }

  @Test func theNumberOfInputsIsChecked() {
    var graph = Graph()
    let input = graph.add(.input(Shape(channels: 1)), to: [], named: "input")
    _ = graph.add(.add(scale: 1), to: [input], named: "sum")
    #expect(throws: TensorError.operandCount(node: "sum", expected: 2, actual: 1)) {
      try graph.shapes()
    }
    #expect(throws: TensorError.inputCount(0)) { try Graph().inputShape() }
  }

  @Test func sizesBeyondMemoryAreRefused() {
    for side in [Int.max, 1 << 40, 1 << 16, 0, -5] {
      let shape = Shape(channels: 3, height: side, width: side)
      #expect(throws: TensorError.size(node: "input", shape)) {
        try Graph.of(.activation(.relu), on: shape).shapes()
      }
    }
  }

  @Test func everyErrorSaysSomethingOnOneLine() {
    let errors: [TensorError] = [
      .missingParameter(node: "n", parameter: "p"),
      .parameterShape(name: "p", expected: [1, 2], actual: [3]),
      .parameterMismatch(node: "n", parameter: "p", channels: 3),
      .operandCount(node: "n", expected: 2, actual: 1),
      .operandShapes(node: "n", [Shape(channels: 1)]),
      .window(
        node: "n", window: Extent(3), stride: Extent(1), padding: .none, map: Shape(channels: 1)),
      .size(node: "n", Shape(channels: 0)), .inputCount(0),
      .inputShape(expected: Shape(channels: 3), actual: [1]),
      .backend(primitive: "convolution", status: 3),
    ]
    for error in errors {
      #expect(!error.description.isEmpty)
      #expect(!error.description.contains("\n"))
    }
    #expect(Set(errors.map(\.description)).count == errors.count)
  }
}
