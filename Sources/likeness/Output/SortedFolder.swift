import FoundationEssentials
import Glibc
import Laboratory

/// A new folder with a folder of links or copies for each cluster.
struct SortedFolder {
  let path: String
  let copies: Bool

  /// The name of a cluster's folder, by its place from 0.
  static func name(_ number: Int) -> String {
    let digits = String(number + 1)
    return "person-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// - Throws: `occupied` where there is anything but an empty folder.
  static func requireFree(_ path: String) throws(ProgramError) {
    guard access(path, F_OK) == 0 else { return }
    let entries = try? FileManager.default.contentsOfDirectory(atPath: path)
    if entries?.isEmpty != true { throw .occupied(path: path) }
  }

  /// Makes the folders; the same photo comes once into each.
  /// - Throws: `occupied`, `unwritable`. What was made till then stays.
  func fill(_ clusters: [[String]]) throws(ProgramError) {
    try Self.requireFree(path)
    try makeFolder(path)
    for (number, photos) in clusters.enumerated() {
      let folder = "\(path)/\(Self.name(number))"
      try makeFolder(folder)
      var seen: Set<String> = []
      var names: Set<String> = []
      for photo in photos where seen.insert(photo).inserted {
        try place(photo, at: "\(folder)/\(Self.free(PathName.last(photo), &names))")
      }
    }
  }

  /// The name, with a number before it where another folder's photo has it already.
  private static func free(_ name: String, _ names: inout Set<String>) -> String {
    var (free, number) = (name, 2)
    while !names.insert(free).inserted {
      free = "\(number)-\(name)"
      number += 1
    }
    return free
  }

  private func makeFolder(_ folder: String) throws(ProgramError) {
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw .unwritable(path: folder, errno: errno)
    }
  }

  /// Neither way replaces what is there.
  private func place(_ photo: String, at target: String) throws(ProgramError) {
    if copies {
      do {
        try FileManager.default.copyItem(atPath: photo, toPath: target)
      } catch {
        throw .unwritable(path: target, errno: errno)
      }
    } else if symlink(PathName.absolute(photo), target) != 0 {
      throw .unwritable(path: target, errno: errno)
    }
  }
}
