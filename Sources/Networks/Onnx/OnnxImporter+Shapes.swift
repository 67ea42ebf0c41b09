import Tensors

/// Operators that move nothing, and arithmetic on what is known beforehand.
extension OnnxImporter {
  mutating func cast() throws(OnnxError) {
    guard case .constant(let tensor) = try required(0) else { return set(try required(0)) }
    switch node.attributes["to"]?.integer {
    case 6, 7:
      guard tensor.integers == nil else { return set(.constant(tensor)) }
      let whole = tensor.floats.compactMap { Int(exactly: $0.rounded(.towardZero)) }
      guard whole.count == tensor.count else { throw refusal(.attribute("to")) }
      set(.constant(OnnxTensor(tensor.dimensions, .integers(whole))))
    default: set(.constant(OnnxTensor(tensor.dimensions, .floats(tensor.floats))))
    }
  }

  mutating func setConstant() throws(OnnxError) {
    let settings = node.attributes
    if let tensor = settings["value"]?.tensor { return set(.constant(tensor)) }
    if let value = settings["value_float"]?.float {
      return set(.constant(OnnxTensor([], .floats([value]))))
    }
    if let value = settings["value_int"]?.integer {
      return set(.constant(OnnxTensor([], .integers([value]))))
    }
    if let values = settings["value_ints"]?.integers {
      return set(.constant(OnnxTensor([values.count], .integers(values))))
    }
    if let values = settings["value_floats"]?.floats {
      return set(.constant(OnnxTensor([values.count], .floats(values))))
    }
    throw refusal(.attribute("value"))
  }

  mutating func shapeOf() throws(OnnxError) {
    let extents: [Int]
    switch try required(0) {
    case .constant(let tensor): extents = tensor.dimensions
    case .computed(_, let view): extents = view.extents
    default: throw refusal(.quantised)
    }
    set(.constant(OnnxTensor([extents.count], .integers(extents))))
  }

  /// Elements of a known list.
  mutating func gather(from list: OnnxTensor) throws(OnnxError) {
    let indices = try requiredConstant(1)
    guard list.dimensions.count == 1, let places = indices.integers else {
      throw refusal(.shapes([list.dimensions, indices.dimensions]))
    }
    var chosen: [Int] = []
    for place in places { chosen.append(try axis(place, of: list.count)) }
    set(.constant(list.elements(chosen, indices.dimensions)))
  }

  /// A part of a known list.
  mutating func slice(_ list: OnnxTensor) throws(OnnxError) {
    let ranges = try ranges(of: list.dimensions)
    guard list.dimensions.count == 1, ranges.count == 1 else {
      throw refusal(.shapes([list.dimensions]))
    }
    set(.constant(list.elements(ranges[0].places, [ranges[0].places.count])))
  }

  /// Joins known lists; whether all inputs are known.
  mutating func concatenateConstants() throws(OnnxError) -> Bool {
    var parts: [OnnxTensor] = []
    for place in node.inputs.indices {
      guard case .constant(let tensor) = try required(place), tensor.dimensions.count == 1 else {
        return false
      }
      parts.append(tensor)
    }
    guard !parts.isEmpty else { throw refusal(.inputs(0)) }
    let count = parts.reduce(0) { $0 + $1.count }
    let integers = parts.compactMap(\.integers)
    let values: OnnxTensor.Values =
      integers.count == parts.count
      ? .integers(integers.flatMap { $0 }) : .floats(parts.flatMap(\.floats))
    set(.constant(OnnxTensor([count], values)))
    return true
  }

  /// Arithmetic of known values, of one extent or with a single one.
  mutating func combine(_ a: OnnxTensor, _ b: OnnxTensor) throws(OnnxError) {
    guard a.count == b.count || a.count == 1 || b.count == 1, a.count > 0, b.count > 0 else {
      throw refusal(.shapes([a.dimensions, b.dimensions]))
    }
    let dimensions = a.count >= b.count ? a.dimensions : b.dimensions
    let count = max(a.count, b.count)
    if let first = a.integers, let second = b.integers {
      var values: [Int] = []
      for index in 0..<count {
        let value = try combine(
          first[first.count == 1 ? 0 : index], second[second.count == 1 ? 0 : index])
        values.append(value)
      }
      return set(.constant(OnnxTensor(dimensions, .integers(values))))
    }
    let (first, second) = (a.floats, b.floats)
    let values = (0..<count).map { index in
      let (x, y) = (first[first.count == 1 ? 0 : index], second[second.count == 1 ? 0 : index])
      return node.kind == "Add"
        ? x + y : node.kind == "Sub" ? x - y : node.kind == "Mul" ? x * y : x / y
    }
    set(.constant(OnnxTensor(dimensions, .floats(values))))
  }

  private func combine(_ a: Int, _ b: Int) throws(OnnxError) -> Int {
    let (value, overflow) =
      switch node.kind {
      case "Add": a.addingReportingOverflow(b)
      case "Sub": a.subtractingReportingOverflow(b)
      case "Mul": a.multipliedReportingOverflow(by: b)
      default: a.dividedReportingOverflow(by: b)
      }
    guard !overflow else { throw refusal(.shapes([[a], [b]])) }
    return value
  }

  mutating func transpose() throws(OnnxError) {
    let (value, view) = try computed()
    let given = node.attributes["perm"]?.integers ?? []
    let order = given.isEmpty ? Array(view.dimensions.indices.reversed()) : given
    guard let turned = view.transposed(order) else { throw refusal(.attribute("perm \(order)")) }
    set(.computed(value, turned))
  }

  mutating func reshape() throws(OnnxError) {
    switch try required(0) {
    case .constant(let tensor):
      let extents = try target(from: tensor.dimensions)
      guard OnnxTensor.count(of: extents) == tensor.count else {
        throw refusal(.shapes([tensor.dimensions, extents]))
      }
      set(.constant(OnnxTensor(extents, tensor.values)))
    case .computed(let value, let view):
      let extents = try target(from: view.extents)
      guard let reshaped = view.reshaped(to: extents) else {
        throw refusal(.shapes([view.extents, extents]))
      }
      try set(value, flattened: reshaped)
    default: throw refusal(.quantised)
    }
  }

  /// A map read as a vector becomes one.
  private mutating func set(_ value: Graph.Value, flattened view: OnnxView) throws(OnnxError) {
    let shape = shape(value)
    guard view.isFlat, view.extents == [1, shape.count], shape.height * shape.width > 1 else {
      return set(.computed(value, view))
    }
    let vector = try add(.flatten(.channelRowColumn), to: [value])
    set(.computed(vector, .vector(shape.count)))
  }

  /// The extents that the node gives its input.
  private func target(from extents: [Int]) throws(OnnxError) -> [Int] {
    switch node.kind {
    case "Flatten":
      let given = node.attributes["axis"]?.integer ?? 1
      let axis = given == extents.count ? given : try axis(given, of: extents.count)
      return [extents[..<axis].reduce(1, *), extents[axis...].reduce(1, *)]
    case "Squeeze", "Unsqueeze":
      let axes = try constant(1)?.integers ?? node.attributes["axes"]?.integers
      return try node.kind == "Squeeze" ? squeezed(extents, axes) : unsqueezed(extents, axes ?? [])
    default:
      let target = try constant(1)?.integers ?? node.attributes["shape"]?.integers ?? []
      return try resolved(target, from: extents)
    }
  }

  private func squeezed(_ extents: [Int], _ axes: [Int]?) throws(OnnxError) -> [Int] {
    var removed: Set<Int> = []
    for value in axes ?? extents.indices.filter({ extents[$0] == 1 }) {
      let axis = try axis(value, of: extents.count)
      guard extents[axis] == 1 else { throw refusal(.attribute("axes \(axes ?? [])")) }
      removed.insert(axis)
    }
    return extents.indices.filter { !removed.contains($0) }.map { extents[$0] }
  }

  private func unsqueezed(_ extents: [Int], _ axes: [Int]) throws(OnnxError) -> [Int] {
    let rank = extents.count + axes.count
    var added: Set<Int> = []
    for value in axes { added.insert(try axis(value, of: rank)) }
    guard added.count == axes.count, rank <= 16 else { throw refusal(.attribute("axes \(axes)")) }
    var rest = extents[...]
    return (0..<rank).map { added.contains($0) ? 1 : rest.removeFirst() }
  }

  /// 0 keeps an extent, −1 takes what is left.
  private func resolved(_ target: [Int], from extents: [Int]) throws(OnnxError) -> [Int] {
    var result = target
    for (index, extent) in target.enumerated() where extent == 0 {
      guard index < extents.count else { throw refusal(.shapes([extents, target])) }
      result[index] = extents[index]
    }
    guard target.count <= 16, target.allSatisfy({ $0 >= -1 }), let open = target.firstIndex(of: -1)
    else { return result }
    result[open] = 1
    guard let known = OnnxTensor.count(of: result), let whole = OnnxTensor.count(of: extents),
      known > 0, whole % known == 0
    else { throw refusal(.shapes([extents, target])) }
    result[open] = whole / known
    return result
  }
}

extension OnnxTensor {
  /// Some elements of a list.
  fileprivate func elements(_ places: [Int], _ dimensions: [Int]) -> OnnxTensor {
    switch values {
    case .floats(let values): OnnxTensor(dimensions, .floats(places.map { values[$0] }))
    case .integers(let values): OnnxTensor(dimensions, .integers(places.map { values[$0] }))
    }
  }
}
