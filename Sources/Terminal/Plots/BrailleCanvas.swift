/// A drawing of dots, two by four in a cell, as Braille patterns.
///
/// Dot (0, 0) is the upper left one. A cell has one style: that of the dot drawn in it last.
public struct BrailleCanvas: Sendable {
  public let columns: Int
  public let rows: Int
  /// The size in dots.
  public var width: Int { columns * 2 }
  public var height: Int { rows * 4 }

  private var patterns: [UInt8]
  private var styles: [Style]

  /// - Parameters: the size in cells.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    patterns = Array(repeating: 0, count: self.columns * self.rows)
    styles = Array(repeating: .plain, count: self.columns * self.rows)
  }

  /// The bit of each dot in a pattern (Unicode, block 2800–28FF): left column, then right.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Sets a dot; outside the canvas nothing happens.
  public mutating func set(_ x: Int, _ y: Int, style: Style) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / 4 * columns + x / 2
    patterns[cell] |= Self.bits[x % 2][y % 4]
    styles[cell] = style
  }

  /// A straight line between two dots (Bresenham, 1965). Far ends outside the canvas are clipped.
  public mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), style: Style
  ) {
    guard let (start, end) = clipped(start, end) else { return }
    var (x, y) = start
    let dx = abs(end.x - x), dy = -abs(end.y - y)
    var error = dx + dy
    while true {
      set(x, y, style: style)
      if (x, y) == end { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += x < end.x ? 1 : -1
      }
      if doubled <= dx {
        error += dx
        y += y < end.y ? 1 : -1
      }
    }
  }

  /// The part of a line near the canvas (Liang and Barsky, 1984), or nothing.
  private func clipped(
    _ start: (x: Int, y: Int), _ end: (x: Int, y: Int)
  ) -> (start: (x: Int, y: Int), end: (x: Int, y: Int))? {
    let dx = Double(end.x) - Double(start.x), dy = Double(end.y) - Double(start.y)
    var first = 0.0, last = 1.0
    let edges = [
      (-dx, Double(start.x)), (dx, Double(width - 1) - Double(start.x)),
      (-dy, Double(start.y)), (dy, Double(height - 1) - Double(start.y)),
    ]
    for (step, room) in edges {
      if step == 0 {
        if room < 0 { return nil }
      } else if step < 0 {
        first = max(first, room / step)
      } else {
        last = min(last, room / step)
      }
    }
    guard first <= last else { return nil }
    func point(_ t: Double) -> (x: Int, y: Int) {
      (
        t == 0 ? start.x : t == 1 ? end.x : Int((Double(start.x) + t * dx).rounded()),
        t == 0 ? start.y : t == 1 ? end.y : Int((Double(start.y) + t * dy).rounded())
      )
    }
    return (point(first), point(last))
  }

  /// Lines through a list of dots.
  public mutating func polyline(_ points: [(x: Int, y: Int)], style: Style) {
    if points.count == 1 { set(points[0].x, points[0].y, style: style) }
    for (start, end) in zip(points, points.dropFirst()) {
      line(from: start, to: end, style: style)
    }
  }

  /// A column of dots.
  public mutating func column(_ x: Int, _ rows: Range<Int>, style: Style) {
    for y in rows.clamped(to: 0..<max(0, height)) { set(x, y, style: style) }
  }

  /// Draws the cells that have a dot; the others stay as they are on the surface.
  public func draw(on surface: inout Surface, column: Int, row: Int) {
    for y in 0..<rows {
      for x in 0..<columns where patterns[y * columns + x] != 0 {
        let cell = y * columns + x
        guard let scalar = Unicode.Scalar(0x2800 + UInt32(patterns[cell])) else { continue }
        var style = styles[cell]
        if style.background == nil {
          style.background = surface[column + x, row + y].style.background
        }
        surface[column + x, row + y] = Cell(Character(scalar), style)
      }
    }
  }
}
