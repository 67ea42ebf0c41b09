/// An ONNX file taken apart: nodes, arrays, inputs and outputs, as its `ModelProto` holds them.
struct OnnxFile {
  /// An operator with its attributes.
  struct Node {
    var name = ""
    var kind = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var attributes: [String: Attribute] = [:]

    /// The name, or for nodes without one that of the first result.
    var title: String { name.isEmpty ? outputs.first ?? "?" : name }
  }

  /// A setting of an operator.
  struct Attribute {
    var float: Float?
    var integer: Int?
    var text: String?
    var tensor: OnnxTensor?
    var floats: [Float] = []
    var integers: [Int] = []
  }

  /// A named value that is fed in; an extent that is open is nil.
  struct Input {
    var name = ""
    var dimensions: [Int?] = []
  }

  let reader: ByteReader
  private(set) var nodes: [Node] = []
  private(set) var tensors: [String: OnnxTensor] = [:]
  private(set) var inputs: [Input] = []
  private(set) var outputs: [String] = []
  /// The version of the standard operators.
  private(set) var version = 0

  /// - Throws: `WeightFileError` where the bytes are no ONNX model.
  init(_ reader: ByteReader) throws(WeightFileError) {
    self.reader = reader
    var fields = ProtobufReader(reader)
    var graph: Range<Int>?
    while let (field, value) = try fields.next() {
      switch field {
      case 7: graph = try value.range(fields.reader)
      case 8: try takeVersion(value.range(fields.reader))
      default: break
      }
    }
    guard let graph else { throw reader.unsupported(.format("no graph of ONNX"), at: 0) }
    try takeGraph(graph)
    // Arrays may be listed among the inputs as their defaults.
    inputs.removeAll { tensors[$0.name] != nil }
  }

  private mutating func takeVersion(_ range: Range<Int>) throws(WeightFileError) {
    var fields = ProtobufReader(reader, in: range)
    var (domain, number) = ("", 0)
    while let (field, value) = try fields.next() {
      if field == 1 { domain = try value.text(fields.reader) }
      if field == 2 { number = try value.integer(fields.reader) }
    }
    if domain.isEmpty || domain == "ai.onnx" { version = number }
  }

  private mutating func takeGraph(_ range: Range<Int>) throws(WeightFileError) {
    var fields = ProtobufReader(reader, in: range)
    while let (field, value) = try fields.next() {
      switch field {
      case 1: nodes.append(try node(value.range(fields.reader)))
      case 5:
        let (name, tensor) = try OnnxTensor.read(reader, in: value.range(fields.reader))
        guard tensors.updateValue(tensor, forKey: name) == nil else {
          throw fields.reader.malformed(.repeatedName(name))
        }
      case 11: inputs.append(try input(value.range(fields.reader)))
      case 12: outputs.append(try input(value.range(fields.reader)).name)
      default: break
      }
    }
  }

  private func node(_ range: Range<Int>) throws(WeightFileError) -> Node {
    var node = Node()
    var fields = ProtobufReader(reader, in: range)
    while let (field, value) = try fields.next() {
      switch field {
      case 1: node.inputs.append(try value.text(fields.reader))
      case 2: node.outputs.append(try value.text(fields.reader))
      case 3: node.name = try value.text(fields.reader)
      case 4: node.kind = try value.text(fields.reader)
      case 5:
        let (name, attribute) = try attribute(value.range(fields.reader))
        node.attributes[name] = attribute
      default: break
      }
    }
    return node
  }

  private func attribute(
    _ range: Range<Int>
  ) throws(WeightFileError) -> (String, Attribute) {
    var name = ""
    var attribute = Attribute()
    var fields = ProtobufReader(reader, in: range)
    while let (field, value) = try fields.next() {
      switch field {
      case 1: name = try value.text(fields.reader)
      case 2: attribute.float = try value.floats(fields.reader).first
      case 3: attribute.integer = try value.integer(fields.reader)
      case 4: attribute.text = try value.text(fields.reader)
      case 5: attribute.tensor = try OnnxTensor.read(reader, in: value.range(fields.reader)).tensor
      case 7: attribute.floats += try value.floats(fields.reader)
      case 8: attribute.integers += try value.integers(fields.reader)
      default: break
      }
    }
    return (name, attribute)
  }
}

extension OnnxFile {
  /// A `ValueInfoProto`: name, and extents where it is a tensor.
  private func input(_ range: Range<Int>) throws(WeightFileError) -> Input {
    var input = Input()
    var fields = ProtobufReader(reader, in: range)
    while let (field, value) = try fields.next() {
      if field == 1 { input.name = try value.text(fields.reader) }
      // type, tensor_type, shape
      if field == 2, let tensor = try member(1, of: value.range(fields.reader)),
        let shape = try member(2, of: tensor)
      {
        input.dimensions = try extents(shape)
      }
    }
    return input
  }

  private func member(_ number: Int, of range: Range<Int>) throws(WeightFileError) -> Range<Int>? {
    var fields = ProtobufReader(reader, in: range)
    while let (field, value) = try fields.next() {
      if field == number { return try value.range(fields.reader) }
    }
    return nil
  }

  private func extents(_ range: Range<Int>) throws(WeightFileError) -> [Int?] {
    var fields = ProtobufReader(reader, in: range)
    var extents: [Int?] = []
    while let (field, value) = try fields.next() {
      guard field == 1 else { continue }
      var extent: Int?
      var dimension = try ProtobufReader(reader, in: value.range(fields.reader))
      while let (field, value) = try dimension.next() {
        if field == 1 { extent = try value.integer(dimension.reader) }
      }
      extents.append(extent.flatMap { $0 > 0 ? $0 : nil })
    }
    return extents
  }
}
