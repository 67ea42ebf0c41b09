import Faces
import Gallery

/// One side of a comparison: a face of the gallery, or one from a photo that is not enrolled.
struct Subject: Sendable, Equatable {
  enum Source: Sendable, Hashable {
    case enrolled(FaceRecord.ID)
    case photo(path: String)
  }

  let source: Source
  /// The person's name, or the photo's.
  let name: String
  /// The person, where the face is enrolled.
  let person: Person.ID?
  let photoPath: String
  let photoSize: PixelSize
  let quality: Quality
  /// The fingerprint of the model that embedded it.
  let model: String
  let embedding: [Float]
  /// The picture, where it did not come from the gallery.
  let crop: FaceCrop?
  /// How many further faces the photo shows, of which none was taken.
  var otherFaces = 0

  /// Where the face comes from: the photo's name, or its path where the photo is not enrolled.
  var origin: String {
    switch source {
    case .enrolled: PathName.last(photoPath)
    case .photo(let path): path
    }
  }

  static func == (one: Subject, other: Subject) -> Bool { one.source == other.source }
}

/// A width and a height in pixels.
struct PixelSize: Sendable, Equatable {
  let width: Int
  let height: Int
}
