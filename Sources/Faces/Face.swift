/// A face found in a photo, with all that is kept of it.
public struct Face: Sendable, Equatable {
  /// In the photo's pixels.
  public var detection: Detection
  /// Measured in the crop, its size in the photo's pixels.
  public var quality: Quality
  /// From which every model aligns and embeds.
  public var crop: FaceCrop

  public init(detection: Detection, quality: Quality, crop: FaceCrop) {
    self.detection = detection
    self.quality = quality
    self.crop = crop
  }
}
