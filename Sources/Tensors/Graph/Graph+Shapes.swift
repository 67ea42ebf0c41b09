extension Graph {
  /// The shape of every node's result, in order of evaluation.
  ///
  /// - Parameter input: replaces height and width of the input node, for nets that take any size.
  /// - Throws: `TensorError` where a node's inputs, parameters or windows don't fit.
  public func shapes(input: Shape? = nil) throws(TensorError) -> [Shape] {
    var shapes: [Shape] = []
    for node in nodes {
      let inputs = node.inputs.map { shapes[$0.index] }
      let shape = try node.shape(of: inputs, override: input)
      guard shape.isUsable else { throw .size(node: node.name, shape) }
      shapes.append(shape)
    }
    return shapes
  }

  /// The shape of the samples.
  ///
  /// - Throws: `TensorError.inputCount` unless exactly one node is an input.
  public func inputShape() throws(TensorError) -> Shape {
    let inputs = nodes.compactMap { node -> Shape? in
      if case .input(let shape) = node.operation { shape } else { nil }
    }
    guard inputs.count == 1, let shape = inputs.first else { throw .inputCount(inputs.count) }
    return shape
  }

  /// Whether a node's result is a vector (N × C) rather than a map (N × C × H × W).
  func isVector(_ value: Value) -> Bool {
    let node = nodes[value.index]
    switch node.operation {
    case .dense, .flatten, .globalAverage: return true
    case .input, .convolution, .pooling: return false
    case .batchNormalisation, .affine, .activation, .add, .concatenate, .dropout, .softmax,
      .normalise:
      return node.inputs.allSatisfy(isVector)
    }
  }
}

extension Shape {
  /// Whether no extent is below one and the values of a sample can be counted in memory.
  fileprivate var isUsable: Bool {
    guard channels > 0, height > 0, width > 0 else { return false }
    let limit = 1 << 31
    let (plane, overflow) = height.multipliedReportingOverflow(by: width)
    guard !overflow, plane < limit else { return false }
    let (count, beyond) = plane.multipliedReportingOverflow(by: channels)
    return !beyond && count < limit
  }
}

extension Graph.Node {
  fileprivate func shape(of inputs: [Shape], override: Shape?) throws(TensorError) -> Shape {
    try checkCount(of: inputs)
    switch operation {
    case .input(let declared): return try resized(declared, to: override)
    case .convolution(let weight, let bias, let stride, let padding):
      return try convolved(inputs[0], weight, bias, stride, padding)
    case .dense(let weight, let bias): return try multiplied(inputs[0], weight, bias)
    case .pooling(_, let window, let stride, let padding, let rounding):
      try checkReach(of: window, stride, padding, on: inputs[0])
      return try slid(inputs[0], window, stride, padding, rounding)
    case .batchNormalisation, .affine, .activation:
      for parameter in operation.parameters { try check(parameter, inputs[0].channels) }
      return inputs[0]
    case .dropout, .softmax, .normalise: return inputs[0]
    case .globalAverage: return Shape(channels: inputs[0].channels)
    case .add: return inputs[0].union(inputs[1])
    case .concatenate: return try concatenated(inputs)
    case .flatten: return Shape(channels: inputs[0].count)
    }
  }

  private func checkCount(of inputs: [Shape]) throws(TensorError) {
    let expected =
      switch operation {
      case .input: 0
      case .add: 2
      case .concatenate: max(1, inputs.count)
      default: 1
      }
    guard inputs.count == expected else {
      throw .operandCount(node: name, expected: expected, actual: inputs.count)
    }
  }

  private func resized(_ declared: Shape, to override: Shape?) throws(TensorError) -> Shape {
    guard let override else { return declared }
    guard override.channels == declared.channels else {
      throw .inputShape(
        expected: declared, actual: [override.channels, override.height, override.width])
    }
    return override
  }

  /// A parameter of one value a channel.
  private func check(_ parameter: Parameter, _ channels: Int) throws(TensorError) {
    guard parameter.dimensions == [channels] else {
      throw .parameterMismatch(node: name, parameter: parameter.name, channels: channels)
    }
  }

  private func convolved(
    _ map: Shape, _ weight: Parameter, _ bias: Parameter?, _ stride: Extent, _ padding: Padding
  ) throws(TensorError) -> Shape {
    guard weight.dimensions.count == 4, weight.dimensions[1] == map.channels else {
      throw .parameterMismatch(node: name, parameter: weight.name, channels: map.channels)
    }
    if let bias { try check(bias, weight.dimensions[0]) }
    let kernel = Extent(height: weight.dimensions[2], width: weight.dimensions[3])
    var shape = try slid(map, kernel, stride, padding, .down)
    shape.channels = weight.dimensions[0]
    return shape
  }

  private func multiplied(
    _ map: Shape, _ weight: Parameter, _ bias: Parameter?
  ) throws(TensorError) -> Shape {
    guard weight.dimensions.count == 2, weight.dimensions[1] == map.count else {
      throw .parameterMismatch(node: name, parameter: weight.name, channels: map.count)
    }
    if let bias { try check(bias, weight.dimensions[0]) }
    return Shape(channels: weight.dimensions[0])
  }

  /// Every window of a pooling must hold a cell of the map: a maximum of padding means nothing.
  private func checkReach(
    of window: Extent, _ stride: Extent, _ padding: Padding, on map: Shape
  ) throws(TensorError) {
    guard
      max(padding.top, padding.bottom) < window.height,
      max(padding.left, padding.right) < window.width
    else {
      throw .window(node: name, window: window, stride: stride, padding: padding, map: map)
    }
  }

  private func slid(
    _ map: Shape, _ window: Extent, _ stride: Extent, _ padding: Padding, _ rounding: Rounding
  ) throws(TensorError) -> Shape {
    let height = rounding.positions(
      of: window.height, stride.height, padding.top, padding.bottom, on: map.height)
    let width = rounding.positions(
      of: window.width, stride.width, padding.left, padding.right, on: map.width)
    guard let height, let width else {
      throw .window(node: name, window: window, stride: stride, padding: padding, map: map)
    }
    return Shape(channels: map.channels, height: height, width: width)
  }

  private func concatenated(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var shape = inputs[0]
    shape.channels = inputs.reduce(0) { $0 + $1.channels }
    guard inputs.allSatisfy({ $0.height == shape.height && $0.width == shape.width }) else {
      throw .operandShapes(node: name, inputs)
    }
    return shape
  }
}

extension Shape {
  /// The smallest shape that holds both.
  func union(_ other: Shape) -> Shape {
    Shape(
      channels: max(channels, other.channels), height: max(height, other.height),
      width: max(width, other.width))
  }
}

extension Rounding {
  /// The number of places of a window along one axis, or nil when there is none.
  fileprivate func positions(
    of window: Int, _ stride: Int, _ before: Int, _ after: Int, on length: Int
  ) -> Int? {
    guard window > 0, stride > 0, before >= 0, after >= 0 else { return nil }
    let slack = length + before + after - window
    switch self {
    case .down: return slack < 0 ? nil : slack / stride + 1
    case .up:
      guard slack > -stride else { return nil }
      let count = slack <= 0 ? 1 : (slack + stride - 1) / stride + 1
      // A window that would start in the padding after the map holds none of its cells.
      return (count - 1) * stride >= length + before ? count - 1 : count
    }
  }
}
