import Tensors

extension OnnxImporter {
  /// A map with the zeros that a `Pad` put around it.
  private func paddedMap() throws(OnnxError) -> (value: Graph.Value, padding: Padding) {
    if case .padded(let value, _, let padding) = try required(0) { return (value, padding) }
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

  /// Zeros around a map, which the convolution behind it takes over.
  mutating func pad() throws(OnnxError) {
    let (value, view) = try computed()
    let mode = node.attributes["mode"]?.text ?? "constant"
    let filling = try constant(2)?.floats.first ?? node.attributes["value"]?.float ?? 0
    guard mode == "constant", filling == 0 else {
      throw refusal(.attribute("mode \(mode) of \(filling)"))
    }
    let pads = try constant(1)?.integers ?? node.attributes["pads"]?.integers ?? []
    guard view.isMap, pads.count == 8, pads.allSatisfy((0...65_535).contains),
      pads[0] + pads[1] + pads[4] + pads[5] == 0
    else { throw refusal(.attribute("pads \(pads)")) }
    let padding = Padding(top: pads[2], left: pads[3], bottom: pads[6], right: pads[7])
    set(padding == .none ? .computed(value, view) : .padded(value, view, padding))
  }

  /// The mean over rows and columns.
  mutating func average() throws(OnnxError) {
    let source = try map()
    let given = try constant(1)?.integers ?? node.attributes["axes"]?.integers ?? []
    var axes: [Int] = []
    for value in given { axes.append(try axis(value, of: 4)) }
    guard axes.sorted() == [2, 3] else { throw refusal(.attribute("axes \(given)")) }
    let value = try add(.globalAverage, to: [source])
    if try count("keepdims", 1) == 1 { return setMap(value) }
    set(.computed(value, .vector(shape(value).channels)))
  }

  /// Nearest neighbours at a whole factor.
  mutating func resize() throws(OnnxError) {
    let source = try map()
    let settings = node.attributes
    let mode = settings["mode"]?.text ?? "nearest"
    let place = settings["coordinate_transformation_mode"]?.text ?? "half_pixel"
    let rounding = settings["nearest_mode"]?.text ?? "round_prefer_floor"
    let factor = try factor(of: shape(source))
    // Each of these repeats cells where the factor is whole.
    let repeats =
      node.kind == "Upsample" || node.inputs.count == 2
      || place == "asymmetric" && (rounding == "floor" || factor == Extent(2))
      || place.hasSuffix("half_pixel") && rounding.hasPrefix("round")
    guard mode == "nearest", repeats, rounding != "ceil" else {
      throw refusal(.attribute("\(mode) \(place) \(rounding)"))
    }
    setMap(try add(.enlarge(factor), to: [source]))
  }

  private func factor(of map: Shape) throws(OnnxError) -> Extent {
    let scales =
      try constant(node.inputs.count == 2 ? 1 : 2)?.floats ?? node.attributes["scales"]?.floats
      ?? []
    if scales.count == 4 {
      let whole = scales.compactMap { Int(exactly: $0) }
      guard whole.count == 4, whole[0] == 1, whole[1] == 1 else {
        throw refusal(.attribute("scales \(scales)"))
      }
      return Extent(height: whole[2], width: whole[3])
    }
    let sizes = try constant(3)?.integers ?? []
    guard sizes.count == 4, sizes[1] == map.channels, sizes[2] % map.height == 0,
      sizes[3] % map.width == 0
    else { throw refusal(.attribute("sizes \(sizes)")) }
    return Extent(height: sizes[2] / map.height, width: sizes[3] / map.width)
  }
}
