/// A drawing of dots, two by four in a cell, as Braille patterns.
///
/// Where a screen has no Braille, a cell has one by three dots and shows them as `'`, `-`, `.`.
/// Dot (0, 0) is the upper left one. A cell has one style: that of the dot drawn in it last.
public struct BrailleCanvas: Sendable {
  public let columns: Int
  public let rows: Int
  /// The dots of a cell.
  public let dotsAcross: Int
  public let dotsDown: Int
  /// The size in dots.
  public var width: Int { columns * dotsAcross }
  public var height: Int { rows * dotsDown }

  private var patterns: [UInt8]
  private var styles: [Style]

  /// - Parameters:
  ///   - columns, rows: the size in cells.
  ///   - repertoire: decides between Braille and ASCII.
  public init(columns: Int, rows: Int, repertoire: Repertoire = .full) {
    dotsAcross = repertoire == .full ? 2 : 1
    dotsDown = repertoire == .full ? 4 : 3
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
    let cell = y / dotsDown * columns + x / dotsAcross
    patterns[cell] |= Self.bits[x % dotsAcross][y % dotsDown]
    styles[cell] = style
  }

  /// Whether a cell has a dot.
  func hasDots(column: Int, row: Int) -> Bool {
    guard column >= 0, row >= 0, column < columns, row < rows else { return false }
    return patterns[row * columns + column] != 0
  }

  /// A straight line between two dots. Far ends outside the canvas are clipped.
  public mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), style: Style
  ) {
    guard let (start, end) = clipped(start, end) else { return }
    Self.walk(from: start, to: end) { set($0, $1, style: style) }
  }

  /// Lines through a list of dots with the dashes of a pattern running on around its corners.
  public mutating func polyline(
    _ points: [(x: Int, y: Int)], dashes: DashPattern, style: Style
  ) {
    var step = 0
    for (start, end) in zip(points, points.dropFirst()) {
      guard let (start, end) = clipped(start, end) else { continue }
      var isFirst = step > 0
      Self.walk(from: start, to: end) { x, y in
        // A corner belongs to both its lines, but is one dot.
        if !isFirst { step += 1 }
        isFirst = false
        if dashes.isDrawn(step) { set(x, y, style: style) }
      }
    }
    if points.count == 1 { set(points[0].x, points[0].y, style: style) }
  }

  /// Every dot of a line (Bresenham, 1965).
  private static func walk(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), visit: (Int, Int) -> Void
  ) {
    var (x, y) = start
    let dx = abs(end.x - x), dy = -abs(end.y - y)
    var error = dx + dy
    while true {
      visit(x, y)
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

  /// Changes the styles of cells that have a dot.
  mutating func restyle(columns: Range<Int>, rows: Range<Int>, _ change: (Style) -> Style) {
    for row in rows.clamped(to: 0..<self.rows) {
      for column in columns.clamped(to: 0..<self.columns)
      where patterns[row * self.columns + column] != 0 {
        styles[row * self.columns + column] = change(styles[row * self.columns + column])
      }
    }
  }

  /// Draws the cells that have a dot; the others stay as they are on the surface.
  public func draw(on surface: inout Surface, column: Int, row: Int) {
    for y in 0..<rows {
      for x in 0..<columns where patterns[y * columns + x] != 0 {
        let cell = y * columns + x
        guard let character = character(patterns[cell]) else { continue }
        var style = styles[cell]
        if style.background == nil {
          style.background = surface[column + x, row + y].style.background
        }
        surface[column + x, row + y] = Cell(character, style)
      }
    }
  }

  private func character(_ pattern: UInt8) -> Character? {
    guard dotsAcross == 1 else {
      return Unicode.Scalar(0x2800 + UInt32(pattern)).map { Character($0) }
    }
    return switch pattern {
    case 1, 3: "'"
    case 2: "-"
    case 4, 6: "."
    case 5: ":"
    default: "|"
    }
  }
}

/// The dots of a line that are drawn, over and over; how lines differ where colours can't.
public struct DashPattern: Hashable, Sendable {
  /// Dots drawn and dots left out, in turn. Nothing left out where there is one number.
  public var runs: [Int]

  public init(_ runs: [Int]) { self.runs = runs }

  public static let solid = DashPattern([1])

  /// The pattern of the n-th curve.
  public static func number(_ index: Int) -> DashPattern {
    let patterns = [[1], [7, 3], [2, 2], [6, 2, 1, 2], [3, 3], [9, 2, 3, 2]]
    return DashPattern(patterns[max(0, index) % patterns.count])
  }

  func isDrawn(_ step: Int) -> Bool {
    guard runs.count > 1 else { return true }
    var rest = step % max(1, runs.reduce(0, +))
    for (index, run) in runs.enumerated() {
      if rest < run { return index % 2 == 0 }
      rest -= run
    }
    return true
  }
}
