import Gallery
import Laboratory
import Verification

/// The faces of the gallery that the model has embedded, with their names.
struct GalleryFaces: Sendable {
  let set: EmbeddingSet
  /// The names of people by the set's numbers.
  let names: [Int: String]
  /// Of each face, its photo and its number in the photo.
  let labels: [String]

  init(_ session: Session) throws(ProgramError) {
    let gallery = try session.gallery(.read)
    let stored = try session.embeddings(of: gallery)
    (set, names, labels) = try ProgramError.inGallery { () throws(GalleryError) in
      let names = try gallery.people().map { (Int($0.id.rawValue), $0.name) }
      var seen: [String: Int] = [:]
      var labels: [FaceRecord.ID: String] = [:]
      for face in try gallery.faces() {
        seen[face.photo.hash, default: 0] += 1
        labels[face.id] = "\(face.photo.path)#\(seen[face.photo.hash] ?? 1)"
      }
      return (
        stored.set, Dictionary(names) { first, _ in first },
        stored.faces.map { labels[$0] ?? "" }
      )
    }
  }

  /// How many people the faces are of.
  var people: Int { Set(set.people).count }

  func name(_ person: Int) -> String { names[person] ?? "" }
}
