import Glibc
import Imaging

/// Where a head looks, estimated from five landmarks as a weak-perspective view of an average
/// head. In degrees; good to about ten, and no better.
struct HeadPose {
  var yaw: Double
  var pitch: Double
  var roll: Double

  /// How far the tip of the nose stands before the plane of eyes and mouth, in distances between
  /// the eyes.
  private static let noseDepth = 0.43
  /// How far below the eyes the mouth is, in the same unit.
  private static let mouthDrop = 1.05
  /// How far down from the eyes to the mouth the tip of the nose is seen from the front: the
  /// median over LFW's development set.
  private static let noseShare = 0.54

  init(_ landmarks: Landmarks) {
    let eyes = landmarks.leftEye.middle(to: landmarks.rightEye)
    let mouth = landmarks.leftMouth.middle(to: landmarks.rightMouth)
    let slope = atan2(
      landmarks.rightEye.y - landmarks.leftEye.y, landmarks.rightEye.x - landmarks.leftEye.x)
    roll = slope * 180 / .pi
    let distance = landmarks.leftEye.distance(to: landmarks.rightEye)
    let drop = eyes.distance(to: mouth)
    guard distance > 0, drop > 0 else {
      yaw = 0
      pitch = 0
      return
    }
    let nose = Self.upright(landmarks.nose, about: eyes, by: -slope)
    let chin = Self.upright(mouth, about: eyes, by: -slope)
    let share = chin.y == 0 ? Self.noseShare : nose.y / chin.y
    let across = nose.x - share * chin.x
    // The eyes come closer by the cosine while the nose moves by the sine.
    yaw = atan(across / (distance * Self.noseDepth)) * 180 / .pi
    pitch = atan((Self.noseShare - share) * Self.mouthDrop / Self.noseDepth) * 180 / .pi
  }

  /// The point relative to `origin`, turned by `angle`.
  private static func upright(_ point: Point, about origin: Point, by angle: Double) -> Point {
    SimilarityTransform(a: cos(angle), b: sin(angle))(
      Point(x: point.x - origin.x, y: point.y - origin.y))
  }
}
