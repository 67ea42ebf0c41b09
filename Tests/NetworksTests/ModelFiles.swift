import Foundation
import Testing

@testable import Networks

/// The model files that `make setup` installs. Tests that need one are skipped where it is absent.
enum ModelFiles {
  static let resNet = "dlib_face_recognition_resnet_model_v1.dat"
  static let fivePoints = "shape_predictor_5_face_landmarks.dat"
  static let detector = "mmod_human_face_detector.dat"

  static func path(_ name: String) -> String { folder + "/" + name }

  static func exist(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.isReadableFile(atPath: path($0)) }
  }

  /// A file of the folder of data and weights beside the package; nil where it is absent.
  static func shared(_ name: String) -> String? {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let path = root.appendingPathComponent("shared/\(name)").path
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  private static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    if let models = environment["LIKENESS_MODELS"] { return models }
    let data = environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
    return data + "/likeness/models"
  }
}
