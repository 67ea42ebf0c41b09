import Imaging
import Networks

/// Turns the crop of a face into the picture that a model embeds.
///
/// It looks at nothing but the crop, so that a face kept in the gallery is aligned as it was when
/// its photo was there.
final class Aligner {
  private let predictor: ShapePredictor

  init(models: ModelFolder) throws(FaceError) {
    predictor = try ShapePredictor(file: .fivePoints, in: models)
  }

  /// The chip of the face; when all its points coincide, its box.
  func chip(of crop: FaceCrop) -> Image {
    let box = Self.box(around: crop.detection.landmarks)
    let points = fivePoints(in: crop.image, box: box)
    let chip =
      DlibChip(fivePoints: points) ?? DlibChip(landmarks: crop.detection.landmarks)
      ?? DlibChip(box: crop.detection.box)
    return chip.cut(from: crop.image)
  }

  /// Right-image eye outer and inner corner, left-image eye outer and inner corner, base of the
  /// nose, as whole pixels.
  func fivePoints(in image: Image, box: PixelBox) -> [Point] {
    image.pixels.withUnsafeBufferPointer { pixels in
      predictor(PixelGrid(width: image.width, height: image.height, pixels: pixels), box: box)
    }.map { Point(x: Double($0.x), y: Double($0.y)) }
  }

  /// The box that the landmark model starts from, placed by the detector's landmarks.
  ///
  /// dlib's own detector puts its boxes, in units of the longer of the two distances between the
  /// eyes and from eyes to mouth, 2.24 wide and 0.08 up and left of the middle of eyes and mouth
  /// (means over 534 photos of LFW's development set). A tenth wider, the model finds the points
  /// of turned heads better.
  static func box(around landmarks: Landmarks) -> PixelBox {
    let eyes = landmarks.leftEye.middle(to: landmarks.rightEye)
    let mouth = landmarks.leftMouth.middle(to: landmarks.rightMouth)
    let unit = max(landmarks.leftEye.distance(to: landmarks.rightEye), eyes.distance(to: mouth))
    let centre = eyes.middle(to: mouth)
    let (x, y) = (centre.x - 0.08 * unit, centre.y - 0.08 * unit)
    let half = 1.23 * unit
    return PixelBox(
      left: pixel(x - half), top: pixel(y - half), right: pixel(x + half), bottom: pixel(y + half))
  }

  /// The nearest pixel; no farther than any picture reaches, whatever the landmarks say.
  private static func pixel(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(max(-1e9, min(1e9, value)).rounded())
  }
}
