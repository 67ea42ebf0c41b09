import Foundation
import Testing

@testable import Faces

@Suite struct ModelTests {
  @Test func theFolderFollowsTheEnvironment() {
    func path(_ environment: [String: String]) -> String {
      ModelFolder.standard { environment[$0] }.path
    }
    #expect(path(["HOME": "/home/ann"]) == "/home/ann/.local/share/likeness/models")
    #expect(path(["HOME": "/home/ann", "XDG_DATA_HOME": "/data"]) == "/data/likeness/models")
    #expect(path(["LIKENESS_MODELS": "/m", "XDG_DATA_HOME": "/data"]) == "/m")
    #expect(path(["LIKENESS_MODELS": "", "XDG_DATA_HOME": "/data"]) == "/data/likeness/models")
  }

  @Test func aMissingFileIsNamedWithTheWayOut() {
    let error = #expect(throws: FaceError.self) {
      try Pipeline(model: .dlibResNet, models: ModelFolder(path: "/nowhere"))
    }
    #expect(error == .missingModelFile(path: "/nowhere/" + ModelFile.dlibResNet.name))
    #expect(error?.description.contains("make setup") == true)
  }

  @Test func aFileOfAnotherSizeIsRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(ModelFile.pnet.name)
    try Data([1, 2, 3]).write(to: path)
    #expect(
      throws: FaceError.wrongModelFile(path: path.path, byteCount: 3, expected: 28_570)
    ) { try ModelFolder(path: folder.path).path(of: .pnet) }
  }

  @Test func modelsAreFoundByName() throws {
    #expect(try Model.named("dlib-resnet") == .dlibResNet)
    let nowhere = ModelFolder(path: "/nowhere")
    let known = ["dlib-resnet", "facenet-vggface2", "mobilefacenet", "mobilefacenet-int8"]
    #expect(throws: FaceError.unknownModel(name: "x", known: known)) {
      try Model.named("x", in: nowhere)
    }
  }

  /// Galleries keep this text: it may change only together with what the embeddings mean.
  @Test func theFingerprintIsStable() {
    #expect(Model.dlibResNet.fingerprint.count == 16)
    #expect(Model.dlibResNet.fingerprint == "0f5f0c0a7bea7e48")
  }
}
