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

  /// The shape of one node's result, given those of all before it.
  ///
  /// - Throws: `TensorError` where the node's inputs, parameters or windows don't fit.
  public func shape(of value: Value, given shapes: [Shape]) throws(TensorError) -> Shape {
    let node = nodes[value.index]
    let shape = try node.shape(of: node.inputs.map { shapes[$0.index] }, override: nil)
    guard shape.isUsable else { throw .size(node: node.name, shape) }
    return shape
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
    case .dense, .flatten, .globalAverage, .quantum: return true
    case .input, .convolution, .localConvolution, .pooling, .enlarge: return false
    case .batchNormalisation, .affine, .activation, .maxout, .responseNormalisation, .add,
      .multiply, .resample, .quantise, .rescale, .concatenate, .dropout, .softmax, .normalise:
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
    case .convolution(let weight, let bias, let stride, let padding, let dilation, let groups):
      return try convolved(inputs[0], weight, bias, stride, padding, dilation, groups)
    case .localConvolution(let weight, let bias, let stride, let padding, let region):
      return try convolved(inputs[0], weight, bias, stride, padding, in: region)
    case .dense(let weight, let bias): return try multiplied(inputs[0], weight, bias)
    case .pooling(_, let window, let stride, let padding, let rounding):
      try checkReach(of: window, stride, padding, on: inputs[0])
      return try slid(inputs[0], window, stride, padding, rounding)
    case .batchNormalisation, .affine, .activation:
      for parameter in operation.parameters { try check(parameter, inputs[0].channels) }
      return inputs[0]
    case .maxout(let pieces): return try parted(inputs[0], pieces)
    case .responseNormalisation(let size, _, _, _):
      guard size > 0 else { throw .operandShapes(node: name, inputs) }
      return inputs[0]
    case .dropout, .softmax, .normalise, .quantise: return inputs[0]
    case .quantum: return Shape(channels: 1)
    case .rescale(let factors):
      try check(factors, inputs[0].channels)
      guard inputs[1] == Shape(channels: 1) else { throw .operandShapes(node: name, inputs) }
      return inputs[0]
    case .globalAverage: return Shape(channels: inputs[0].channels)
    case .add: return inputs[0].union(inputs[1])
    case .multiply: return try scaled(inputs[0], by: inputs[1])
    case .enlarge(let factor): return try enlarged(inputs[0], by: factor)
    case .resample(let axis, let taps): return try resampled(inputs[0], axis, taps)
    case .concatenate: return try concatenated(inputs)
    case .flatten: return Shape(channels: inputs[0].count)
    }
  }

  private func checkCount(of inputs: [Shape]) throws(TensorError) {
    let expected =
      switch operation {
      case .input: 0
      case .add, .multiply, .rescale: 2
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
  func check(_ parameter: Parameter, _ channels: Int) throws(TensorError) {
    guard parameter.dimensions == [channels] else {
      throw .parameterMismatch(node: name, parameter: parameter.name, channels: channels)
    }
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

  private func parted(_ map: Shape, _ pieces: Int) throws(TensorError) -> Shape {
    guard pieces > 0, map.channels.isMultiple(of: pieces) else {
      throw .operandShapes(node: name, [map])
    }
    return Shape(channels: map.channels / pieces, height: map.height, width: map.width)
  }

  private func scaled(_ map: Shape, by factors: Shape) throws(TensorError) -> Shape {
    guard factors == map || factors == Shape(channels: map.channels) else {
      throw .operandShapes(node: name, [map, factors])
    }
    return map
  }

  private func enlarged(_ map: Shape, by factor: Extent) throws(TensorError) -> Shape {
    let range = 1...1024
    guard range.contains(factor.height), range.contains(factor.width) else {
      throw .operandShapes(node: name, [map])
    }
    return Shape(
      channels: map.channels, height: map.height * factor.height, width: map.width * factor.width)
  }

  private func resampled(
    _ map: Shape, _ axis: MapAxis, _ taps: [[Tap]]
  ) throws(TensorError) -> Shape {
    let places = 0..<map[axis]
    guard taps.allSatisfy({ $0.allSatisfy { places.contains($0.place) } }) else {
      throw .operandShapes(node: name, [map])
    }
    var result = map
    result[axis] = taps.count
    return result
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
  /// The extent along an axis.
  public subscript(axis: MapAxis) -> Int {
    get {
      switch axis {
      case .channel: channels
      case .row: height
      case .column: width
      }
    }
    set {
      switch axis {
      case .channel: channels = newValue
      case .row: height = newValue
      case .column: width = newValue
      }
    }
  }

  /// The smallest shape that holds both.
  public func union(_ other: Shape) -> Shape {
    Shape(
      channels: max(channels, other.channels), height: max(height, other.height),
      width: max(width, other.width))
  }
}
