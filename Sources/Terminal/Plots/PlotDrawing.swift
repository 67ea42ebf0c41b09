import Figures

/// What is drawn inside the axes of a curve plot.
struct PlotDrawing {
  let plot: CurvePlot
  let frame: PlotFrame
  let theme: Theme

  var chart: CurveChart { plot.chart }
  private var region: Region { frame.plot }

  private func canvas() -> BrailleCanvas {
    BrailleCanvas(columns: region.columns, rows: region.rows, repertoire: plot.repertoire)
  }

  /// The letter of a curve where there is no Braille.
  static func letter(_ index: Int) -> Character { Array("ox+*#%@")[index % 7] }

  func style(ofCurve index: Int) -> Style {
    let color = chart.curves[index].color ?? index
    return theme.curves[max(0, color) % theme.curves.count]
  }

  func dashes(ofCurve index: Int) -> DashPattern {
    // A letter marks each curve in ASCII, and its dots are too coarse for dashes.
    plot.repertoire == .full && chart.curves[index].shape != .area ? .number(index) : .solid
  }

  // MARK: - Under the curves

  /// Grid, grey areas, bands and guides. Cells of a curve are drawn over them.
  func drawBackground(on surface: inout Surface) {
    var canvas = canvas()
    drawGrid(on: &canvas)
    for area in chart.greyAreas { hatch(area, on: &canvas) }
    for index in chart.curves.indices { stipple(index, on: &canvas) }
    for guide in chart.guides {
      canvas.polyline(
        dots(chart.points(of: guide), .line), dashes: DashPattern([3, 3]), style: theme.muted)
    }
    canvas.draw(on: &surface, column: region.column, row: region.row)
  }

  private func drawGrid(on canvas: inout BrailleCanvas) {
    for tick in frame.yTicks {
      let y = frame.dot(y: tick.value)
      for x in stride(from: 0, to: canvas.width, by: 4) { canvas.set(x, y, style: theme.faint) }
    }
    guard plot.repertoire == .full else { return }
    for tick in frame.xTicks {
      let x = frame.dot(x: tick.value)
      for y in stride(from: 0, to: canvas.height, by: 4) { canvas.set(x, y, style: theme.faint) }
    }
  }

  private func hatch(_ area: CurveChart.GreyArea, on canvas: inout BrailleCanvas) {
    let dots = dots(of: area, canvas)
    for y in dots.y {
      for x in dots.x where (x + y) % 6 == 0 { canvas.set(x, y, style: theme.faint) }
    }
  }

  /// The dots of a grey area.
  private func dots(
    of area: CurveChart.GreyArea, _ canvas: BrailleCanvas
  ) -> (x: Range<Int>, y: Range<Int>) {
    let width = 0..<canvas.width, height = 0..<canvas.height
    switch area.direction {
    case .x:
      let ends = (frame.dot(x: area.range.lowerBound), frame.dot(x: area.range.upperBound))
      return ((min(ends.0, ends.1)..<(ends.1 + 1)).clamped(to: width), height)
    case .y:
      let ends = (frame.dot(y: area.range.upperBound), frame.dot(y: area.range.lowerBound))
      return (width, (min(ends.0, ends.1)..<(ends.1 + 1)).clamped(to: height))
    }
  }

  private func stipple(_ index: Int, on canvas: inout BrailleCanvas) {
    let curve = chart.curves[index]
    let style = quiet(style(ofCurve: index))
    for (x, ends) in bandDots(curve) {
      if x % 2 == 0 {
        canvas.set(x, ends.upper, style: style)
        canvas.set(x, ends.lower, style: style)
      }
      for y in (ends.upper..<(ends.lower + 1)).clamped(to: 0..<canvas.height)
      where isStippled(x, y) {
        canvas.set(x, y, style: style)
      }
    }
  }

  private func isStippled(_ x: Int, _ y: Int) -> Bool {
    plot.repertoire == .full
      ? y % 4 == 0 && x % 4 == (y / 4 % 2) * 2 : x % 4 == y % 2 && y % 3 != 1
  }

  /// A colour between the curve's and that of guides, where there are such.
  private func quiet(_ style: Style) -> Style {
    guard let color = style.foreground, let faint = theme.faint.foreground else {
      return theme.faint
    }
    guard theme.hasShades else { return style }
    return Style(Color.mix(color, faint, share: 0.55))
  }

  /// For each column of dots the rows of the band's edges.
  private func bandDots(_ curve: Curve) -> [(x: Int, ends: (upper: Int, lower: Int))] {
    let band = curve.band.filter { !($0.x.isNaN || $0.lower.isNaN || $0.upper.isNaN) }
    guard let first = band.first else { return [] }
    var result: [(x: Int, ends: (upper: Int, lower: Int))] = []
    var index = 0
    for x in max(0, frame.dot(x: first.x))..<max(0, frame.x.size, frame.dot(x: first.x)) {
      while index + 1 < band.count, frame.dot(x: band[index + 1].x) <= x { index += 1 }
      let next = min(index + 1, band.count - 1)
      if index == next, frame.dot(x: band[index].x) < x { break }
      let share = curve.shape == .line ? share(of: x, band[index].x, band[next].x) : 0
      func row(_ edge: (Curve.Interval) -> Double) -> Int {
        let ends = (frame.y.fraction(edge(band[index])), frame.y.fraction(edge(band[next])))
        let fraction = ends.0 + share * (ends.1 - ends.0)
        return frame.y.size - 1 - Int((fraction * Double(frame.y.size - 1)).rounded())
      }
      result.append((x, (row(\.upper), row(\.lower))))
    }
    return result
  }

  private func share(of dot: Int, _ from: Double, _ to: Double) -> Double {
    let ends = (frame.x.fraction(from), frame.x.fraction(to))
    guard ends.1 > ends.0 else { return 0 }
    let place = Double(dot) / Double(max(1, frame.x.size - 1))
    return min(max(0, (place - ends.0) / (ends.1 - ends.0)), 1)
  }

  // MARK: - Curves

  /// The curves, the edges of their bands, the cursor and the marks.
  func curves() -> BrailleCanvas {
    var canvas = canvas()
    drawCursorLines(on: &canvas)
    for index in chart.curves.indices.reversed() {
      let style = style(ofCurve: index)
      drawNarrowBand(index, style, on: &canvas)
      draw(index, style, on: &canvas)
    }
    for area in chart.greyAreas { grey(area, on: &canvas) }
    drawMarks(on: &canvas)
    return canvas
  }

  /// Edges so near the curve that its cells would hide them.
  private func drawNarrowBand(_ index: Int, _ style: Style, on canvas: inout BrailleCanvas) {
    guard plot.repertoire == .full else { return }
    for (x, ends) in bandDots(chart.curves[index])
    where x % 2 == 0 && ends.lower - ends.upper < 2 * frame.dotsDown {
      canvas.set(x, ends.upper, style: style)
      canvas.set(x, ends.lower, style: style)
    }
  }

  private func grey(_ area: CurveChart.GreyArea, on canvas: inout BrailleCanvas) {
    let cells = region(of: area)
    let left = cells.column - region.column, top = cells.row - region.row
    canvas.restyle(columns: left..<(left + cells.columns), rows: top..<(top + cells.rows)) {
      $0 == theme.threshold ? $0 : theme.muted
    }
  }

  private func drawMarks(on canvas: inout BrailleCanvas) {
    for mark in chart.marks {
      let known = mark.curve.flatMap { chart.curves.indices.contains($0) ? $0 : nil }
      let style = known.map(self.style(ofCurve:)) ?? theme.threshold
      drawMark(mark.x, mark.y, style.bold, on: &canvas)
    }
    if let cursor = chart.cursor, let y = cursor.y {
      drawMark(cursor.x, y, theme.threshold, on: &canvas)
    }
  }

  private func draw(_ index: Int, _ style: Style, on canvas: inout BrailleCanvas) {
    let curve = chart.curves[index]
    let dots = dots(curve.points, curve.shape)
    switch curve.shape {
    case .points: for dot in dots { canvas.set(dot.x, dot.y, style: style) }
    case .area:
      fill(under: dots, parity: index % 2, style, on: &canvas)
      canvas.polyline(dots, dashes: dashes(ofCurve: index), style: style)
    case .line, .steps: canvas.polyline(dots, dashes: dashes(ofCurve: index), style: style)
    }
  }

  /// Every second dot, so that two areas show through each other.
  private func fill(
    under dots: [(x: Int, y: Int)], parity: Int, _ style: Style, on canvas: inout BrailleCanvas
  ) {
    for (start, end) in zip(dots, dots.dropFirst()) where start.x < end.x {
      for x in (start.x..<end.x).clamped(to: 0..<canvas.width) {
        for y in max(0, start.y)..<max(0, start.y, canvas.height) where (x + y) % 2 == parity {
          canvas.set(x, y, style: style)
        }
      }
    }
  }

  /// The dots of a curve with the corners of its steps, none twice in a row.
  func dots(_ points: [Curve.Point], _ shape: Curve.Shape) -> [(x: Int, y: Int)] {
    var dots: [(x: Int, y: Int)] = []
    for point in points where !(point.x.isNaN || point.y.isNaN) {
      let dot = (x: frame.dot(x: point.x), y: frame.dot(y: point.y))
      if let last = dots.last {
        if last == dot { continue }
        let hasCorner = shape == .steps || shape == .area
        if hasCorner, last.x != dot.x, last.y != dot.y { dots.append((dot.x, last.y)) }
      }
      dots.append(dot)
    }
    return dots
  }

  // MARK: - Cursor

  private func drawCursorLines(on canvas: inout BrailleCanvas) {
    guard let cursor = chart.cursor, !cursor.x.isNaN else { return }
    let x = frame.dot(x: cursor.x)
    guard let y = cursor.y, !y.isNaN else {
      return canvas.column(x, 0..<canvas.height, style: theme.threshold)
    }
    let row = frame.dot(y: y)
    canvas.column(x, max(0, row)..<max(0, row, canvas.height), style: theme.threshold)
    for dot in stride(from: 0, to: min(x, canvas.width), by: 2) {
      canvas.set(dot, row, style: theme.threshold)
    }
  }

  /// A diamond around the exact dot.
  private func drawMark(
    _ x: Double, _ y: Double, _ style: Style, on canvas: inout BrailleCanvas
  ) {
    guard !x.isNaN, !y.isNaN else { return }
    let centre = (x: frame.dot(x: x), y: frame.dot(y: y))
    guard (0..<canvas.width).contains(centre.x), (0..<canvas.height).contains(centre.y) else {
      return
    }
    let reach = plot.repertoire == .full ? 2 : 0
    for dx in -reach...reach {
      let rest = reach - abs(dx)
      for dy in -rest...rest { canvas.set(centre.x + dx, centre.y + dy, style: style) }
    }
  }
}
