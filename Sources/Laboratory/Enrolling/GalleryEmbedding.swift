import Faces
import Gallery

/// Embeds the faces of a gallery that a model has not seen yet, from the pictures that the gallery
/// keeps of them: those show enough around a face for every model's crop.
///
/// Faces count once their transaction is on disk, so that work that was stopped goes on where it
/// stopped. What other models made of the faces stays.
public struct GalleryEmbedding: Sendable {
  let team: EngineTeam
  let archive: Archive

  /// How many faces are embedded and kept at a time: few, so that a wish to stop is soon obeyed.
  private static let groupSize = 8

  public init(team: EngineTeam, archive: Archive) {
    self.team = team
    self.archive = archive
  }

  /// Embeds until none is missing, until the task is cancelled, or until something fails.
  public func run(progress: @Sendable (_ done: Int, _ total: Int) -> Void) async -> EmbeddingReport {
    var report = EmbeddingReport()
    do throws(GalleryError) {
      let missing = try await archive.missingEmbeddings()
      report.missing = missing.count
      progress(0, missing.count)
      await embed(missing.grouped(by: Self.groupSize), &report, progress)
    } catch {
      report.failure = error.description
    }
    report.wasCancelled = Task.isCancelled
    return report
  }

  private func embed(
    _ groups: [[FaceRecord.ID]], _ report: inout EmbeddingReport,
    _ progress: @Sendable (_ done: Int, _ total: Int) -> Void
  ) async {
    let total = report.missing
    await team.work(on: groups) { group, engine in
      await vectors(of: group, by: engine)
    } take: { index, vectors in
      switch vectors {
      case .failure(let problem): report.failure = problem.line
      case .success(let vectors): await keep(vectors, &report)
      }
      if report.failure != nil { return .stop }
      progress(min(total, (index + 1) * Self.groupSize), total)
      return .goOn
    }
  }

  /// What the model makes of faces; those that left the gallery meanwhile are left out.
  private func vectors(
    of faces: [FaceRecord.ID], by engine: Engine
  ) async -> Result<[(face: FaceRecord.ID, vector: [Float])], Problem> {
    do {
      let crops = try await archive.crops(of: faces)
      let present = faces.filter { crops[$0] != nil }
      let vectors = try await engine.embed(present.compactMap { crops[$0] })
      return .success(zip(present, vectors).map { (face: $0, vector: $1) })
    } catch {
      return .failure(Problem(line: "\(error)"))
    }
  }

  private func keep(
    _ vectors: [(face: FaceRecord.ID, vector: [Float])], _ report: inout EmbeddingReport
  ) async {
    do throws(GalleryError) {
      try await archive.store(vectors)
      report.embedded += vectors.count
    } catch {
      report.failure = error.description
    }
  }

  /// Of the gallery or of the model, in a line.
  private struct Problem: Error {
    let line: String
  }
}

/// What came of embedding a gallery's faces.
public struct EmbeddingReport: Sendable, Equatable {
  /// How many faces the model had not seen before.
  public internal(set) var missing = 0
  /// How many of them it has embedded now.
  public internal(set) var embedded = 0
  /// Why it could not go on; what was embedded before is kept.
  public internal(set) var failure: String?
  public internal(set) var wasCancelled = false
}

extension Array {
  /// The elements in runs of `size`, the last one shorter.
  func grouped(by size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
