import Faces
import FoundationEssentials

/// A face in the gallery, without its picture.
public struct FaceRecord: Hashable, Sendable, Identifiable {
  /// The number of a face within one gallery.
  public struct ID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
  }

  public let id: ID
  public let person: Person.ID
  public let photo: PhotoRecord
  /// Where the face is, in pixels of the photo.
  public let detection: Detection
  public let quality: Quality
  public let added: Date

  public init(
    id: ID, person: Person.ID, photo: PhotoRecord, detection: Detection, quality: Quality,
    added: Date
  ) {
    self.id = id
    self.person = person
    self.photo = photo
    self.detection = detection
    self.quality = quality
    self.added = added
  }
}

/// A photo that faces were taken from.
public struct PhotoRecord: Hashable, Sendable {
  /// The SHA-256 of the file, in lower-case hexadecimal digits: what makes a photo the same photo.
  public var hash: String
  /// Where the file was when it was enrolled.
  public var path: String
  public var width: Int
  public var height: Int

  public init(hash: String, path: String, width: Int, height: Int) {
    self.hash = hash
    self.path = path
    self.width = width
    self.height = height
  }
}
