/// A kind of number in which files store arrays, the least significant byte first.
enum StoredNumber: Hashable {
  case half, bfloat, float, double, int, long

  /// Bytes of one number.
  var size: Int {
    switch self {
    case .half, .bfloat: 2
    case .float, .int: 4
    case .double, .long: 8
    }
  }

  /// The bytes of so many numbers, or nil where that is beyond any file.
  func bytes(of count: Int) -> Int? {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    return overflow ? nil : bytes
  }

  /// The number at a byte offset that was checked before, rounded to 32 bits.
  @inline(__always)
  func load(from bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
    func word<Word: FixedWidthInteger>(_: Word.Type) -> Word {
      Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
    }
    return switch self {
    case .half: Float(Float16(bitPattern: word(UInt16.self)))
    case .bfloat: Float(bitPattern: UInt32(word(UInt16.self)) << 16)
    case .float: Float(bitPattern: word(UInt32.self))
    case .double: Float(Double(bitPattern: word(UInt64.self)))
    case .int: Float(word(Int32.self))
    case .long: Float(word(Int64.self))
    }
  }
}

extension ByteReader {
  /// The numbers of one kind that fill a place inside the file.
  func numbers(_ number: StoredNumber, at range: Range<Int>) -> [Float] {
    if number == .float { return floats(at: range) }
    let count = range.count / number.size
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { source in
        for index in 0..<count {
          buffer[index] = number.load(
            from: source, at: range.lowerBound + index * number.size)
        }
      }
      initialized = count
    }
  }

  /// How many values all arrays of a file may have together: as 32-bit floats they then take at
  /// most twice its bytes, the most that halves can become.
  var room: Int { bytes.count / 2 }
}
