import Faces
import Laboratory

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
    let isMirroring = isMirroring
    let answers = try session.lookAt(photos) { photo, engine throws(FaceError) -> [Float] in
      let examined = try await engine.examine(photo)
      guard let main = examined.faces.first else { throw .noFace(path: photo) }
      let embeddings =
        isMirroring
        ? try await engine.embedWithMirror([main.crop]) : try await engine.embed([main.crop])
      return embeddings[0]
    }
    var found = Found()
    for (photo, answer) in zip(photos, answers) { found.take(answer, of: photo) }
    return found
  }
}
