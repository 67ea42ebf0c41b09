/// An array of an ONNX file that is known before the network runs.
struct OnnxTensor {
  /// Integers of 64 bits for what shapes are computed with, floats for all else.
  enum Values {
    case floats([Float])
    case integers([Int])
  }

  /// The extents, outermost first; a scalar has none.
  var dimensions: [Int]
  var values: Values

  init(_ dimensions: [Int], _ values: Values) {
    self.dimensions = dimensions
    self.values = values
  }

  var count: Int {
    switch values {
    case .floats(let values): values.count
    case .integers(let values): values.count
    }
  }

  /// The values as floats.
  var floats: [Float] {
    switch values {
    case .floats(let values): values
    case .integers(let values): values.map(Float.init)
    }
  }

  /// The values as integers; nil where they are floats.
  var integers: [Int]? {
    if case .integers(let values) = values { values } else { nil }
  }
}

extension OnnxTensor {
  /// How many numbers an array may hold that its extents alone, not its bytes, account for.
  static let limit = 1 << 28

  /// The product of extents; nil where one is negative or the product beyond any file.
  static func count(of dimensions: [Int]) -> Int? {
    var count = 1
    for extent in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow, product <= limit else { return nil }
      count = product
    }
    return count
  }

  /// Reads a `TensorProto`; returns its name, too.
  static func read(
    _ reader: ByteReader, in range: Range<Int>
  ) throws(WeightFileError) -> (name: String, tensor: OnnxTensor) {
    var record = OnnxTensorRecord()
    var fields = ProtobufReader(reader, in: range)
    while let (field, value) = try fields.next() {
      try record.take(field, value, fields.reader)
    }
    return (record.name, try record.tensor(reader, at: range.lowerBound))
  }
}

/// The fields of a `TensorProto`.
private struct OnnxTensorRecord {
  var name = ""
  private var dimensions: [Int] = []
  private var kind = 0
  private var raw: Range<Int>?
  private var floats: [Float] = []
  private var integers: [Int] = []
  private var isExternal = false

  mutating func take(
    _ field: Int, _ value: ProtobufReader.Value, _ reader: ByteReader
  ) throws(WeightFileError) {
    switch field {
    case 1: dimensions += try value.integers(reader)
    case 2: kind = try value.integer(reader)
    case 4: floats += try value.floats(reader)
    case 5, 7: integers += try value.integers(reader)
    case 8: name = try value.text(reader)
    case 9: raw = try value.range(reader)
    case 14: isExternal = try value.integer(reader) != 0
    default: break
    }
  }

  func tensor(_ reader: ByteReader, at offset: Int) throws(WeightFileError) -> OnnxTensor {
    guard !isExternal else {
      throw reader.unsupported(.number("values of '\(name)' in another file"), at: offset)
    }
    guard let count = OnnxTensor.count(of: dimensions) else {
      throw reader.malformed(.tooLarge, at: offset)
    }
    let values = try values(reader, offset)
    let tensor = OnnxTensor(dimensions, values)
    guard tensor.count == count else {
      throw reader.malformed(.lengths(count, tensor.count), at: offset)
    }
    return tensor
  }

  private func values(
    _ reader: ByteReader, _ offset: Int
  ) throws(WeightFileError) -> OnnxTensor.Values {
    guard let raw else { return try listed(reader, offset) }
    switch kind {
    case 1: return .floats(try numbers(.float, raw, reader))
    case 10: return .floats(try numbers(.half, raw, reader))
    case 11: return .floats(try numbers(.double, raw, reader))
    case 16: return .floats(try numbers(.bfloat, raw, reader))
    // Quantised weights become floats, which hold them exactly.
    case 2, 9: return .floats(reader.bytes[raw].map(Float.init))
    case 3: return .floats(reader.bytes[raw].map { Float(Int8(bitPattern: $0)) })
    case 6: return .integers(try numbers(.int, raw, reader).map { Int($0) })
    case 7: return .integers(try longs(raw, reader))
    default: throw reader.unsupported(.number("ONNX \(kind)"), at: offset)
    }
  }

  /// Numbers in a field of their own kind rather than as raw bytes.
  private func listed(
    _ reader: ByteReader, _ offset: Int
  ) throws(WeightFileError) -> OnnxTensor.Values {
    switch kind {
    case 1: return .floats(floats)
    case 2, 3, 9: return .floats(integers.map { Float($0) })
    case 6, 7: return .integers(integers)
    default: throw reader.unsupported(.number("ONNX \(kind)"), at: offset)
    }
  }

  private func numbers(
    _ number: StoredNumber, _ range: Range<Int>, _ reader: ByteReader
  ) throws(WeightFileError) -> [Float] {
    guard range.count % number.size == 0 else {
      throw reader.malformed(.lengths(number.size, range.count), at: range.lowerBound)
    }
    return reader.numbers(number, at: range)
  }

  private func longs(
    _ range: Range<Int>, _ reader: ByteReader
  ) throws(WeightFileError) -> [Int] {
    var reader = ByteReader(reader, in: range)
    var values: [Int] = []
    while reader.remaining > 0 {
      values.append(Int(Int64(bitPattern: try reader.littleEndian(bytes: 8))))
    }
    return values
  }
}
