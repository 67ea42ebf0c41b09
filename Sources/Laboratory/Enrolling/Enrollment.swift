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
  let engines: [Engine]
  let archive: Archive

  public init(engines: [Engine], archive: Archive) {
    self.engines = engines
    self.archive = archive
  }

  /// Enrolls until the plan's end, until the task is cancelled, or until the gallery fails.
  public func run(
    _ plan: EnrollmentPlan, progress: @Sendable (EnrollmentProgress) -> Void
  ) async -> EnrollmentReport {
    var keeper = EnrollmentKeeper(plan: plan, archive: archive)
    var waiting = plan.items.indices.makeIterator()
    await withTaskGroup(of: Examination.self) { group in
      for engine in engines { start(&waiting, of: plan, on: engine, in: &group) }
      for await examination in group {
        if keeper.report.failure == nil {
          start(&waiting, of: plan, on: examination.engine, in: &group)
        }
        await keeper.take(examination, progress: progress)
      }
    }
    keeper.report.wasCancelled = Task.isCancelled
    return keeper.report
  }

  private func start(
    _ waiting: inout Range<Int>.Iterator, of plan: EnrollmentPlan, on engine: Engine,
    in group: inout TaskGroup<Examination>
  ) {
    guard !Task.isCancelled, let index = waiting.next() else { return }
    let path = plan.items[index].photo
    group.addTask {
      Examination(index: index, engine: engine, outcome: await examine(path, on: engine))
    }
  }

  private func examine(_ path: String, on engine: Engine) async -> Examination.Outcome {
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
struct Examination: Sendable {
  enum Outcome: Sendable {
    case found(ExaminedPhoto, embedding: [Float])
    case unusable(String, SkippedPhoto.Kind)
  }

  /// The photo's place in the plan.
  let index: Int
  let engine: Engine
  let outcome: Outcome
}
