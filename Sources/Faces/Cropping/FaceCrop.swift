import Imaging

/// All that is kept of a face: a generous cut of its photo, from which every model can align and
/// embed again without the photo.
///
/// The picture is the box with half its size around it, clipped to the photo, at the photo's own
/// resolution up to 512 pixels on the longer side. `detection` is in the picture's pixels.
public struct FaceCrop: Sendable, Equatable {
  public var image: Image
  public var detection: Detection

  public init(image: Image, detection: Detection) {
    self.image = image
    self.detection = detection
  }
}
