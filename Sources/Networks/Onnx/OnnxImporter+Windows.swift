import Tensors

extension OnnxImporter {
  /// A map with the zeros that a `Pad` put around it.
  private mutating func paddedMap() throws(OnnxError) -> (value: Graph.Value, padding: Padding) {
    if case .padded(let value, _, let padding)? = try input(0) { return (value, padding) }
    return (try map(), .none)
  }

  mutating func convolve() throws(OnnxError) {
    let (source, outer) = try paddedMap()
    let weight = try requiredConstant(1)
    setMap(
      try convolution(
        of: source, weight.dimensions, weight.floats, bias: constant(2)?.floats, outer))
  }

  /// A convolution with the node's settings.
  mutating func convolution(
    of source: Graph.Value, _ dimensions: [Int], _ weight: [Float], bias: [Float]?,
    _ outer: Padding = .none
  ) throws(OnnxError) -> Graph.Value {
    guard dimensions.count == 4, dimensions.allSatisfy({ $0 > 0 }) else {
      throw refusal(.shapes([dimensions]))
    }
    let (stride, dilation) = (try extent("strides"), try extent("dilations"))
    let kernel = Extent(height: dimensions[2], width: dimensions[3])
    var padding = try padding(kernel, stride, dilation, on: shape(source))
    padding = Padding(
      top: padding.top + outer.top, left: padding.left + outer.left,
      bottom: padding.bottom + outer.bottom, right: padding.right + outer.right)
    let weights = parameter("weight", dimensions, weight)
    let biases = bias.map { parameter("bias", [$0.count], $0) }
    let operation = Operation.convolution(
      weight: weights, bias: biases, stride: stride, padding: padding, dilation: dilation,
      groups: try count("group", 1))
    return try add(operation, to: [source])
  }

  mutating func pool() throws(OnnxError) {
    let source = try map()
    let (window, stride) = (try extent("kernel_shape"), try extent("strides"))
    guard try extent("dilations") == Extent(1) else { throw refusal(.attribute("dilations")) }
    let padding = try padding(window, stride, Extent(1), on: shape(source))
    let kind: PoolingKind =
      node.kind == "MaxPool"
      ? .maximum : .average(countingPadding: try count("count_include_pad", 0) == 1)
    let operation = Operation.pooling(
      kind, window: window, stride: stride, padding: padding,
      rounding: try count("ceil_mode", 0) == 1 ? .up : .down)
    setMap(try add(operation, to: [source]))
  }

  /// The zeros around a map: given, or enough for a result of the map's size over the stride.
  private func padding(
    _ window: Extent, _ stride: Extent, _ dilation: Extent, on map: Shape
  ) throws(OnnxError) -> Padding {
    switch node.attributes["auto_pad"]?.text ?? "NOTSET" {
    case "NOTSET":
      let pads = try counts("pads", 4) ?? [0, 0, 0, 0]
      return Padding(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
    case "VALID": return .none
    case let mode where mode == "SAME_UPPER" || mode == "SAME_LOWER":
      guard stride.height > 0, stride.width > 0 else { throw refusal(.attribute("strides")) }
      let rows = Self.filling(window.height, stride.height, dilation.height, map.height)
      let columns = Self.filling(window.width, stride.width, dilation.width, map.width)
      let (top, left) =
        mode == "SAME_UPPER" ? (rows / 2, columns / 2) : ((rows + 1) / 2, (columns + 1) / 2)
      return Padding(top: top, left: left, bottom: rows - top, right: columns - left)
    case let mode: throw refusal(.attribute("auto_pad \(mode)"))
    }
  }

  private static func filling(_ window: Int, _ stride: Int, _ dilation: Int, _ length: Int) -> Int {
    let reach = (window - 1) * dilation + 1
    return max(0, ((length + stride - 1) / stride - 1) * stride + reach - length)
  }
}
