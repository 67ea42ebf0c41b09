/// Reads values one after the other from a file's bytes, and never past their end.
struct ByteReader {
  let bytes: [UInt8]
  /// The file's name, for errors.
  let file: String
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    offset = 0
    end = bytes.count
  }

  /// Reads a part of another reader's file.
  ///
  /// - Precondition: the range lies inside the file.
  init(_ whole: ByteReader, in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= whole.bytes.count)
    bytes = whole.bytes
    file = whole.file
    offset = range.lowerBound
    end = range.upperBound
  }

  var remaining: Int { end - offset }

  /// Moves past `count` bytes and returns where they stand.
  ///
  /// - Throws: `truncated` when the file has fewer, `malformed` when `count` is negative.
  @discardableResult
  mutating func take(_ count: Int) throws(WeightFileError) -> Range<Int> {
    guard count >= 0 else { throw malformed(.outOfRange(count)) }
    guard count <= remaining else { throw .truncated(file: file, offset: offset) }
    defer { offset += count }
    return offset..<offset + count
  }

  /// The next byte, left in place.
  func peek() throws(WeightFileError) -> UInt8 {
    guard offset < end else { throw .truncated(file: file, offset: offset) }
    return bytes[offset]
  }

  mutating func byte() throws(WeightFileError) -> UInt8 {
    let byte = try peek()
    offset += 1
    return byte
  }

  /// An unsigned integer of `count` ≤ 8 bytes, the least significant first.
  mutating func littleEndian(bytes count: Int) throws(WeightFileError) -> UInt64 {
    guard remaining >= 8 else { return try shortLittleEndian(bytes: count) }
    let word = bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    offset += count
    return count == 8 ? word : word & (1 &<< (8 &* UInt64(count)) &- 1)
  }

  private mutating func shortLittleEndian(bytes count: Int) throws(WeightFileError) -> UInt64 {
    try take(count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
  }

  /// `count` bytes as UTF-8 text.
  mutating func text(_ count: Int) throws(WeightFileError) -> String {
    let start = offset
    let range = try take(count)
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw malformed(.text, at: start)
    }
    return text
  }

  /// Moves past `count` raw 32-bit floats and returns where they stand.
  mutating func takeFloats(_ count: Int) throws(WeightFileError) -> Range<Int> {
    let (size, overflow) = count.multipliedReportingOverflow(by: 4)
    guard !overflow else { throw malformed(.tooLarge) }
    return try take(size)
  }

  /// The raw floats, least significant byte first, at a place that `takeFloats` returned.
  func floats(at range: Range<Int>) -> [Float] {
    let count = range.count / 4
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: .init(rebasing: source[range]))
      }
      initialized = count
    }
  }

  /// - Throws: `malformed` when bytes are left.
  func finish() throws(WeightFileError) {
    guard remaining == 0 else { throw malformed(.trailingBytes(remaining)) }
  }

  func malformed(_ fault: WeightFileFault, at offset: Int? = nil) -> WeightFileError {
    .malformed(file: file, offset: offset ?? self.offset, fault)
  }

  func unsupported(_ construct: WeightFileConstruct, at offset: Int) -> WeightFileError {
    .unsupported(file: file, offset: offset, construct)
  }
}
