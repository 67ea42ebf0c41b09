/// The entries of a zip archive that stores them as they are (PKWARE's APPNOTE 6.3.10, sections
/// 4.3.7, 4.3.12 and 4.3.14 to 4.3.16).
///
/// Sizes and places come from the directory at the end, for what stands before an entry may leave
/// them open. Compressed and encrypted entries are refused: `torch.save` writes neither.
struct ZipDirectory {
  /// Where each entry's bytes lie, by name.
  let entries: [String: Range<Int>]

  /// What an archive begins with: its first entry.
  static let magic: [UInt8] = [0x50, 0x4b, 0x03, 0x04]

  private static let mostEntries = 1 << 16

  init(_ reader: ByteReader) throws(WeightFileError) {
    let (directory, count) = try reader.zipDirectory()
    guard count <= Self.mostEntries else { throw reader.malformed(.tooLarge) }
    var list = ByteReader(reader, in: directory)
    var entries: [String: Range<Int>] = [:]
    for _ in 0..<count {
      let entry = try list.zipEntry()
      guard entries[entry.name] == nil else { throw list.malformed(.repeatedName(entry.name)) }
      entries[entry.name] = try reader.place(of: entry)
    }
    try list.finish()
    self.entries = entries
  }
}

/// An entry as the directory states it.
private struct ZipEntry {
  var name: String
  var size: UInt64
  var start: UInt64
}

private let escape = UInt64(UInt32.max)

extension ByteReader {
  /// Where the directory lies and the number of its entries.
  fileprivate func zipDirectory() throws(WeightFileError) -> (Range<Int>, Int) {
    let end = try endOfZipDirectory()
    var record = ByteReader(self, in: end..<bytes.count)
    try record.take(10)
    var count = try record.littleEndian(bytes: 2)
    var size = try record.littleEndian(bytes: 4)
    var start = try record.littleEndian(bytes: 4)
    if count == UInt64(UInt16.max) || size == escape || start == escape {
      (count, size, start) = try largeZipDirectory(before: end)
    }
    let range = try range(from: start, count: size, at: end)
    return (range, Int(clamping: count))
  }

  /// The record with which an archive ends, found from behind since a comment may follow it.
  private func endOfZipDirectory() throws(WeightFileError) -> Int {
    let size = 22
    let furthest = max(0, bytes.count - size - Int(UInt16.max))
    for place in stride(from: bytes.count - size, through: furthest, by: -1)
    where bytes[place...].starts(with: [0x50, 0x4b, 0x05, 0x06]) { return place }
    throw .truncated(file: file, offset: bytes.count)
  }

  /// The same facts from the record for archives that outgrow 32 bits.
  private func largeZipDirectory(
    before end: Int
  ) throws(WeightFileError) -> (UInt64, UInt64, UInt64) {
    guard end >= 20 else { throw malformed(.archive, at: end) }
    var locator = ByteReader(self, in: end - 20..<end)
    guard try locator.littleEndian(bytes: 4) == 0x0706_4b50 else {
      throw malformed(.archive, at: end - 20)
    }
    try locator.take(4)
    let place = try range(from: locator.littleEndian(bytes: 8), count: 56, at: end - 20)
    var record = ByteReader(self, in: place)
    guard try record.littleEndian(bytes: 4) == 0x0606_4b50 else {
      throw malformed(.archive, at: place.lowerBound)
    }
    try record.take(28)
    return (
      try record.littleEndian(bytes: 8), try record.littleEndian(bytes: 8),
      try record.littleEndian(bytes: 8)
    )
  }

  fileprivate mutating func zipEntry() throws(WeightFileError) -> ZipEntry {
    let start = offset
    guard try littleEndian(bytes: 4) == 0x0201_4b50 else { throw malformed(.archive, at: start) }
    try take(4)
    let flags = try littleEndian(bytes: 2)
    let method = try littleEndian(bytes: 2)
    try take(8)
    let packed = try littleEndian(bytes: 4)
    let size = try littleEndian(bytes: 4)
    let lengths = (
      name: Int(try littleEndian(bytes: 2)), extra: Int(try littleEndian(bytes: 2)),
      comment: Int(try littleEndian(bytes: 2))
    )
    try take(8)
    let place = try littleEndian(bytes: 4)
    var entry = ZipEntry(name: try text(lengths.name), size: size, start: place)
    let extra = try take(lengths.extra)
    try take(lengths.comment)
    guard flags & 1 == 0 else { throw unsupported(.encryptedEntry(entry.name), at: start) }
    guard method == 0 else { throw unsupported(.compressedEntry(entry.name), at: start) }
    try complete(&entry, packed: packed, from: extra)
    return entry
  }

  /// Takes from the extra field what is beyond 32 bits; size, packed size and place in this order,
  /// those alone that are.
  private func complete(
    _ entry: inout ZipEntry, packed: UInt64, from extra: Range<Int>
  ) throws(WeightFileError) {
    guard entry.size == escape || packed == escape || entry.start == escape else { return }
    var fields = ByteReader(self, in: extra)
    while fields.remaining > 0 {
      let kind = try fields.littleEndian(bytes: 2)
      var field = try ByteReader(self, in: fields.take(Int(fields.littleEndian(bytes: 2))))
      guard kind == 1 else { continue }
      if entry.size == escape { entry.size = try field.littleEndian(bytes: 8) }
      if packed == escape { try field.take(8) }
      if entry.start == escape { entry.start = try field.littleEndian(bytes: 8) }
      return
    }
    throw malformed(.archive, at: extra.lowerBound)
  }

  /// Where an entry's bytes lie: behind its name and extra field.
  fileprivate func place(of entry: ZipEntry) throws(WeightFileError) -> Range<Int> {
    let header = try range(from: entry.start, count: 30, at: bytes.count)
    var local = ByteReader(self, in: header)
    guard try local.littleEndian(bytes: 4) == 0x0403_4b50 else {
      throw malformed(.archive, at: header.lowerBound)
    }
    try local.take(22)
    let names = try local.littleEndian(bytes: 2) + local.littleEndian(bytes: 2)
    return try range(
      from: UInt64(header.upperBound) + names, count: entry.size, at: header.lowerBound)
  }

  /// A range of the whole file, told at `place`.
  private func range(
    from start: UInt64, count: UInt64, at place: Int
  ) throws(WeightFileError) -> Range<Int> {
    let (end, overflow) = start.addingReportingOverflow(count)
    guard !overflow, end <= UInt64(bytes.count) else {
      throw .truncated(file: file, offset: place)
    }
    return Int(start)..<Int(end)
  }
}
