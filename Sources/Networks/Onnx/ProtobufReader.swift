/// Reads the fields of a message in protobuf's wire format, and never past the message's end.
///
/// Lengths and tags are compared with the bytes that are there before anything is kept.
struct ProtobufReader {
  /// What stands behind a field's number.
  enum Value {
    /// An integer, or the bits of one.
    case varint(UInt64)
    /// Four bytes.
    case word(UInt32)
    /// Eight bytes.
    case doubleWord(UInt64)
    /// Text, bytes, packed numbers or a message, by their place in the file.
    case bytes(Range<Int>)
  }

  private(set) var reader: ByteReader

  init(_ reader: ByteReader) { self.reader = reader }

  /// The fields of a message inside another.
  init(_ whole: ByteReader, in range: Range<Int>) { reader = ByteReader(whole, in: range) }

  /// The next field, or nil at the message's end.
  ///
  /// - Throws: `malformed` or `truncated`.
  mutating func next() throws(WeightFileError) -> (field: Int, value: Value)? {
    guard reader.remaining > 0 else { return nil }
    let start = reader.offset
    let key = try varint()
    guard key >> 3 > 0, key >> 3 < 1 << 29 else { throw reader.malformed(.integer, at: start) }
    let field = Int(key >> 3)
    switch key & 7 {
    case 0: return (field, .varint(try varint()))
    case 1: return (field, .doubleWord(try reader.littleEndian(bytes: 8)))
    case 2: return (field, .bytes(try reader.take(length())))
    case 5: return (field, .word(UInt32(truncatingIfNeeded: try reader.littleEndian(bytes: 4))))
    default: throw reader.malformed(.integer, at: start)
    }
  }

  /// Whether bytes are left, for packed numbers.
  var isAtEnd: Bool { reader.remaining == 0 }

  /// An integer of seven bits a byte, the least significant first; at most ten bytes.
  mutating func varint() throws(WeightFileError) -> UInt64 {
    let start = reader.offset
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try reader.byte()
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw reader.malformed(.integer, at: start)
  }

  private mutating func length() throws(WeightFileError) -> Int {
    let start = reader.offset
    guard let count = Int(exactly: try varint()) else {
      throw reader.malformed(.tooLarge, at: start)
    }
    return count
  }
}

extension ProtobufReader.Value {
  /// The place of text or a message.
  func range(_ reader: ByteReader) throws(WeightFileError) -> Range<Int> {
    guard case .bytes(let range) = self else { throw reader.malformed(.integer) }
    return range
  }

  func text(_ reader: ByteReader) throws(WeightFileError) -> String {
    let range = try range(reader)
    guard let text = String(validating: reader.bytes[range], as: UTF8.self) else {
      throw reader.malformed(.text, at: range.lowerBound)
    }
    return text
  }

  func integer(_ reader: ByteReader) throws(WeightFileError) -> Int {
    guard case .varint(let bits) = self else { throw reader.malformed(.integer) }
    return Int(Int64(bitPattern: bits))
  }

  /// One integer, or the packed ones.
  func integers(_ reader: ByteReader) throws(WeightFileError) -> [Int] {
    guard case .bytes(let range) = self else { return [try integer(reader)] }
    var packed = ProtobufReader(reader, in: range)
    var values: [Int] = []
    while !packed.isAtEnd { values.append(Int(Int64(bitPattern: try packed.varint()))) }
    return values
  }

  /// One number, or the packed ones.
  func floats(_ reader: ByteReader) throws(WeightFileError) -> [Float] {
    switch self {
    case .word(let bits): return [Float(bitPattern: bits)]
    case .bytes(let range) where range.count % 4 == 0:
      return ByteReader(reader, in: range).floats(at: range)
    default: throw reader.malformed(.integer)
    }
  }
}
