/// The text at the start of a PGM or PPM file (netpbm's pgm(5) and ppm(5)).
struct PNMHeader {
  let isPlain: Bool
  let channels: Int
  let width: Int
  let height: Int
  let maximum: Int

  static func hasSignature(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == 0x50 && [0x32, 0x33, 0x35, 0x36].contains(bytes[1])
      && (PNMScanner.isSpace(bytes[2]) || bytes[2] == 0x23)
  }

  /// Reads signature, width, height and largest value, and the one space that ends them.
  init(from scanner: inout PNMScanner) throws(ImageError) {
    let kind = scanner.bytes[1] - 0x30
    isPlain = kind <= 3
    channels = kind == 3 || kind == 6 ? 3 : 1
    scanner.position = 2
    width = try scanner.integer(below: 1 << 31)
    height = try scanner.integer(below: 1 << 31)
    maximum = try scanner.integer(below: 65536)
    guard maximum > 0 else { throw .damaged(.pnm, reason: "the largest value is 0") }
    scanner.position += 1
  }
}

/// Reads decimal numbers between spaces and comments.
struct PNMScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  mutating func integer(below limit: Int) throws(ImageError) -> Int {
    skipSpace()
    guard position < bytes.count else { throw .truncated(.pnm) }
    var value = 0
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      value = value * 10 + Int(bytes[position] - 0x30)
      guard value < limit else { throw .damaged(.pnm, reason: "a number is too large") }
      position += 1
    }
    guard position > start else { throw .damaged(.pnm, reason: "a number is missing") }
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      if bytes[position] == 0x23 {
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
      } else if Self.isSpace(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }
}
