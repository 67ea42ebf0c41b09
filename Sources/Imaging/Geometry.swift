/// A position in pixels: x to the right, y down, (0, 0) the centre of the first pixel.
public struct Point: Hashable, Sendable, Codable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle in pixels, from (`left`, `top`) to (`right`, `bottom`).
public struct Rectangle: Hashable, Sendable, Codable {
  public var left: Double
  public var top: Double
  public var right: Double
  public var bottom: Double

  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  public var width: Double { right - left }
  public var height: Double { bottom - top }
  public var area: Double { max(0, width) * max(0, height) }
  public var centre: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }
}

/// A block of whole pixels: columns `left`…`left + width - 1`, rows `top`…`top + height - 1`.
public struct PixelRegion: Hashable, Sendable, Codable {
  public var left: Int
  public var top: Int
  public var width: Int
  public var height: Int

  public init(left: Int, top: Int, width: Int, height: Int) {
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }
}

extension Rectangle {
  /// Each side moved outwards by a share of the width or height; inwards when negative.
  public func grown(by share: Double) -> Rectangle {
    Rectangle(
      left: left - share * width, top: top - share * height,
      right: right + share * width, bottom: bottom + share * height)
  }

  /// The rectangle in a picture `factor` times as large, its corner at `origin` before that.
  public func moved(from origin: Point, scaledBy factor: Double) -> Rectangle {
    Rectangle(
      left: (left - origin.x) * factor, top: (top - origin.y) * factor,
      right: (right - origin.x) * factor, bottom: (bottom - origin.y) * factor)
  }
}

extension Point {
  /// The straight distance to another point, in pixels.
  public func distance(to other: Point) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }

  /// The point halfway to another.
  public func middle(to other: Point) -> Point {
    Point(x: (x + other.x) / 2, y: (y + other.y) / 2)
  }
}
