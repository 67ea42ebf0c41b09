import Foundation
import Imaging
import Testing

@testable import Faces

/// What the tests find outside the package: photos, golden figures and model files. Tests that
/// need them are skipped where they are absent.
enum Material {
  private static let shared = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared")

  static let models = ModelFolder.standard

  static let hasModels =
    models.holds(.dlibResNet)
    && [ModelFile.pnet, .rnet, .onet].allSatisfy { (try? models.path(of: $0)) != nil }

  static let isComplete =
    hasModels && FileManager.default.fileExists(atPath: shared.path + "/golden/mtcnn.json")

  /// Whether the weights that no package brings are there.
  static let hasWeights =
    hasModels && FileManager.default.fileExists(atPath: path("weights/facenet-vggface2.pt"))

  /// Whether the detectors that no package brings are there.
  static let hasDetectors =
    isComplete && [ModelFile.yunet, .scrfd].allSatisfy { (try? models.path(of: $0)) != nil }

  static func path(_ name: String) -> String { shared.path + "/" + name }

  static func photo(_ name: String) throws -> Image {
    try Image.load(path: shared.path + "/data/lfw-dev/" + name).image
  }

  static func golden<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let url = shared.appendingPathComponent("golden/" + name)
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: shared.appendingPathComponent(path), encoding: .utf8)
  }

  /// Every photo of LFW's development set.
  static func photoNames() throws -> [String] {
    let root = shared.appendingPathComponent("data/lfw-dev").path
    return try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".jpg") }.sorted()
  }
}
