import Faces
import Glibc
import Imaging
import Terminal

/// Pictures as cells, kept from frame to frame, since turning one into cells takes milliseconds.
///
/// What isn't ready within a frame's share is left out of it and drawn in one of the next, so that
/// a screen of new thumbnails doesn't hold up the keys.
final class PictureCache {
  /// What a picture shows, and how large.
  private struct Key: Hashable {
    let name: String
    let columns: Int
    let rows: Int
  }

  let colors: ColorDepth
  let repertoire: Repertoire
  private var surfaces: [Key: Surface] = [:]
  /// Enough for a screen of small thumbnails, a few times over.
  private let capacity = 600

  /// How many pictures are made in a frame at most.
  private let newInAFrame: Int
  private var made = 0
  /// Whether the frame lacks a picture that a further one will show.
  private(set) var isBehind = false

  init(colors: ColorDepth, repertoire: Repertoire, newInAFrame: Int = .max) {
    self.colors = colors
    self.repertoire = repertoire
    self.newInAFrame = newInAFrame
  }

  /// A new frame is going to be drawn.
  func beginFrame() { (made, isBehind) = (0, false) }

  /// A face, upright and filling the picture.
  func face(_ crop: FaceCrop, named name: String, columns: Int, rows: Int) -> Surface? {
    surface(named: "face \(name)", columns: columns, rows: rows) { crop.portrait }
  }

  /// Any picture, by a name that no other picture has.
  func surface(
    named name: String, columns: Int, rows: Int, _ image: () -> Image
  ) -> Surface? {
    let key = Key(name: name, columns: columns, rows: rows)
    if let known = surfaces[key] { return known }
    guard made < newInAFrame else {
      isBehind = true
      return nil
    }
    made += 1
    if surfaces.count >= capacity { surfaces.removeAll() }
    let surface = Picture(image()).surface(
      columns: columns, rows: rows, colors: colors, repertoire: repertoire)
    surfaces[key] = surface
    return surface
  }
}

extension FaceCrop {
  /// The side of a portrait in pixels: more than any picture on the screen has.
  private static let portraitSide = 200

  /// The face turned upright, eyes level, with a little of what is around it.
  var portrait: Image { upright(width: Self.portraitSide, height: Self.portraitSide, reach: 1.3) }

  /// The face turned upright, eyes level, in the middle of a picture.
  ///
  /// - Parameter reach: the picture's height in sizes of the face's box.
  func upright(width: Int, height: Int, reach: Double) -> Image {
    let eyes = (detection.landmarks.leftEye, detection.landmarks.rightEye)
    let turn = SimilarityTransform(
      from: [Point(x: 0, y: 0), Point(x: 1, y: 0)], to: [eyes.0, eyes.1])
    let angle = turn?.angle ?? 0
    let scale = reach * max(detection.box.width, detection.box.height) / Double(height)
    let (a, b) = (scale * cos(angle), scale * sin(angle))
    let middle = detection.box.centre
    // The picture's middle falls onto the box's middle.
    let (x, y) = (Double(width) / 2, Double(height) / 2)
    let shift = Point(x: middle.x - (a * x - b * y), y: middle.y - (b * x + a * y))
    let map = SimilarityTransform(a: a, b: b, shift: shift)
    return image.warped(width: width, height: height, by: map.affine)
  }
}
