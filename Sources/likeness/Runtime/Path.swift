import FoundationEssentials
import Glibc

/// Questions about paths.
enum Path {
  /// The path from the root, so that it keeps its meaning wherever the program is run next.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = FileManager.default.currentDirectoryPath
    return path == "." ? folder : folder + "/" + path
  }

  /// Whether something is there that is not a folder.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The photos of a folder, by name.
  static func photos(in folder: String) throws(ProgramError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .enrollment(.notFound(path: folder))
    }
    let endings = ["jpg", "jpeg", "png", "pgm", "ppm", "pnm"]
    let photos = names.sorted().filter { name in
      endings.contains { name.lowercased().hasSuffix("." + $0) }
    }
    if photos.isEmpty { throw .noPhotos(path: folder) }
    return photos.map { folder + "/" + $0 }
  }
}
