import Foundation
import ProgramSupport

@testable import Gallery

/// A folder with a gallery of its own, removed with the last reference to it.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "likeness-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  var gallery: String { path("g.sqlite") }

  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: url.appending(path: name))
    return path(name)
  }

  /// A folder of people with the first photos of each.
  func people(_ names: [String], photos: Int) throws -> String {
    for name in names {
      let folder = url.appending(path: "people/\(name)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for number in 1...photos {
        let photo = URL(filePath: Material.photo(name, number))
        try FileManager.default.copyItem(
          at: photo, to: folder.appending(path: photo.lastPathComponent))
      }
    }
    return path("people")
  }

  /// Runs the program on the gallery of this folder.
  func run(_ words: String...) throws -> CommandResult {
    try runCommand(
      [BuiltProgram.path] + words + ["--gallery", gallery], environment: Material.environment)
  }
}

extension CommandResult {
  var status: Int32 { ending.shellStatus }

  /// The results as JSON.
  var json: Any? {
    try? JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
  }

  var object: [String: Any] { json as? [String: Any] ?? [:] }

  /// The lines of results, each as JSON.
  var objects: [[String: Any]] {
    output.split(separator: "\n").map {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] ?? [:]
    }
  }

  /// What was said besides results.
  var notes: [String] { errors.split(separator: "\n").map(String.init) }
}

/// The photos and model files that tests of whole commands need.
enum Material {
  private static let shared = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared").standardizedFileURL

  static let people = shared.appending(path: "data/lfw-dev").path
  static let pairs = shared.appending(path: "data/lfw-dev-pairs.txt").path

  private static let models: String = {
    let environment = ProcessInfo.processInfo.environment
    return environment["LIKENESS_MODELS"]
      ?? (environment["HOME"] ?? "") + "/.local/share/likeness/models"
  }()

  /// Whether photos and models are there.
  static let isThere =
    FileManager.default.fileExists(atPath: people)
    && FileManager.default.fileExists(atPath: models + "/onet.pt")

  /// Whether the weights that are put in by hand are there, too.
  static let hasFaceNet =
    isThere && FileManager.default.fileExists(atPath: models + "/facenet-vggface2.pt")

  /// A home without a gallery, with the models of this machine.
  static let environment = BuiltProgram.environment.merging(["LIKENESS_MODELS": models]) { $1 }

  static func photo(_ person: String, _ number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return "\(people)/\(person)/\(person)_\(padded).jpg"
  }

  static let ann = photo("Ann_Veneman", 3)
  static let annAgain = photo("Ann_Veneman", 5)
  static let other = photo("Adam_Kennedy", 1)

  /// A grey picture without a face.
  static let grey = Array("P5 120 90 255\n".utf8) + [UInt8](repeating: 128, count: 120 * 90)
}

extension Gallery {
  /// Marks the file as written by another version.
  func setVersion(_ version: Int) throws {
    try database.script("PRAGMA user_version = \(version)")
  }

  /// Lets all embeddings be those of another model.
  func renameModels(to fingerprint: String) throws {
    try database.script("UPDATE model SET fingerprint = '\(fingerprint)'")
  }

  /// Begins to write and does not end.
  func holdForWriting() throws { try database.script("BEGIN IMMEDIATE") }
}
