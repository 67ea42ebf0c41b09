import Glibc

/// The first bytes of an SQLite file ("Database File Format", section 1.3).
///
/// SQLite takes a file of a few bytes for an empty one and would write over it, and it opens a file
/// that lost its end.
enum FileHeader {
  /// Refuses a file that is neither empty nor a whole database.
  static func check(_ path: String, size: Int) throws(GalleryError) {
    if size == 0 { return }
    guard let header = read(path) else { throw .permissionDenied(path: path) }
    guard header.starts(with: magic.prefix(header.count)) else { throw .notADatabase(path: path) }
    if header.count < length { throw .damaged(path: path, detail: "cut off") }
    // While a log is there the file may lag behind it.
    if hasLog(path) { return }
    let pageSize = Int(header[16]) << 8 | Int(header[17])
    let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
    if size < pages * (pageSize == 1 ? 65_536 : pageSize) {
      throw .damaged(path: path, detail: "cut off")
    }
  }

  private static let magic = Array("SQLite format 3\0".utf8)
  private static let length = 100

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: length)
    let count = Glibc.read(descriptor, &bytes, length)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  private static func hasLog(_ path: String) -> Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
  }
}
