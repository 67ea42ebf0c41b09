import Figures

extension PlotDrawing {
  /// In ASCII, the letter of each curve along it, and an `O` where the cursor meets it.
  func drawLetters(on surface: inout Surface) {
    guard plot.repertoire != .full else { return }
    for index in chart.curves.indices where chart.curves[index].shape != .area {
      drawLetters(ofCurve: index, on: &surface)
    }
    for mark in chart.marks { drawPoint(mark.x, mark.y, on: &surface) }
    if let cursor = chart.cursor, let y = cursor.y { drawPoint(cursor.x, y, on: &surface) }
  }

  private func drawLetters(ofCurve index: Int, on surface: inout Surface) {
    let curve = chart.curves[index]
    let cell = Cell(Self.letter(index), style(ofCurve: index))
    var next = curve.shape == .points ? 0 : 2 + index * 2
    for dot in spread(dots(curve.points, curve.shape)) where dot.x >= next {
      let row = dot.y / frame.dotsDown
      guard dot.y >= 0, row < frame.plot.rows, dot.x < frame.plot.columns else { continue }
      surface[frame.plot.column + dot.x, frame.plot.row + row] = cell
      next = dot.x + (curve.shape == .points ? 1 : 8)
    }
  }

  /// One dot for each column between the corners of a curve.
  private func spread(_ dots: [(x: Int, y: Int)]) -> [(x: Int, y: Int)] {
    let across = 0..<frame.plot.columns
    return zip(dots, dots.dropFirst()).flatMap { start, end -> [(x: Int, y: Int)] in
      guard end.x > start.x else { return [start] }
      return (start.x..<end.x).clamped(to: across).map { x in
        (x, start.y + (end.y - start.y) * (x - start.x) / (end.x - start.x))
      }
    } + dots.suffix(1)
  }

  private func drawPoint(_ x: Double, _ y: Double, on surface: inout Surface) {
    let column = frame.column(of: x), row = frame.row(of: y)
    guard frame.plot.contains(column: column, row: row) else { return }
    surface[column, row] = Cell("O", theme.threshold)
  }

  // MARK: - Words

  /// The captions of grey areas, where the fewest dots of curves are.
  func drawCaptions(on surface: inout Surface, around curves: BrailleCanvas) {
    for area in chart.greyAreas where !area.caption.isEmpty {
      let region = region(of: area)
      let width = region.columns - 2
      guard width >= 12, region.rows > 0 else { continue }
      let lines = area.caption.wrapped(toColumns: width - 2)
      guard lines.count <= region.rows else { continue }
      let row = freeRow(in: region, rows: lines.count, curves)
      for (offset, line) in lines.enumerated() {
        let place = Region(
          column: region.column + 1, row: row + offset, columns: width, rows: 1)
        surface.write(StyledText(" \(line) ", theme.muted), in: place, alignment: .centre)
      }
    }
  }

  /// The cells of a grey area.
  func region(of area: CurveChart.GreyArea) -> Region {
    let plot = frame.plot
    switch area.direction {
    case .x:
      let start = max(plot.column, frame.column(of: area.range.lowerBound))
      let end = min(plot.endColumn, frame.column(of: area.range.upperBound) + 1)
      return Region(column: start, row: plot.row, columns: end - start, rows: plot.rows)
    case .y:
      let start = max(plot.row, frame.row(of: area.range.upperBound))
      let end = min(plot.endRow, frame.row(of: area.range.lowerBound) + 1)
      return Region(column: plot.column, row: start, columns: plot.columns, rows: end - start)
    }
  }

  /// The first row of the freest block of rows, the middle one among equals.
  private func freeRow(in region: Region, rows: Int, _ curves: BrailleCanvas) -> Int {
    func used(_ first: Int) -> Int {
      (first..<(first + rows)).reduce(0) { count, row in
        count
          + (region.column..<region.endColumn).count {
            curves.hasDots(column: $0 - frame.plot.column, row: row - frame.plot.row)
          }
      }
    }
    let middle = region.row + (region.rows - rows) / 2
    let firsts = Array(region.row...(region.endRow - rows))
    return firsts.min { (used($0), abs($0 - middle)) < (used($1), abs($1 - middle)) } ?? middle
  }

  /// The values of the cursor on the axes, over the labels of ticks.
  func drawCursorLabels(on surface: inout Surface) {
    guard let cursor = chart.cursor, frame.footer.rows > 1 else { return }
    if let label = frame.cursorLabel {
      surface[frame.column(of: cursor.x), frame.footer.row] = Cell("▲", theme.threshold)
      surface.write(
        label.text, column: label.column, row: frame.footer.row + 1, style: theme.threshold)
    }
    guard let y = cursor.y, !y.isNaN, frame.plot.rows > 2 else { return }
    let row = frame.row(of: y)
    guard (frame.plot.row..<frame.plot.endRow).contains(row) else { return }
    let tick = Cell("►", theme.threshold)
    surface[frame.plot.column - 1, row] = tick
  }

  func drawLegend(on surface: inout Surface) {
    let header = frame.header
    guard header.rows > 0 else { return }
    let legend = PlotLegend(chart, columns: header.columns)
    for entry in legend.entries where entry.row < header.rows {
      var column = header.column + entry.column
      let row = header.row + entry.row
      if let curve = entry.curve {
        drawSample(curve, column: column, row: row, on: &surface)
        column += PlotLegend.sample + 1
      }
      surface.write(
        entry.text, column: column, row: row, style: entry.curve == nil ? theme.muted : theme.text,
        limit: max(0, header.endColumn - column))
    }
  }

  private func drawSample(
    _ index: Int, column: Int, row: Int, on surface: inout Surface
  ) {
    guard plot.repertoire == .full else {
      surface.write(
        "--\(Self.letter(index))--", column: column, row: row, style: style(ofCurve: index))
      return
    }
    var canvas = BrailleCanvas(columns: PlotLegend.sample, rows: 1)
    for x in 0..<canvas.width where dashes(ofCurve: index).isDrawn(x) {
      canvas.set(x, 1, style: style(ofCurve: index))
      if chart.curves[index].shape == .area {
        canvas.column(x, 2..<4, style: style(ofCurve: index))
      }
    }
    canvas.draw(on: &surface, column: column, row: row)
  }
}
