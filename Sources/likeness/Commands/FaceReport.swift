import Faces
import Laboratory
import Synchronization

/// Detecting, or detecting and embedding, in many photos: a line for each as soon as it is known.
struct FaceReport: Sendable {
  let session: Session
  let photos: [String]
  let embeds: Bool

  /// What came of all photos.
  struct Summary: Sendable {
    var faces = 0
    var unusable = 0
    var embeddings: [[Float]] = []
    /// Why the lines could not be written.
    var failure: ProgramError?

    var status: ExitStatus { unusable > 0 ? .unusable : faces == 0 ? .negative : .done }
  }

  /// Prints what `line` makes of each photo, in order; photos that can't be used are named on the
  /// other stream, and the rest goes on.
  func run(
    _ print: @escaping @Sendable (PhotoLine) throws(ProgramError) -> Void
  ) throws(ProgramError) -> Summary {
    let team = try session.team(forPhotos: photos.count)
    let progress = Progress(noun: "photo")
    let summary = Mutex(Summary())
    waitFor { [embeds, photos] in
      await team.work(on: photos) { photo, engine in
        await Self.examine(photo, on: engine, embeds: embeds)
      } take: { index, answer in
        Progress.clear()
        summary.withLock { Self.take(answer, into: &$0, print) }
        progress.show(index + 1, of: photos.count)
        return .goOn
      }
    }
    Progress.clear()
    let result = summary.withLock { $0 }
    if let failure = result.failure { throw failure }
    return result
  }

  private static func examine(
    _ photo: String, on engine: Engine, embeds: Bool
  ) async -> Result<PhotoLine, FaceError> {
    do throws(FaceError) {
      let examined = try await engine.examine(photo)
      guard embeds else { return .success(PhotoLine(examined, embeddings: nil)) }
      let embeddings = try await engine.embed(examined.faces.map(\.crop))
      return .success(PhotoLine(examined, embeddings: embeddings))
    } catch {
      return .failure(error)
    }
  }

  private static func take(
    _ answer: Result<PhotoLine, FaceError>, into summary: inout Summary,
    _ print: (PhotoLine) throws(ProgramError) -> Void
  ) {
    if summary.failure != nil { return }
    switch answer {
    case .failure(let error):
      summary.unusable += 1
      StandardStreams.note(error.description.shown)
    case .success(let line):
      summary.faces += line.faces.count
      summary.embeddings += line.faces.compactMap(\.embedding)
      do throws(ProgramError) { try print(line) } catch { summary.failure = error }
    }
  }
}
