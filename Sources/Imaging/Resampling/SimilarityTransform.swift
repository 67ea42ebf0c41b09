import Glibc

/// A turn, a uniform scaling and a shift: x′ = a·x − b·y + shift.x, y′ = b·x + a·y + shift.y.
public struct SimilarityTransform: Hashable, Sendable {
  /// Scale times the cosine of the turn.
  public var a: Double
  /// Scale times the sine of the turn.
  public var b: Double
  /// Where (0, 0) goes.
  public var shift: Point

  /// The identity unless given otherwise.
  public init(a: Double = 1, b: Double = 0, shift: Point = Point(x: 0, y: 0)) {
    self.a = a
    self.b = b
    self.shift = shift
  }

  /// The least-squares transform from `sources` to `targets` (Umeyama 1991, equations 40 to 42;
  /// in the plane a turn and scale are one complex factor). Nil when the sources coincide.
  public init?(from sources: [Point], to targets: [Point]) {
    precondition(sources.count == targets.count, "each point needs its counterpart")
    guard !sources.isEmpty else { return nil }
    let source = Self.mean(sources)
    let target = Self.mean(targets)
    var (along, across, spread) = (0.0, 0.0, 0.0)
    for (p, q) in zip(sources, targets) {
      let (x, y) = (p.x - source.x, p.y - source.y)
      let (u, v) = (q.x - target.x, q.y - target.y)
      along += x * u + y * v
      across += x * v - y * u
      spread += x * x + y * y
    }
    guard spread > 0, (along / spread).isFinite, (across / spread).isFinite else { return nil }
    a = along / spread
    b = across / spread
    shift = Point(
      x: target.x - a * source.x + b * source.y, y: target.y - b * source.x - a * source.y)
  }

  private static func mean(_ points: [Point]) -> Point {
    let count = Double(points.count)
    return Point(
      x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
  }

  /// Where a point goes.
  public func callAsFunction(_ point: Point) -> Point {
    Point(x: a * point.x - b * point.y + shift.x, y: b * point.x + a * point.y + shift.y)
  }

  /// How much longer distances become.
  public var scale: Double { (a * a + b * b).squareRoot() }

  /// The turn in radians, clockwise as the image shows it.
  public var angle: Double { atan2(b, a) }

  /// The same transform as an affine one.
  public var affine: AffineTransform {
    AffineTransform(xx: a, xy: -b, yx: b, yy: a, shift: shift)
  }
}

/// x′ = xx·x + xy·y + shift.x, y′ = yx·x + yy·y + shift.y.
public struct AffineTransform: Hashable, Sendable {
  public var xx: Double
  public var xy: Double
  public var yx: Double
  public var yy: Double
  public var shift: Point

  public init(xx: Double, xy: Double, yx: Double, yy: Double, shift: Point) {
    self.xx = xx
    self.xy = xy
    self.yx = yx
    self.yy = yy
    self.shift = shift
  }

  /// Where a point goes.
  public func callAsFunction(_ point: Point) -> Point {
    Point(
      x: xx * point.x + xy * point.y + shift.x, y: yx * point.x + yy * point.y + shift.y)
  }
}
