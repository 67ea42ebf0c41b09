import Faces
import Laboratory
import Synchronization

/// The main face of each of many photos, embedded.
struct MainFaces: Sendable {
  let session: Session
  /// Whether the mirrored face's embedding follows each embedding.
  var isMirroring = false

  /// What came of the photos.
  struct Found: Sendable {
    /// In the order of the photos; nothing for one that is skipped.
    fileprivate(set) var embeddings: [[Float]?] = []
    fileprivate(set) var skipped: [SkippedPhoto] = []

    fileprivate mutating func take(_ answer: Result<[Float], FaceError>, of photo: String) {
      switch answer {
      case .success(let embedding): embeddings.append(embedding)
      case .failure(let error):
        embeddings.append(nil)
        skipped.append(SkippedPhoto(photo: photo, reason: error.reason))
      }
    }
  }

  func embed(_ photos: [String]) throws(ProgramError) -> Found {
    let team = try session.team(forPhotos: photos.count)
    let progress = Progress(noun: "photo")
    let found = Mutex(Found())
    waitFor {
      await team.work(on: photos, embedding) { index, answer in
        found.withLock { $0.take(answer, of: photos[index]) }
        progress.show(index + 1, of: photos.count)
        return .goOn
      }
    }
    Progress.clear()
    return found.withLock { $0 }
  }

  private func embedding(
    _ photo: String, _ engine: Engine
  ) async -> Result<[Float], FaceError> {
    do throws(FaceError) {
      let examined = try await engine.examine(photo)
      guard let main = examined.faces.first else { throw .noFace(path: photo) }
      let embeddings =
        isMirroring
        ? try await engine.embedWithMirror([main.crop]) : try await engine.embed([main.crop])
      return .success(embeddings[0])
    } catch {
      return .failure(error)
    }
  }
}
