/// Reads the header of a safetensors file: the part of JSON (RFC 8259) that it is made of, which
/// nests two objects deep and has no numbers but whole ones.
struct SafetensorsHeader {
  /// Far above any network's, so that memory stays small whatever the file says.
  private static let mostArrays = 1 << 16
  private static let mostAxes = 8

  private(set) var arrays: [SafetensorsArray] = []
  private(set) var metadata: [String: String] = [:]
  private var reader: ByteReader

  init(_ reader: ByteReader) { self.reader = reader }

  mutating func read() throws(WeightFileError) {
    try object { (header, name) throws(WeightFileError) in
      if name == "__metadata__" { return try header.readMetadata() }
      guard header.arrays.count < Self.mostArrays else { throw header.reader.malformed(.tooLarge) }
      header.arrays.append(try header.array(name))
    }
    // Spaces may follow, to align what comes behind.
    try skipSpaces()
    try reader.finish()
  }

  private mutating func readMetadata() throws(WeightFileError) {
    try object { (header, key) throws(WeightFileError) in
      guard header.metadata.count < Self.mostArrays else {
        throw header.reader.malformed(.tooLarge)
      }
      header.metadata[key] = try header.string()
    }
  }

  private mutating func array(_ name: String) throws(WeightFileError) -> SafetensorsArray {
    let start = reader.offset
    var kind: String?
    var shape: [Int]?
    var place: [Int]?
    try object { (header, key) throws(WeightFileError) in
      switch key {
      case "dtype" where kind == nil: kind = try header.string()
      case "shape" where shape == nil: shape = try header.integers()
      case "data_offsets" where place == nil: place = try header.integers()
      default: throw header.reader.malformed(.header)
      }
    }
    guard let kind, let shape, let place, place.count == 2, place[0] <= place[1] else {
      throw reader.malformed(.header, at: start)
    }
    return SafetensorsArray(
      name: name, kind: kind, shape: shape, start: place[0], end: place[1])
  }

  // MARK: JSON

  /// The members of an object, each passed to `member` by its name when its value comes next.
  private mutating func object(
    _ member: (inout Self, String) throws(WeightFileError) -> Void
  ) throws(WeightFileError) {
    try expect("{")
    if try skip("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try member(&self, name)
    } while try skip(",")
    try expect("}")
  }

  private mutating func integers() throws(WeightFileError) -> [Int] {
    var integers: [Int] = []
    try expect("[")
    if try skip("]") { return [] }
    repeat {
      guard integers.count < Self.mostAxes else { throw reader.malformed(.tooLarge) }
      integers.append(try integer())
    } while try skip(",")
    try expect("]")
    return integers
  }

  private mutating func integer() throws(WeightFileError) -> Int {
    try skipSpaces()
    let start = reader.offset
    var value = 0
    while case let digit = try reader.peek(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, beyond) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      guard !overflow, !beyond else { throw reader.malformed(.tooLarge, at: start) }
      value = sum
      _ = try reader.byte()
    }
    guard reader.offset > start else { throw reader.malformed(.header) }
    return value
  }

  private mutating func string() throws(WeightFileError) -> String {
    try expect("\"")
    let start = reader.offset
    var text: [UInt8] = []
    while case let byte = try reader.byte(), byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw reader.malformed(.header) }
      if byte == UInt8(ascii: "\\") {
        text += String(try escape()).utf8
      } else {
        text.append(byte)
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw reader.malformed(.text, at: start)
    }
    return string
  }

  private mutating func escape() throws(WeightFileError) -> Unicode.Scalar {
    switch UnicodeScalar(try reader.byte()) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicode()
    default: throw reader.malformed(.header)
    }
  }

  /// Four hexadecimal digits, and four more where the first are half of a pair (RFC 8259, 7).
  private mutating func unicode() throws(WeightFileError) -> Unicode.Scalar {
    let first = try hexadecimal()
    var value = first
    if 0xd800..<0xdc00 ~= first {
      guard try reader.byte() == UInt8(ascii: "\\"), try reader.byte() == UInt8(ascii: "u") else {
        throw reader.malformed(.header)
      }
      let second = try hexadecimal()
      guard 0xdc00..<0xe000 ~= second else { throw reader.malformed(.header) }
      value = 0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw reader.malformed(.header) }
    return scalar
  }

  private mutating func hexadecimal() throws(WeightFileError) -> UInt32 {
    let start = reader.offset
    let digits = try reader.text(4)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }), let value = UInt32(digits, radix: 16)
    else { throw reader.malformed(.header, at: start) }
    return value
  }

  /// Moves past a mark, after spaces, where it is the next.
  private mutating func skip(_ mark: Unicode.Scalar) throws(WeightFileError) -> Bool {
    try skipSpaces()
    guard try reader.peek() == UInt8(ascii: mark) else { return false }
    _ = try reader.byte()
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(WeightFileError) {
    guard try skip(mark) else { throw reader.malformed(.header) }
  }

  private mutating func skipSpaces() throws(WeightFileError) {
    while reader.remaining > 0, [0x20, 0x09, 0x0a, 0x0d].contains(try reader.peek()) {
      _ = try reader.byte()
    }
  }
}
