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
