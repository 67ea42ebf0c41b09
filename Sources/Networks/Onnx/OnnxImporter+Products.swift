import Tensors

extension OnnxImporter {
  /// `Gemm`, which has settings and a bias, or `MatMul`.
  mutating func multiply(isGeneral: Bool) throws(OnnxError) {
    let (value, view) = try computed()
    let weight = try requiredConstant(1)
    let isTransposed = isGeneral ? try count("transB", 0) == 1 : false
    let settings = node.attributes
    guard settings["transA"]?.integer ?? 0 == 0 else { throw refusal(.attribute("transA 1")) }
    let alpha = isGeneral ? settings["alpha"]?.float ?? 1 : 1
    let rows = try rows(weight, weight.floats, isTransposed: isTransposed).map { $0 * alpha }
    var bias: [Float]?
    if isGeneral, let given = try constant(2) {
      let beta = settings["beta"]?.float ?? 1
      let outputs = weight.dimensions[isTransposed ? 0 : 1]
      guard given.count == 1 || given.count == outputs else {
        throw refusal(.shapes([weight.dimensions, given.dimensions]))
      }
      bias = (0..<outputs).map { given.floats[given.count == 1 ? 0 : $0] * beta }
    }
    let outputs = weight.dimensions[isTransposed ? 0 : 1]
    let product = try product(of: value, view, rows, outputs, bias)
    set(.computed(product, .vector(outputs)))
  }

  /// A matrix as outputs × inputs.
  func rows(
    _ weight: OnnxTensor, _ values: [Float], isTransposed: Bool
  ) throws(OnnxError) -> [Float] {
    guard weight.dimensions.count == 2, weight.count > 0 else {
      throw refusal(.shapes([weight.dimensions]))
    }
    if isTransposed { return values }
    let (inputs, outputs) = (weight.dimensions[0], weight.dimensions[1])
    return [Float](unsafeUninitializedCapacity: values.count) { rows, count in
      for output in 0..<outputs {
        for input in 0..<inputs { rows[output * inputs + input] = values[input * outputs + output] }
      }
      count = values.count
    }
  }

  /// A product with a flattened sample, in whatever order the file flattens it: the columns of the
  /// matrix are put into the order that the map lies in.
  mutating func product(
    of value: Graph.Value, _ view: OnnxView, _ rows: [Float], _ outputs: Int, _ bias: [Float]?
  ) throws(OnnxError) -> Graph.Value {
    let map = shape(value)
    let inputs = map.count
    guard view.dimensions.count == 2, view.extents == [1, inputs], rows.count == outputs * inputs
    else { throw refusal(.shapes([view.extents, [outputs, rows.count / max(1, outputs)]])) }
    var columns = rows
    if !view.isFlat {
      let places = view.places(sample: 0, height: map.height, width: map.width)
      for output in 0..<outputs {
        for (column, place) in places.enumerated() {
          columns[output * inputs + place] = rows[output * inputs + column]
        }
      }
    }
    var source = value
    if map.height * map.width > 1 { source = try add(.flatten(.channelRowColumn), to: [value]) }
    let weight = parameter("weight", [outputs, inputs], columns)
    let biases = bias.map { parameter("bias", [$0.count], $0) }
    return try add(.dense(weight: weight, bias: biases), to: [source])
  }
}

// MARK: - Quantised products

/// Levels less that of zero are whole numbers, and so are their products and sums: floats hold them
/// exactly up to 2²⁴, so that the steps between are rounded as they are elsewhere.
extension OnnxImporter {
  mutating func quantise() throws(OnnxError) {
    let (value, view) = try computed()
    let unit = try add(.quantum, to: [value])
    set(.quantised(try add(.quantise, to: [value]), view, unit: unit), as: 0)
    set(.unit(unit, OnnxTensor([], .floats([1]))), as: 1)
    set(.zeroPoint(unit: unit), as: 2)
  }

  /// The node's quantised input, whose zero point must come from the same quantisation.
  private mutating func quantisedInput() throws(OnnxError) -> (value: Graph.Value, view: OnnxView) {
    guard case .quantised(let value, let view, let unit) = try required(0),
      case .zeroPoint(let other) = try required(2), unit == other
    else { throw refusal(.quantised) }
    return (value, view)
  }

  mutating func convolveIntegers() throws(OnnxError) {
    let (source, view) = try quantisedInput()
    guard view.isMap else { throw refusal(.shapes([view.extents])) }
    let weight = try requiredConstant(1)
    let values = try centred(weight, axis: 0)
    setMap(try convolution(of: source, weight.dimensions, values, bias: nil))
  }

  mutating func multiplyIntegers() throws(OnnxError) {
    let (source, view) = try quantisedInput()
    let weight = try requiredConstant(1)
    let rows = try rows(weight, centred(weight, axis: 1), isTransposed: false)
    let value = try product(of: source, view, rows, weight.dimensions[1], nil)
    set(.computed(value, .vector(weight.dimensions[1])))
  }

  /// Weights less their zero point, one for all or one for each place of an axis.
  private func centred(_ weight: OnnxTensor, axis: Int) throws(OnnxError) -> [Float] {
    let values = weight.floats
    guard let zeros = try constant(3)?.floats else { return values }
    if zeros.count == 1 { return zeros[0] == 0 ? values : values.map { $0 - zeros[0] } }
    guard axis < weight.dimensions.count, zeros.count == weight.dimensions[axis] else {
      throw refusal(.shapes([weight.dimensions, [zeros.count]]))
    }
    let inner = weight.dimensions[(axis + 1)...].reduce(1, *)
    return values.enumerated().map { $1 - zeros[$0 / inner % zeros.count] }
  }

  /// The unit of the inputs times that of the weights.
  mutating func scaleUnit(
    _ unit: Graph.Value, _ factors: OnnxTensor, _ tensor: OnnxTensor
  ) throws(OnnxError) {
    guard node.kind == "Mul", factors.count == 1 || tensor.count == 1 else {
      throw refusal(.quantised)
    }
    let (one, many) = factors.count == 1 ? (factors, tensor) : (tensor, factors)
    let values = many.floats.map { $0 * (one.floats.first ?? 1) }
    set(.unit(unit, OnnxTensor(many.dimensions, .floats(values))))
  }

  /// Sums of whole numbers in the values' own unit.
  mutating func scale(
    _ value: Graph.Value, _ view: OnnxView, by unit: Graph.Value, _ factors: OnnxTensor
  ) throws(OnnxError) {
    guard node.kind == "Mul" else { throw refusal(.quantised) }
    let values = try channelValues(factors, view, shape(value).channels)
    let operation = Operation.rescale(factors: parameter("factors", [values.count], values))
    set(.computed(try add(operation, to: [value, unit]), view))
  }
}
