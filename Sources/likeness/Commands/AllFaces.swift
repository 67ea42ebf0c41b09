import Faces
import Laboratory
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
    let found = try session.lookAt(paths) { photo, engine throws(FaceError) in
      try await engine.embed(try await engine.examine(photo).faces.map(\.crop))
    }
    for (photo, answer) in zip(paths, found) { take(answer, of: photo) }
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
