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

  /// The chip of the face; when its landmarks coincide, the box resized.
  func chip(of crop: FaceCrop) -> Image {
    let box = Self.box(around: crop.detection)
    let points = fivePoints(in: crop.image, box: box)
    guard let chip = DlibChip(fivePoints: points) ?? DlibChip(landmarks: crop.detection.landmarks)
    else { return crop.image.resized(width: DlibChip.side, height: DlibChip.side) }
    return chip.cut(from: crop.image)
  }

  /// Right-image eye outer and inner corner, left-image eye outer and inner corner, base of the
  /// nose, as whole pixels.
  func fivePoints(in image: Image, box: PixelBox) -> [Point] {
    image.pixels.withUnsafeBufferPointer { pixels in
      predictor(PixelGrid(width: image.width, height: image.height, pixels: pixels), box: box)
    }.map { Point(x: Double($0.x), y: Double($0.y)) }
  }

  /// The box that the landmark model was trained to start from, as dlib's own detector would give.
  static func box(around detection: Detection) -> PixelBox {
    let marks = detection.landmarks
    let size = (max(0, detection.box.area)).squareRoot()
    let eyes = Point(
      x: (marks.leftEye.x + marks.rightEye.x) / 2, y: (marks.leftEye.y + marks.rightEye.y) / 2)
    let mouth = Point(
      x: (marks.leftMouth.x + marks.rightMouth.x) / 2,
      y: (marks.leftMouth.y + marks.rightMouth.y) / 2)
    let half = 0.48 * size
    let x = (eyes.x + mouth.x) / 2 - 0.035 * size
    let y = (eyes.y + mouth.y) / 2 - 0.035 * size
    return PixelBox(
      left: pixel(x - half), top: pixel(y - half), right: pixel(x + half), bottom: pixel(y + half))
  }

  private static func pixel(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
}
