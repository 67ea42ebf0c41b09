import Faces
import Foundation
import Gallery
import Testing

@testable import Laboratory

/// Embedding a gallery with another model from the pictures it keeps.
/// Skipped without the model's files.
@Suite(.enabled(if: ModelFolder.standard.problem(with: .dlibResNet) == nil))
struct GalleryEmbeddingTests {
  private static let count = 48
  private static let other = ModelRecord(fingerprint: "f00d", name: "other", dimension: 2)

  private let folder: TemporaryFolder
  private let path: String
  private let embedding: GalleryEmbedding
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("gallery.sqlite")
    try Self.fill(Gallery(path: path))
    engine = Engine(
      EngineSetup(model: .dlibResNet, folder: .standard, options: PipelineOptions()), name: "test")
    let archive = Archive(try Gallery(path: path), model: ModelRecord(.dlibResNet)) {
      Date(timeIntervalSince1970: 0)
    }
    embedding = GalleryEmbedding(team: EngineTeam([engine]), archive: archive)
  }

  /// Faces of as many shades, embedded by another model.
  private static func fill(_ gallery: Gallery) throws {
    var batch = EnrollmentBatch(source: "test", at: Date(timeIntervalSince1970: 0))
    for number in 0..<count {
      let face = NewFace(
        person: "Person \(number % 3)", detection: Fixtures.detection,
        quality: Fixtures.quality(isPoor: false), crop: Fixtures.crop(shade: UInt8(5 * number)),
        embedding: [Float(number), 1])
      let photo = PhotoRecord(
        hash: "hash\(number)", path: "/photos/\(number).jpg", width: 250, height: 250)
      _ = try gallery.enroll(photo, faces: [face], model: other, in: &batch)
    }
  }

  private func embedded() throws -> GalleryEmbeddings {
    try Gallery(path: path, mode: .read).embeddings(model: Model.dlibResNet.fingerprint)
  }

  /// Each face has what the model makes of its own picture.
  private func expectOwnEmbeddings() async throws {
    let gallery = try Gallery(path: path, mode: .read)
    let found = try embedded()
    let crops = try found.faces.map { try gallery.crop(of: $0) }
    let expected = try await engine.embed(crops)
    for (row, vector) in expected.enumerated() {
      let distance = zip(found[row], vector).map { abs($0 - $1) }.max() ?? 1
      #expect(distance < 1e-5, "face \(found.faces[row])")
    }
  }

  @Test func everyFaceIsEmbeddedFromItsPictureAndTheOtherModelsEmbeddingsStay() async throws {
    let report = await embedding.run { _, _ in }
    #expect(report == EmbeddingReport(missing: Self.count, embedded: Self.count))
    #expect(try embedded().count == Self.count)
    try await expectOwnEmbeddings()
    let kept = try Gallery(path: path, mode: .read).embeddings(model: "f00d")
    #expect(kept.count == Self.count && kept[7].first == 7)
    #expect(await embedding.run { _, _ in } == EmbeddingReport())
  }

  @Test func whatWasStoppedGoesOnWhereItStopped() async throws {
    let task = Task { [embedding] in
      await embedding.run { done, _ in
        if done > 0 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    let first = await task.value
    #expect(first.wasCancelled && first.failure == nil)
    #expect(first.embedded > 0 && first.embedded < Self.count)
    #expect(try embedded().count == first.embedded)
    let second = await embedding.run { _, _ in }
    #expect(second.missing == Self.count - first.embedded)
    #expect(try embedded().count == Self.count)
    try await expectOwnEmbeddings()
  }

  /// A face that is forgotten meanwhile is left out; the others keep their own embeddings.
  @Test func facesForgottenMeanwhileAreLeftOut() async throws {
    let path = path
    let victim = try Gallery(path: path, mode: .read).faces()[40].id
    let report = await embedding.run { done, _ in
      if done == 16 {
        try? Gallery(path: path).forget([victim], at: Date(timeIntervalSince1970: 1))
      }
    }
    #expect(report.failure == nil)
    #expect(report.embedded == Self.count - 1)
    #expect(try embedded().count == Self.count - 1)
    try await expectOwnEmbeddings()
  }
}
