import Faces
import Foundation
import Gallery
import Testing

@testable import Laboratory

/// What the tests find outside the package.
enum Material {
  static let photos = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data/lfw-dev").path

  static let isComplete =
    FileManager.default.fileExists(atPath: photos)
    && ModelFolder.standard.holds(.dlibResNet)
    && [ModelFile.pnet, .rnet, .onet].allSatisfy {
      (try? ModelFolder.standard.path(of: $0)) != nil
    }
}

/// Real photos through real engines into a gallery on disk. Skipped where the model files or the
/// photos of LFW are absent.
@Suite(.enabled(if: Material.isComplete), .serialized) struct EnrollmentTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func team(_ count: Int) -> EngineTeam {
    let setup = EngineSetup(
      model: .dlibResNet, folder: .standard, options: PipelineOptions())
    return EngineTeam((0..<count).map { Engine(setup, name: "test \($0)") })
  }

  private func archive(_ name: String) throws -> Archive {
    let model = Model.dlibResNet
    let record = ModelRecord(
      fingerprint: model.fingerprint, name: model.name, dimension: model.dimension)
    return Archive(try Gallery(path: folder.path(name)), model: record) {
      Date(timeIntervalSince1970: 0)
    }
  }

  /// Three photos each of the first four people who have them.
  private func plan() throws -> EnrollmentPlan {
    let whole = try EnrollmentPlan(directory: Material.photos)
    let people = Dictionary(grouping: whole.items, by: \.person).filter { $0.value.count >= 3 }
    var plan = whole
    plan.items = people.keys.sorted().prefix(4).flatMap { people[$0, default: []].prefix(3) }
    return plan
  }

  private struct Outcome: Equatable {
    let report: EnrollmentReport
    let faces: [FaceRecord]
    let embeddings: GalleryEmbeddings
    let progress: [Int]
  }

  private func outcome(engines: Int, _ plan: EnrollmentPlan) async throws -> Outcome {
    let archive = try archive("\(engines).sqlite")
    let done = Latest<[Int]>()
    let report = await Enrollment(team: team(engines), archive: archive).run(plan) { progress in
      _ = done.put((done.take() ?? []) + [progress.done])
    }
    let collection = try await archive.collection()
    let faces = collection.embeddings.faces.compactMap(collection.face)
    return Outcome(
      report: report, faces: faces, embeddings: collection.embeddings,
      progress: done.take() ?? [])
  }

  @Test func twoEnginesMakeTheGalleryThatOneMakes() async throws {
    let plan = try plan()
    #expect(plan.items.count == 12)
    let one = try await outcome(engines: 1, plan)
    #expect(one.report.enrolled == 12)
    #expect(one.report.people.count == 4)
    #expect(one.faces.map(\.photo.path) == plan.items.map(\.photo))
    #expect(one.progress == Array(1...12))
    #expect(try await outcome(engines: 2, plan) == one)
  }

  @Test func whatCannotBeEnrolledIsNamedWithItsReason() async throws {
    let good = try plan().items[0].photo
    let bytes = try Data(contentsOf: URL(filePath: good))
    try folder.write(Array(bytes.prefix(bytes.count / 2)), to: "Ann/1 torn.jpg")
    try folder.write(Array(bytes), to: "Ann/2.jpg")
    try folder.write(Array(bytes), to: "Ann/3 again.jpg")
    let grey = [UInt8](repeating: 128, count: 200 * 200)
    try folder.write(Array("P5 200 200 255\n".utf8) + grey, to: "Ann/4 wall.pgm")
    try folder.write(Array("no photo".utf8), to: "Ann/5.png")
    let plan = EnrollmentPlan(
      photos: try PhotoFolder.photos(below: folder.path("Ann")) + [folder.path("Ann/gone.jpg")],
      of: "Ann")
    let archive = try archive("bad.sqlite")
    let report = await Enrollment(team: team(2), archive: archive).run(plan) { _ in }
    #expect(report.enrolled == 1)
    let kinds = report.skipped.map { "\(PathName.last($0.photo)): \($0.kind)" }
    #expect(
      kinds == [
        "1 torn.jpg: unreadable", "3 again.jpg: alreadyEnrolled", "4 wall.pgm: faceless",
        "5.png: unreadable", "gone.jpg: unreadable",
      ])
    #expect(report.skipped[1].reason == "already enrolled as Ann")
    #expect(report.skipped.allSatisfy { !$0.reason.isEmpty && !$0.reason.contains("/Ann/") })
  }

  /// Stopping keeps every photo that was told as done, and begins no other.
  @Test func aStoppedEnrollmentKeepsWhatWasDone() async throws {
    let plan = try plan()
    let archive = try archive("stopped.sqlite")
    let told = Latest<Int>()
    let team = team(1)
    let work = Task {
      await Enrollment(team: team, archive: archive).run(plan) { progress in
        _ = told.put(progress.done)
        if progress.done == 4 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    let report = await work.value
    #expect(report.wasCancelled)
    #expect(report.enrolled == told.take())
    #expect((4...5).contains(report.enrolled))
    #expect(try await archive.collection().faceCount == report.enrolled)
  }
}
