import Imaging

/// Finds faces with five landmarks in a picture.
///
/// Not Sendable: a detector keeps the memory of its networks, and belongs to one owner.
public protocol Detector: AnyObject {
  /// The faces of a picture in its pixels, the largest first; boxes may leave the picture.
  func detect(in image: Image) throws(FaceError) -> [Detection]
}
