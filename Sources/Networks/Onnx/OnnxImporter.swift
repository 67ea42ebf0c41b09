import Tensors

/// Walks the nodes of an ONNX file and describes them as a graph of the engine.
///
/// What is known beforehand is computed at once; transposing and reshaping only change how values
/// are looked at; quantised products become products of quantised values in their own unit.
struct OnnxImporter {
  /// What a name of the file stands for.
  enum Value {
    case constant(OnnxTensor)
    /// A value of the engine and how the file sees it.
    case computed(Graph.Value, OnnxView)
    /// A map with zeros around it.
    case padded(Graph.Value, OnnxView, Padding)
    /// Values rounded to 256 levels, less the level of zero, and the levels' distance.
    case quantised(Graph.Value, OnnxView, unit: Graph.Value)
    /// The distance of a quantisation's levels, times known factors.
    case unit(Graph.Value, OnnxTensor)
    /// Taken off already.
    case zeroPoint(unit: Graph.Value)
  }

  /// More channels than any network for faces has.
  static let widest = 1 << 20

  let file: OnnxFile
  private(set) var graph = Graph()
  private(set) var shapes: [Shape] = []
  private(set) var parameters: Parameters = [:]
  private(set) var values: [String: Value] = [:]
  /// The node at hand, for messages.
  var node = OnnxFile.Node()

  /// Imports all nodes.
  ///
  /// - Parameter size: of the image, where the file leaves it open or another one is wanted.
  init(_ file: OnnxFile, size: Extent?) throws(OnnxError) {
    self.file = file
    for (name, tensor) in file.tensors { values[name] = .constant(tensor) }
    try takeInput(size)
    for node in file.nodes {
      self.node = node
      try take(node)
    }
    graph.outputs = []
  }

  /// Where the file's outputs lie.
  mutating func outputs() throws(OnnxError) -> [(name: String, view: OnnxView)] {
    var outputs: [(name: String, view: OnnxView)] = []
    for name in file.outputs {
      node = OnnxFile.Node(name: name, kind: "output", inputs: [name])
      guard values[name] != nil, case .computed(let value, let view) = try required(0) else {
        throw .missingValue(file: file.reader.file, node: "output", value: name)
      }
      graph.outputs.append(value)
      outputs.append((name, view))
    }
    return outputs
  }

  private mutating func takeInput(_ size: Extent?) throws(OnnxError) {
    guard file.inputs.count == 1, let input = file.inputs.first, input.dimensions.count == 4 else {
      throw .input(file: file.reader.file, file.inputs.map(\.name))
    }
    let isLast = (input.dimensions[1] ?? 0) > 4 && [1, 3].contains(input.dimensions[3])
    let spatial = isLast ? [1, 2] : [2, 3]
    let shape = Shape(
      channels: input.dimensions[isLast ? 3 : 1] ?? 3,
      height: size?.height ?? input.dimensions[spatial[0]] ?? OnnxNetwork.usualSide,
      width: size?.width ?? input.dimensions[spatial[1]] ?? OnnxNetwork.usualSide)
    guard shape.channels <= 16, shape.height <= 4096, shape.width <= 4096 else {
      throw .input(file: file.reader.file, [input.name])
    }
    node = OnnxFile.Node(name: input.name, kind: "input")
    let value = try add(.input(shape), to: [])
    let map = OnnxView.map(channels: shape.channels, height: shape.height, width: shape.width)
    values[input.name] = .computed(
      value, isLast ? map.transposed([0, 2, 3, 1]) ?? map : map)
  }
}

// MARK: - What the operators build on

extension OnnxImporter {
  /// Appends an operation.
  mutating func add(
    _ operation: Operation, to inputs: [Graph.Value]
  ) throws(OnnxError) -> Graph.Value {
    let value = graph.add(operation, to: inputs, named: node.title)
    do {
      shapes.append(try graph.shape(of: value, given: shapes))
    } catch {
      throw .engine(file: file.reader.file, error)
    }
    guard shapes[value.index].channels <= Self.widest else {
      throw refusal(.size)
    }
    return value
  }

  /// Keeps an array under a name of its own.
  mutating func parameter(_ suffix: String, _ dimensions: [Int], _ values: [Float]) -> Parameter {
    let name = "\(parameters.count).\(node.title).\(suffix)"
    parameters[name] = Tensor(dimensions: dimensions, values: values)
    return Parameter(name, dimensions)
  }

  mutating func set(_ value: Value, as output: Int = 0) {
    guard output < node.outputs.count else { return }
    values[node.outputs[output]] = value
  }

  func shape(_ value: Graph.Value) -> Shape { shapes[value.index] }

  func refusal(_ obstacle: OnnxObstacle) -> OnnxError {
    .unsupported(file: file.reader.file, node: node.title, kind: node.kind, obstacle)
  }

  /// An input by its place; nil where it is left out.
  func input(_ place: Int) throws(OnnxError) -> Value? {
    guard place < node.inputs.count, !node.inputs[place].isEmpty else { return nil }
    guard let value = values[node.inputs[place]] else {
      throw .missingValue(
        file: file.reader.file, node: node.title, value: node.inputs[place])
    }
    return value
  }

  mutating func required(_ place: Int) throws(OnnxError) -> Value {
    guard let value = try input(place) else { throw refusal(.inputs(node.inputs.count)) }
    // Only a convolution takes a padding over, and looks at the input itself.
    guard case .padded(let map, let view, let padding) = value else { return value }
    let padded = try pad(map, view, padding)
    let made = Value.computed(padded.value, padded.view)
    values[node.inputs[place]] = made
    return made
  }

  /// An input that is known beforehand; nil where it is left out.
  func constant(_ place: Int) throws(OnnxError) -> OnnxTensor? {
    guard let value = try input(place) else { return nil }
    guard case .constant(let tensor) = value else { throw refusal(.computed(place)) }
    return tensor
  }

  func requiredConstant(_ place: Int) throws(OnnxError) -> OnnxTensor {
    guard let tensor = try constant(place) else { throw refusal(.inputs(node.inputs.count)) }
    return tensor
  }

  /// An input that the network computes.
  mutating func computed(
    _ place: Int = 0
  ) throws(OnnxError) -> (value: Graph.Value, view: OnnxView) {
    switch try required(place) {
    case .computed(let value, let view): return (value, view)
    case .constant: throw refusal(.constant(place))
    default: throw refusal(.quantised)
    }
  }

  /// A computed map in its own order.
  mutating func map(_ place: Int = 0) throws(OnnxError) -> Graph.Value {
    let (value, view) = try computed(place)
    guard view.isMap else { throw refusal(.shapes([view.extents])) }
    return value
  }

  /// Says that the node's result is a map.
  mutating func setMap(_ value: Graph.Value) {
    let shape = shape(value)
    set(
      .computed(
        value, .map(channels: shape.channels, height: shape.height, width: shape.width)))
  }

  // MARK: settings

  /// An integer between 0 and 65,535.
  func count(_ name: String, _ standard: Int) throws(OnnxError) -> Int {
    let value = node.attributes[name]?.integer ?? standard
    guard (0...65_535).contains(value) else { throw refusal(.attribute("\(name) \(value)")) }
    return value
  }

  /// As many integers between 0 and 65,535, or none.
  func counts(_ name: String, _ number: Int) throws(OnnxError) -> [Int]? {
    guard let values = node.attributes[name]?.integers, !values.isEmpty else { return nil }
    guard values.count == number, values.allSatisfy((0...65_535).contains) else {
      throw refusal(.attribute("\(name) \(values)"))
    }
    return values
  }

  func extent(_ name: String) throws(OnnxError) -> Extent {
    let sides = try counts(name, 2) ?? [1, 1]
    return Extent(height: sides[0], width: sides[1])
  }

  /// A dimension, counted from the end when negative.
  func axis(_ value: Int, of rank: Int) throws(OnnxError) -> Int {
    let axis = value < 0 ? value &+ rank : value
    guard (0..<rank).contains(axis) else { throw refusal(.attribute("axis \(value)")) }
    return axis
  }
}
