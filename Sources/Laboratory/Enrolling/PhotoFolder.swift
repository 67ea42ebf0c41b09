import FoundationEssentials
import Glibc

/// The parts of a path, as text.
public enum PathName {
  /// The last part: "b.jpg" of "a/b.jpg".
  public static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The last part without its ending: "b" of "a/b.jpg".
  static func stem(_ path: String) -> String {
    let name = last(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The folder that holds a path: "a" of "a/b.jpg".
  static func parent(_ path: String) -> String {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The path from the root, without "." and "..", so that it keeps its meaning wherever the
  /// program is run next.
  public static func absolute(_ path: String) -> String {
    let rooted =
      path.hasPrefix("/") ? path : join(FileManager.default.currentDirectoryPath, path)
    var parts: [Substring] = []
    for part in rooted.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The path with a leading "~" replaced by the home folder.
  static func expanded(_ path: String, home: String) -> String {
    path == "~" ? home : path.hasPrefix("~/") ? home + path.dropFirst() : path
  }
}

/// Photos and folders on disk, in the order of their names.
public enum PhotoFolder {
  public struct Listing: Sendable, Equatable {
    public var folders: [String] = []
    public var photos: [String] = []
  }

  /// Endings of files that are taken for photos; what a file holds is decided when it is read.
  static let extensions: Set<String> = ["jpg", "jpeg", "png", "pgm", "ppm", "pnm"]

  static func isPhoto(_ path: String) -> Bool {
    let name = PathName.last(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return extensions.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Whether a path is a folder; `nil` where nothing is.
  public static func isFolder(_ path: String) -> Bool? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder
  }

  /// Whether a path is a folder rather than a file.
  static func requireFolder(_ path: String) throws(EnrollmentError) -> Bool {
    guard let isFolder = isFolder(path) else { throw .notFound(path: path) }
    return isFolder
  }

  /// What lies directly in a folder; hidden entries are left out.
  public static func list(_ directory: String) throws(EnrollmentError) -> Listing {
    guard isFolder(directory) != nil else { throw .notFound(path: directory) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
      throw .unreadable(path: directory)
    }
    var listing = Listing()
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = PathName.join(directory, name)
      if isFolder(path) == true {
        listing.folders.append(path)
      } else if isPhoto(name) {
        listing.photos.append(path)
      }
    }
    return listing
  }

  /// All photos in a folder and in the folders within it. A link that leads back is not followed.
  public static func photos(below directory: String) throws(EnrollmentError) -> [String] {
    var seen = Set(ancestors(of: resolved(directory)))
    return try photos(below: directory, besides: &seen)
  }

  private static func photos(
    below directory: String, besides seen: inout Set<String>
  ) throws(EnrollmentError) -> [String] {
    guard seen.insert(resolved(directory)).inserted else { return [] }
    let listing = try list(directory)
    var photos = listing.photos
    for folder in listing.folders { photos += try Self.photos(below: folder, besides: &seen) }
    return photos
  }

  /// The path without links.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The folders that a path lies in.
  private static func ancestors(of path: String) -> [String] {
    Array(sequence(first: path) { $0 == "/" ? nil : PathName.parent($0) }.dropFirst())
  }
}
