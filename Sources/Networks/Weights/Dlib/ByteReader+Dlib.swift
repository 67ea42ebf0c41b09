import Glibc

/// The encodings of dlib's `serialize` (dlib/serialize.h).
extension ByteReader {
  /// An integer: a control byte with the number of bytes (low half) and the sign (top bit), then
  /// the magnitude, the least significant byte first.
  mutating func dlibInteger() throws(WeightFileError) -> Int {
    let start = offset
    let control = try byte()
    let count = Int(control & 0x0f)
    guard control & 0x70 == 0, 1...8 ~= count else { throw malformed(.integer, at: start) }
    let magnitude = try littleEndian(bytes: count)
    guard let value = Int(exactly: magnitude) else { throw malformed(.integer, at: start) }
    return control & 0x80 == 0 ? value : -value
  }

  /// An integer that must lie in a range.
  mutating func dlibInteger(in range: ClosedRange<Int>) throws(WeightFileError) -> Int {
    let start = offset
    let value = try dlibInteger()
    guard range.contains(value) else { throw malformed(.outOfRange(value), at: start) }
    return value
  }

  /// The number of elements of a vector whose elements take at least `bytes` bytes each, so that
  /// a count which the file can't hold is refused before anything is allocated.
  mutating func dlibCount(elementBytes bytes: Int) throws(WeightFileError) -> Int {
    let start = offset
    let count = try dlibInteger(in: 0...Int.max)
    guard count <= remaining / bytes else { throw malformed(.tooLarge, at: start) }
    return count
  }

  /// A number as mantissa and exponent: mantissa · 2^exponent.
  ///
  /// - Throws: `malformed` for the exponents that stand for infinities and NaN: no weight is one.
  mutating func dlibNumber() throws(WeightFileError) -> Double {
    let start = offset
    let mantissa = Double(try dlibInteger())
    let exponent = try dlibInteger()
    // The factor is put together from its bits: this runs two million times for a landmark model.
    if -1022...1023 ~= exponent {
      return mantissa * Double(bitPattern: UInt64(1023 + exponent) << 52)
    }
    guard exponent < 32_000 else { throw malformed(.notFinite, at: start) }
    return scalbn(mantissa, Int32(clamping: exponent))
  }

  mutating func dlibFloat() throws(WeightFileError) -> Float {
    let start = offset
    let value = Float(try dlibNumber())
    guard value.isFinite else { throw malformed(.notFinite, at: start) }
    return value
  }

  mutating func dlibFlag() throws(WeightFileError) -> Bool {
    let start = offset
    switch try byte() {
    case UInt8(ascii: "0"): return false
    case UInt8(ascii: "1"): return true
    default: throw malformed(.flag, at: start)
    }
  }

  mutating func dlibText() throws(WeightFileError) -> String {
    try text(dlibInteger(in: 0...remaining))
  }

  /// A dense matrix of floats in row-major order; its two dimensions are stored negated.
  mutating func dlibMatrix(rows: ClosedRange<Int>, columns: Int) throws(WeightFileError) -> [Float]
  {
    let start = offset
    let height = -(try dlibInteger(in: -rows.upperBound...(-rows.lowerBound)))
    _ = try dlibInteger(in: -columns...(-columns))
    let count = height * columns
    guard count <= remaining / 4 else { throw malformed(.tooLarge, at: start) }
    var values: [Float] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try dlibFloat()) }
    return values
  }

  /// A tensor's four dimensions (samples, channels, rows, columns), then its raw floats, which
  /// are left where they stand.
  mutating func dlibTensor() throws(WeightFileError) -> Range<Int> {
    let start = offset
    let version = try dlibInteger()
    guard version == 2 else { throw unsupported(.version(version), at: start) }
    return try takeFloats(dlibDimensions().reduce(1, *))
  }

  /// The shape of a part of a tensor (`alias_tensor`).
  mutating func dlibAlias() throws(WeightFileError) -> [Int] {
    let start = offset
    let version = try dlibInteger()
    guard version == 1 else { throw unsupported(.version(version), at: start) }
    return try dlibDimensions()
  }

  /// Four dimensions whose product the rest of the file can hold.
  private mutating func dlibDimensions() throws(WeightFileError) -> [Int] {
    let start = offset
    var dimensions: [Int] = []
    var count = 1
    for _ in 0..<4 {
      let dimension = try dlibInteger(in: 0...Int(Int32.max))
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow else { throw malformed(.tooLarge, at: start) }
      dimensions.append(dimension)
      count = product
    }
    guard count <= bytes.count / 4 else { throw malformed(.tooLarge, at: start) }
    return dimensions
  }
}
