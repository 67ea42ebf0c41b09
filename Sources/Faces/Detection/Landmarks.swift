import Imaging

/// Five points of a face; left and right as seen in the image.
public struct Landmarks: Hashable, Sendable, Codable {
  public var leftEye: Point
  public var rightEye: Point
  public var nose: Point
  public var leftMouth: Point
  public var rightMouth: Point

  public init(leftEye: Point, rightEye: Point, nose: Point, leftMouth: Point, rightMouth: Point) {
    self.leftEye = leftEye
    self.rightEye = rightEye
    self.nose = nose
    self.leftMouth = leftMouth
    self.rightMouth = rightMouth
  }

  /// The points in the order left eye, right eye, nose, left mouth corner, right mouth corner.
  public var points: [Point] { [leftEye, rightEye, nose, leftMouth, rightMouth] }

  /// Each point moved by `transform`.
  public func map(_ transform: (Point) -> Point) -> Landmarks {
    Landmarks(
      leftEye: transform(leftEye), rightEye: transform(rightEye), nose: transform(nose),
      leftMouth: transform(leftMouth), rightMouth: transform(rightMouth))
  }
}
