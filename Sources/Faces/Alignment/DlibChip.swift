import Glibc
import Imaging

/// Where dlib's recognition network wants a face: an upright or turned square of the picture that
/// becomes a chip of 150 × 150 pixels (dlib's `get_face_chip_details` and `extract_image_chips`).
struct DlibChip {
  /// The side of a chip in pixels.
  static let side = 150

  /// The square before its turn. dlib counts both edge pixels: a width of 130 spans 129.
  var square: Rectangle
  /// The turn about the square's centre in radians, clockwise as the image shows it.
  var angle: Double

  /// The square that lets the five points of dlib's landmark model fall where the network was
  /// trained to see them; nil when all points coincide.
  ///
  /// - Parameter points: right-image eye outer and inner corner, left-image eye outer and inner
  ///   corner, base of the nose.
  init?(fivePoints points: [Point]) {
    self.init(from: Self.fivePoints, to: points)
  }

  /// The square that fits the eyes, nose and mouth corners of a detector.
  init?(landmarks: Landmarks) {
    self.init(from: Self.detectorPoints, to: landmarks.points)
  }

  /// The upright square of a box's longer side about its centre.
  init(box: Rectangle) {
    let half = max(box.width, box.height) / 2
    let centre = box.centre
    square = Rectangle(
      left: centre.x - half, top: centre.y - half, right: centre.x + half, bottom: centre.y + half)
    angle = 0
  }

  private init?(from template: [Point], to points: [Point]) {
    guard let transform = SimilarityTransform(from: template, to: points), transform.scale > 0,
      transform.scale.isFinite
    else { return nil }
    let half = Double(Self.side) / 2
    let centre = transform(Point(x: half, y: half))
    let reach = (Double(Self.side) * transform.scale - 1) / 2
    square = Rectangle(
      left: centre.x - reach, top: centre.y - reach, right: centre.x + reach,
      bottom: centre.y + reach)
    angle = transform.angle
  }

  /// dlib's mean shape with its padding of 0.25 on each side, in pixels of the chip.
  private static let fivePoints: [Point] = [
    (0.8595674595992, 0.2134981538014), (0.6460604764104, 0.2289674387677),
    (0.1205750620789, 0.2137274526848), (0.3340850613712, 0.2290642403242),
    (0.4901123135679, 0.6277975316475),
  ].map { Point(x: 100 * (0.25 + $0.0), y: 100 * (0.25 + $0.1)) }

  /// Where MTCNN sees eyes, nose and mouth corners in chips that dlib cut: medians over 534 photos
  /// of LFW's development set, left and right made symmetric.
  private static let detectorPoints: [Point] = [
    (48.1, 46.5), (101.9, 46.5), (75.5, 78.8), (51.9, 106.0), (98.1, 106.0),
  ].map { Point(x: $0.0, y: $0.1) }
}

extension DlibChip {
  /// Cuts the chip out of a picture: halved while the square stays larger than the chip, then
  /// sampled bilinearly and rounded down. Black where it leaves the picture.
  func cut(from image: Image) -> Image {
    var square = square
    var source = image
    let halvings = halvings
    if halvings > 0 {
      let region = surroundings(halvings: halvings, in: image)
      source = image.cropped(to: region)
      square = square.moved(
        from: Point(x: Double(region.left), y: Double(region.top)), scaledBy: 1)
      for _ in 0..<halvings {
        source = source.halved
        square = Self.halved(square)
      }
    }
    return source.warped(
      width: Self.side, height: Self.side, by: sampling(of: square), rounding: .down)
  }

  /// How often the picture is halved before sampling would skip pixels.
  private var halvings: Int {
    var count = 0
    var smaller = Self.halved(square)
    while (smaller.width + 1) * (smaller.height + 1) > Double(Self.side * Self.side) {
      count += 1
      smaller = Self.halved(smaller)
    }
    return count
  }

  /// Where the corners of a rectangle come to lie when the picture is halved.
  private static func halved(_ rectangle: Rectangle) -> Rectangle {
    Rectangle(
      left: rectangle.left / 2 - 1.25, top: rectangle.top / 2 - 0.75,
      right: rectangle.right / 2 - 1.25, bottom: rectangle.bottom / 2 - 0.75)
  }

  /// The pixels that halving needs: the turned square, and a margin that doubles with each level.
  private func surroundings(halvings: Int, in image: Image) -> PixelRegion {
    let corners = corners(of: square)
    var margin = 2.0
    for _ in 0..<halvings { margin = 2 * margin + 2 }
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let (right, bottom) = (Double(image.width - 1), Double(image.height - 1))
    let first = Point(
      x: max(0, (xs.min() ?? 0) - margin), y: max(0, (ys.min() ?? 0) - margin))
    let last = Point(
      x: min(right, (xs.max() ?? 0) + margin), y: min(bottom, (ys.max() ?? 0) + margin))
    let left = Int((first.x + 0.5).rounded(.down))
    let top = Int((first.y + 0.5).rounded(.down))
    return PixelRegion(
      left: left, top: top, width: max(0, Int((last.x + 0.5).rounded(.down)) - left + 1),
      height: max(0, Int((last.y + 0.5).rounded(.down)) - top + 1))
  }

  /// The corners after the turn: top left, top right, bottom left, bottom right.
  private func corners(of square: Rectangle) -> [Point] {
    let turn = SimilarityTransform(a: cos(angle), b: sin(angle))
    let centre = square.centre
    return [
      (square.left, square.top), (square.right, square.top), (square.left, square.bottom),
      (square.right, square.bottom),
    ].map { x, y in
      let turned = turn(Point(x: x - centre.x, y: y - centre.y))
      return Point(x: turned.x + centre.x, y: turned.y + centre.y)
    }
  }

  /// Maps the chip's corner pixels to the turned square's corners.
  private func sampling(of square: Rectangle) -> AffineTransform {
    let corners = corners(of: square)
    let steps = Double(Self.side - 1)
    let (origin, right, down) = (corners[0], corners[1], corners[2])
    return AffineTransform(
      xx: (right.x - origin.x) / steps, xy: (down.x - origin.x) / steps,
      yx: (right.y - origin.y) / steps, yy: (down.y - origin.y) / steps, shift: origin)
  }
}
