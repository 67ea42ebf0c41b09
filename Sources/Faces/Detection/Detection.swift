import Imaging

/// A face found in a photo, in the pixels of the photo as it is shown upright.
public struct Detection: Hashable, Sendable {
  public var box: Rectangle
  /// The detector's confidence, 0…1.
  public var score: Float
  public var landmarks: Landmarks

  public init(box: Rectangle, score: Float, landmarks: Landmarks) {
    self.box = box
    self.score = score
    self.landmarks = landmarks
  }
}
