/// A face found in a photo, with all that is kept of it.
public struct Face: Sendable, Equatable {
  /// In the photo's pixels.
  public var detection: Detection
  public var quality: Quality
  public var crop: FaceCrop

  public init(detection: Detection, quality: Quality, crop: FaceCrop) {
    self.detection = detection
    self.quality = quality
    self.crop = crop
  }
}
