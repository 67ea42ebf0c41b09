extension Orientation {
  /// The orientation in the first EXIF segment of a JPEG; upright when none says otherwise.
  init(ofJPEG bytes: [UInt8]) {
    self = .upright
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      if marker == 0xFF {
        position += 1
        continue
      }
      if marker == 0xDA || marker == 0xD9 { return }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let end = position + 2 + length
      guard length >= 2, end <= bytes.count else { return }
      let body = bytes[(position + 4)..<end]
      if marker == 0xE1, body.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) {
        self = Orientation(ofTIFF: body.dropFirst(6))
        return
      }
      position = end
    }
  }

  /// The orientation in the `eXIf` chunk of a PNG; upright when there is none.
  init(ofPNG bytes: [UInt8]) {
    self = .upright
    var position = 8
    while position + 12 <= bytes.count {
      let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
      let start = position + 8
      guard length <= bytes.count - start else { return }
      if bytes[(position + 4)..<start].elementsEqual([0x65, 0x58, 0x49, 0x66]) {
        self = Orientation(ofTIFF: bytes[start..<(start + length)])
        return
      }
      position = start + length + 4
    }
  }

  /// The orientation in the first directory of a TIFF header (EXIF 2.32, section 4.6.2).
  private init(ofTIFF bytes: ArraySlice<UInt8>) {
    let reader = TIFFReader(bytes: bytes)
    self = .upright
    guard reader.isValid, let directory = reader.integer(at: 4, size: 4),
      let count = reader.integer(at: directory, size: 2)
    else { return }
    for entry in 0..<count {
      let position = directory + 2 + entry * 12
      guard let tag = reader.integer(at: position, size: 2) else { return }
      guard tag == 0x0112 else { continue }
      let value = reader.integer(at: position + 8, size: 2)
      self = value.flatMap(Orientation.init(rawValue:)) ?? .upright
      return
    }
  }
}

/// Integers of a TIFF block in the byte order that it declares.
private struct TIFFReader {
  let bytes: ArraySlice<UInt8>
  let isLittleEndian: Bool

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    isLittleEndian = bytes.first == 0x49
  }

  var isValid: Bool { integer(at: 2, size: 2) == 42 }

  func integer(at offset: Int, size: Int) -> Int? {
    guard offset <= bytes.count - size else { return nil }
    let start = bytes.startIndex + offset
    let field = bytes[start..<(start + size)]
    let ordered = isLittleEndian ? Array(field.reversed()) : Array(field)
    return ordered.reduce(0) { $0 << 8 | Int($1) }
  }
}
