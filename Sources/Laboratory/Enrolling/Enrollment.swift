import Faces
import Gallery

/// How far an enrollment is.
public struct EnrollmentProgress: Sendable, Equatable {
  public let done: Int
  public let total: Int
  /// The photo that was finished last.
  public let photo: String
}

/// Enrolls photos: several engines find and embed faces side by side, one archive keeps them.
///
/// A photo counts as enrolled once its transaction is on disk. Photos are kept in the order of the
/// plan, whichever engine is done first, so that one plan always gives one gallery.
public struct Enrollment: Sendable {
  let team: EngineTeam
  let archive: Archive

  public init(team: EngineTeam, archive: Archive) {
    self.team = team
    self.archive = archive
  }

  /// Enrolls until the plan's end, until the task is cancelled, or until the gallery fails.
  public func run(
    _ plan: EnrollmentPlan, progress: @Sendable (EnrollmentProgress) -> Void
  ) async -> EnrollmentReport {
    var keeper = EnrollmentKeeper(plan: plan, archive: archive)
    await team.work(on: plan.items) { item, engine in
      await examine(item.photo, on: engine)
    } take: { index, examination in
      let item = plan.items[index]
      await keeper.keep(examination, item)
      if keeper.report.failure != nil { return .stop }
      progress(
        EnrollmentProgress(done: index + 1, total: plan.items.count, photo: item.photo))
      return .goOn
    }
    keeper.report.wasCancelled = Task.isCancelled
    return keeper.report
  }

  private func examine(_ path: String, on engine: Engine) async -> Examination {
    do throws(FaceError) {
      let read = try await engine.read(path)
      // Asked before the work is done; the archive asks again when it keeps the photo.
      if let people = try? await archive.enrolledPeople(photo: read.contentHash) {
        return .unusable(SkippedPhoto.reason(enrolledAs: people), .alreadyEnrolled)
      }
      let photo = try await engine.examine(read, from: path)
      guard let main = photo.faces.first else { throw .noFace(path: path) }
      let embedding = try await engine.embed([main.crop])
      return .found(photo, embedding: embedding[0])
    } catch .noFace(let path) {
      return .unusable(FaceError.noFace(path: path).reason, .faceless)
    } catch {
      return .unusable(error.reason, .unreadable)
    }
  }
}

/// What an engine made of a photo.
enum Examination: Sendable {
  case found(ExaminedPhoto, embedding: [Float])
  case unusable(String, SkippedPhoto.Kind)
}
