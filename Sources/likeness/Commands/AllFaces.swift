import Faces
import Laboratory
import Synchronization
import Verification

/// All faces in many photos, embedded. Photos that can't be used are named and passed over.
struct AllFaces: Sendable {
  private(set) var set: EmbeddingSet
  /// Of each face, its photo.
  private(set) var photos: [String] = []
  /// Of each face, its photo and its number in the photo.
  private(set) var labels: [String] = []

  init(_ paths: [String], _ session: Session) throws(ProgramError) {
    set = EmbeddingSet(people: [], dimension: session.model.dimension, values: [])
    let team = try session.team(forPhotos: paths.count)
    let progress = Progress(noun: "photo")
    let found = Mutex(self)
    waitFor {
      await team.work(on: paths, Self.embeddings) { index, answer in
        found.withLock { $0.take(answer, of: paths[index]) }
        progress.show(index + 1, of: paths.count)
        return .goOn
      }
    }
    Progress.clear()
    self = found.withLock { $0 }
  }

  private static func embeddings(
    _ photo: String, _ engine: Engine
  ) async -> Result<[[Float]], FaceError> {
    do throws(FaceError) {
      return .success(try await engine.embed(try await engine.examine(photo).faces.map(\.crop)))
    } catch {
      return .failure(error)
    }
  }

  private mutating func take(_ answer: Result<[[Float]], FaceError>, of photo: String) {
    switch answer {
    case .failure(let error): StandardStreams.note(error.description.shown)
    case .success(let faces):
      if faces.isEmpty { StandardStreams.note("\(photo.shown): no face") }
      for (number, face) in faces.enumerated() {
        set.append(face, person: 0)
        photos.append(photo)
        labels.append("\(photo)#\(number + 1)")
      }
    }
  }
}
