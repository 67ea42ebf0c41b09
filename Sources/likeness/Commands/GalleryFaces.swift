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
  /// What is marked about pairs of them.
  let constraints: ClusterConstraints

  init(_ session: Session) throws(ProgramError) {
    let gallery = try session.gallery(.read)
    let stored = try session.embeddings(of: gallery)
    (set, names, labels, constraints) = try ProgramError.inGallery { () throws(GalleryError) in
      let names = try gallery.people().map { (Int($0.id.rawValue), $0.name) }
      let labels = FaceLabels(try gallery.faces())
      return (
        stored.set, Dictionary(names) { first, _ in first },
        stored.faces.map { labels[$0] }, stored.constraints(try gallery.marks())
      )
    }
  }

  /// How many people the faces are of.
  var people: Int { Set(set.people).count }

  /// The faces as identification may trust them, given the marks.
  var trusted: EmbeddingSet { self.set.respecting(constraints) }

  func name(_ person: Int) -> String { names[person] ?? "" }
}
