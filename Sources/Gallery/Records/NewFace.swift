import Faces

/// A face about to be enrolled.
public struct NewFace: Sendable {
  /// Whose face it is; somebody new where nobody has the name.
  public var person: String
  /// Where the face is, in pixels of the photo.
  public var detection: Detection
  public var quality: Quality
  public var crop: FaceCrop
  /// What the model of the enrollment makes of the face.
  public var embedding: [Float]?

  public init(
    person: String, detection: Detection, quality: Quality, crop: FaceCrop,
    embedding: [Float]? = nil
  ) {
    self.person = person
    self.detection = detection
    self.quality = quality
    self.crop = crop
    self.embedding = embedding
  }
}
