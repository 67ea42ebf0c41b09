import Tensors

extension OnnxImporter {
  /// Carries out a node.
  mutating func take(_ node: OnnxFile.Node) throws(OnnxError) {
    switch node.kind {
    case "Conv": try convolve()
    case "Gemm": try multiply(isGeneral: true)
    case "MatMul": try multiply(isGeneral: false)
    case "BatchNormalization": try normalise()
    case "PRelu": try rectify(slope: requiredConstant(1))
    case "LeakyRelu":
      try rectify(slope: OnnxTensor([], .floats([node.attributes["alpha"]?.float ?? 0.01])))
    case "Relu": try apply(.activation(.relu))
    case "Sigmoid": try apply(.activation(.sigmoid))
    case "Clip": try clip()
    case "HardSigmoid": try hardSigmoid()
    case "HardSwish": try hardSwish()
    case "Softmax": try softmax()
    case "Add", "Sub", "Mul", "Div": try combine()
    case "MaxPool", "AveragePool": try pool()
    case "GlobalAveragePool": try setMap(add(.globalAverage, to: [map()]))
    case "ReduceMean": try reduceToMean()
    case "Concat": try concatenate()
    case "Resize", "Upsample": try resize()
    case "Pad": try pad()
    case "Identity", "Dropout": set(try required(0))
    case "Cast": try cast()
    case "Constant": try setConstant()
    case "Shape": try shapeOf()
    case "Gather": try gather()
    case "Slice": try slice()
    case "Reshape", "Flatten", "Squeeze", "Unsqueeze": try reshape()
    case "Transpose": try transpose()
    case "DynamicQuantizeLinear": try quantise()
    case "ConvInteger": try convolveIntegers()
    case "MatMulInteger": try multiplyIntegers()
    default:
      throw .unknownOperator(file: file.reader.file, node: node.title, kind: node.kind)
    }
  }

  /// A function of each value by itself, whatever the layout.
  private mutating func apply(_ operation: Operation) throws(OnnxError) {
    let (value, view) = try computed()
    set(.computed(try add(operation, to: [value]), view))
  }

  private mutating func clip() throws(OnnxError) {
    var bounds: [Float] = []
    for (place, (name, open)) in [
      ("min", -Float.greatestFiniteMagnitude), ("max", Float.greatestFiniteMagnitude),
    ].enumerated() {
      let given = try constant(place + 1)?.floats.first ?? node.attributes[name]?.float
      bounds.append(given ?? open)
    }
    try apply(.activation(.clip(lower: bounds[0], upper: bounds[1])))
  }

  private mutating func hardSigmoid() throws(OnnxError) {
    let (value, view) = try computed()
    let (slope, offset) = (node.attributes["alpha"]?.float, node.attributes["beta"]?.float)
    set(.computed(try hardSigmoid(of: value, slope ?? 0.2, offset ?? 0.5), view))
  }

  private mutating func hardSwish() throws(OnnxError) {
    let (value, view) = try computed()
    let factors = try hardSigmoid(of: value, 1 / 6, 0.5)
    set(.computed(try add(.multiply, to: [value, factors]), view))
  }

  private mutating func hardSigmoid(
    of value: Graph.Value, _ slope: Float, _ offset: Float
  ) throws(OnnxError) -> Graph.Value {
    let line = try affine(value, [slope], [offset])
    return try add(.activation(.clip(lower: 0, upper: 1)), to: [line])
  }

  private mutating func softmax() throws(OnnxError) {
    let (value, view) = try computed()
    let standard = file.version < 13 ? 1 : -1
    let axis = try axis(node.attributes["axis"]?.integer ?? standard, of: view.dimensions.count)
    let shape = shape(value)
    // Before version 13 the axes after the given one were taken together.
    guard view.channelDimension(of: shape.channels) == axis,
      file.version >= 13 || view.extents[axis...].reduce(1, *) == shape.channels
    else { throw refusal(.shapes([view.extents])) }
    set(.computed(try add(.softmax, to: [value]), view))
  }

  private mutating func rectify(slope: OnnxTensor) throws(OnnxError) {
    let (value, view) = try computed()
    let slopes = try channelValues(slope, view, shape(value).channels)
    let parameter = parameter("slope", [slopes.count], slopes)
    set(.computed(try add(.activation(.prelu(slope: parameter)), to: [value]), view))
  }

  private mutating func normalise() throws(OnnxError) {
    let (value, view) = try computed()
    guard view.channelDimension(of: shape(value).channels) == 1 else {
      throw refusal(.shapes([view.extents]))
    }
    var arrays: [Parameter] = []
    for (place, name) in ["scale", "shift", "mean", "variance"].enumerated() {
      let values = try requiredConstant(place + 1).floats
      arrays.append(parameter(name, [values.count], values))
    }
    let epsilon = node.attributes["epsilon"]?.float ?? 1e-5
    let operation = Operation.batchNormalisation(
      scale: arrays[0], shift: arrays[1], mean: arrays[2], variance: arrays[3], epsilon: epsilon)
    set(.computed(try add(operation, to: [value]), view))
  }

  private mutating func concatenate() throws(OnnxError) {
    if try concatenateConstants() { return }
    var sources: [Graph.Value] = []
    var channels = 0
    var views: [OnnxView] = []
    let rank = try computed().view.dimensions.count
    let axis = try axis(node.attributes["axis"]?.integer ?? 1, of: rank)
    for place in node.inputs.indices {
      var (value, view) = try computed(place)
      guard view.channelDimension(of: shape(value).channels) == axis else {
        throw refusal(.shapes([view.extents]))
      }
      channels += shape(value).channels
      sources.append(value)
      view.dimensions[axis] = []
      views.append(view)
    }
    guard var view = views.first, views.allSatisfy({ $0 == view }) else {
      throw refusal(.shapes(views.map(\.extents)))
    }
    let value = try add(.concatenate, to: sources)
    view.dimensions[axis] = [OnnxView.Part(axis: .channel, extent: channels)]
    set(.computed(value, view))
  }
}

// MARK: - Sums and products

extension OnnxImporter {
  /// A constant as one value a channel: it may vary along the dimension of the channels alone.
  func channelValues(
    _ tensor: OnnxTensor, _ view: OnnxView, _ channels: Int
  ) throws(OnnxError) -> [Float] {
    let values = tensor.floats
    if values.count == 1 { return Array(repeating: values[0], count: channels) }
    let rank = view.dimensions.count
    let varying = tensor.dimensions.indices.filter { tensor.dimensions[$0] != 1 }
    guard varying.count == 1, values.count == channels,
      view.channelDimension(of: channels) == varying[0] + rank - tensor.dimensions.count
    else { throw refusal(.shapes([view.extents, tensor.dimensions])) }
    return values
  }

  /// scale · x + shift; single values serve all channels.
  mutating func affine(
    _ value: Graph.Value, _ scale: [Float], _ shift: [Float]
  ) throws(OnnxError) -> Graph.Value {
    let channels = shape(value).channels
    func all(_ values: [Float]) -> [Float] {
      values.count == 1 ? Array(repeating: values[0], count: channels) : values
    }
    let scale = parameter("scale", [channels], all(scale))
    let shift = parameter("shift", [channels], all(shift))
    return try add(.affine(scale: scale, shift: shift), to: [value])
  }

  mutating func combine() throws(OnnxError) {
    switch (try required(0), try required(1)) {
    case (.constant(let a), .constant(let b)): try combine(a, b)
    case (.computed(let value, let view), .constant(let tensor)):
      try combine(value, view, tensor, isSecond: true)
    case (.constant(let tensor), .computed(let value, let view)):
      try combine(value, view, tensor, isSecond: false)
    case (.computed(let a, let first), .computed(let b, let second)):
      try combine(a, first, b, second)
    case (.unit(let unit, let factors), .constant(let tensor)),
      (.constant(let tensor), .unit(let unit, let factors)):
      try scaleUnit(unit, factors, tensor)
    case (.computed(let value, let view), .unit(let unit, let factors)),
      (.unit(let unit, let factors), .computed(let value, let view)):
      try scale(value, view, by: unit, factors)
    default: throw refusal(.quantised)
    }
  }

  private mutating func combine(
    _ value: Graph.Value, _ view: OnnxView, _ tensor: OnnxTensor, isSecond: Bool
  ) throws(OnnxError) {
    let values = try channelValues(tensor, view, shape(value).channels)
    let result: Graph.Value
    switch (node.kind, isSecond) {
    case ("Add", _): result = try affine(value, [1], values)
    case ("Mul", _): result = try affine(value, values, [0])
    case ("Sub", true): result = try affine(value, [1], values.map { -$0 })
    case ("Sub", false): result = try affine(value, [-1], values)
    case ("Div", true): result = try affine(value, values.map { 1 / $0 }, [0])
    case ("Div", false):
      result = try affine(add(.activation(.reciprocal), to: [value]), values, [0])
    default: throw refusal(.computed(1))
    }
    set(.computed(result, view))
  }

  private mutating func combine(
    _ a: Graph.Value, _ first: OnnxView, _ b: Graph.Value, _ second: OnnxView
  ) throws(OnnxError) {
    if node.kind == "Div" {
      let inverse = try add(.activation(.reciprocal), to: [b])
      node.kind = "Mul"
      return try combine(a, first, inverse, second)
    }
    if first == second, shape(a) == shape(b) {
      return try combine(a, b, first)
    }
    guard first.isMap, second.isMap else {
      throw refusal(.shapes([first.extents, second.extents]))
    }
    if node.kind == "Mul", let (map, factors) = scaledByChannel(a, b) {
      return setMap(try add(.multiply, to: [map, factors]))
    }
    try combine(a, spreading: b)
  }

  /// A map and a factor for each of its channels, if the two are that.
  private func scaledByChannel(
    _ a: Graph.Value, _ b: Graph.Value
  ) -> (map: Graph.Value, factors: Graph.Value)? {
    let single = Shape(channels: shape(a).channels)
    if shape(b) == single { return (a, b) }
    return shape(a) == single && shape(b).channels == single.channels ? (b, a) : nil
  }

  /// Values of one shape, seen alike.
  private mutating func combine(
    _ a: Graph.Value, _ b: Graph.Value, _ view: OnnxView
  ) throws(OnnxError) {
    if node.kind == "Mul" { return set(.computed(try add(.multiply, to: [a, b]), view)) }
    set(.computed(try add(.add(scale: node.kind == "Sub" ? -1 : 1), to: [a, b]), view))
  }

  /// Maps of different extents, each with single places repeated to the extents of both.
  private mutating func combine(
    _ a: Graph.Value, spreading b: Graph.Value
  ) throws(OnnxError) {
    let (first, second) = (shape(a), shape(b))
    let whole = first.union(second)
    let (a, b) = (try spread(a, to: whole), try spread(b, to: whole))
    let view = OnnxView.map(channels: whole.channels, height: whole.height, width: whole.width)
    try combine(a, view, b, view)
  }

  private mutating func spread(
    _ value: Graph.Value, to whole: Shape
  ) throws(OnnxError) -> Graph.Value {
    var value = value
    for axis in [MapAxis.channel, .row, .column] where shape(value)[axis] != whole[axis] {
      guard shape(value)[axis] == 1 else {
        let shape = shape(value)
        throw refusal(
          .shapes([
            [shape.channels, shape.height, shape.width],
            [whole.channels, whole.height, whole.width],
          ]))
      }
      let taps = Array(repeating: [Tap(0)], count: whole[axis])
      value = try add(.resample(axis, taps), to: [value])
    }
    return value
  }
}
