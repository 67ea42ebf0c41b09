import Glibc
import Imaging
import Networks

/// Random changes that leave a face the same person: each photo is seen anew in every batch.
public struct Augmentation: Sendable, Equatable {
  /// Whether half of the photos are mirrored.
  public var mirrors = true
  /// The largest turn either way, in degrees.
  public var turn = 10.0
  /// The largest change of size, as a share.
  public var zoom = 0.2
  /// The largest shift, as a share of width and height.
  public var shift = 0.1
  /// The largest change of contrast, as a share.
  public var contrast = 0.4
  /// The largest change of brightness, as a share of the range of pixels.
  public var brightness = 0.1
  /// The largest blur: the standard deviation of a Gaussian, in pixels of the network's input.
  public var blur = 0.0
  /// The qualities, of 1 to 100, at which photos go through a JPEG file, if at all.
  public var jpeg: ClosedRange<Int>?

  public init() {}

  /// For photos in which faces are all of one size and upright.
  public static let light = {
    var augmentation = Augmentation()
    augmentation.turn = 5
    augmentation.zoom = 0.1
    augmentation.shift = 0.05
    return augmentation
  }()

  /// For photos from many cameras: blurred and compressed besides.
  public static let strong = {
    var augmentation = Augmentation()
    augmentation.blur = 1
    augmentation.jpeg = 30...95
    return augmentation
  }()

  /// Photos as they are.
  public static let none = {
    var augmentation = Augmentation()
    augmentation.mirrors = false
    augmentation.turn = 0
    augmentation.zoom = 0
    augmentation.shift = 0
    augmentation.contrast = 0
    augmentation.brightness = 0
    return augmentation
  }()

  /// One way to change a photo.
  struct Draw {
    /// Where a pixel of the result is found in the photo.
    let transform: AffineTransform
    let contrast: Float
    /// In levels of 8 bits.
    let brightness: Float
    let blur: Double
    let jpegQuality: Int?
  }

  func draw(
    width: Int, height: Int, using generator: inout some RandomNumberGenerator
  ) -> Draw {
    func within(_ limit: Double) -> Double { .random(in: -1...1, using: &generator) * limit }
    let flip: Double = mirrors && Bool.random(using: &generator) ? -1 : 1
    let (angle, scale) = (within(turn) * .pi / 180, 1 + within(zoom))
    let (a, b) = (scale * cos(angle), scale * sin(angle))
    let middle = Point(x: Double(width - 1) / 2, y: Double(height - 1) / 2)
    let (x, y) = (within(shift) * Double(width), within(shift) * Double(height))
    // Turned and scaled about the middle, which then moves.
    let start = Point(
      x: middle.x + x - a * flip * middle.x + b * middle.y,
      y: middle.y + y - b * flip * middle.x - a * middle.y)
    return Draw(
      transform: AffineTransform(xx: a * flip, xy: -b, yx: b * flip, yy: a, shift: start),
      contrast: Float(1 + within(contrast)), brightness: Float(within(brightness) * 255),
      blur: blur > 0 ? .random(in: 0...blur, using: &generator) : 0,
      jpegQuality: jpeg.map { .random(in: $0, using: &generator) })
  }
}
