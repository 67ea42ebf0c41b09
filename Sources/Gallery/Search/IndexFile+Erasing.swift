import FoundationEssentials
import Glibc

extension IndexFile {
  /// Overwrites and deletes all indexes beside a gallery, which hold its embeddings.
  static func eraseAll(ofGallery gallery: String) {
    let url = URL(filePath: gallery)
    let folder = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(url.lastPathComponent + ".") {
      let isIndex = [ending, ending + noteEnding, ending + temporaryEnding].contains {
        name.hasSuffix($0)
      }
      if isIndex { erase(folder + "/" + name) }
    }
  }

  private static func erase(_ path: String) {
    defer { unlink(path) }
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return }
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    var left = Int(status.st_size)
    while left > 0 {
      let written = write(file, zeros, min(left, zeros.count))
      if written <= 0 { break }
      left -= written
    }
    fsync(file)
  }
}
