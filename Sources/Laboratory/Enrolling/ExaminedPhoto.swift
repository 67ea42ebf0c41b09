import Faces
import Gallery

/// A photo that was read, with the faces found in it, the main one first.
public struct ExaminedPhoto: Sendable {
  public let record: PhotoRecord
  public let faces: [Face]
}
