/// Curves over two axes, drawn in Braille.
public struct CurvePlot: Sendable {
  /// A curve through points in the order given.
  public struct Series: Sendable {
    public var points: [(x: Double, y: Double)]
    public var style: Style

    public init(_ points: [(x: Double, y: Double)], style: Style) {
      self.points = points
      self.style = style
    }
  }

  public var horizontal: PlotAxis
  public var vertical: PlotAxis
  public var series: [Series]
  /// The point that the figures beside the plot speak of.
  public var cursor: (x: Double, y: Double)?
  /// Values of the horizontal axis below which the data tells nothing; the part is shaded.
  public var unresolvedBelow: Double?

  public init(horizontal: PlotAxis, vertical: PlotAxis, series: [Series]) {
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
  }

  private static let labelColumns = 6

  /// The region of the curves themselves, without the axes.
  public func plot(in region: Region) -> Region {
    region.splitColumns(Self.labelColumns).right.splitRows(region.rows - 2).upper
  }

  /// The horizontal value at a column of the screen, for the mouse.
  public func value(atColumn column: Int, in region: Region) -> Double {
    let plot = plot(in: region)
    return horizontal.value((Double(column - plot.column) + 0.5) / Double(max(1, plot.columns)))
  }

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    let plot = plot(in: region)
    guard plot.columns > 8, plot.rows > 2 else { return }
    drawUnresolved(on: &surface, plot, theme)
    drawGrid(on: &surface, plot, theme)
    drawCaption(on: &surface, plot, theme)
    var canvas = BrailleCanvas(columns: plot.columns, rows: plot.rows)
    for curve in series {
      canvas.polyline(curve.points.map { dot($0, canvas) }, style: curve.style)
    }
    canvas.draw(on: &surface, column: plot.column, row: plot.row)
    drawCursor(on: &surface, plot, theme)
  }

  private func dot(_ point: (x: Double, y: Double), _ canvas: BrailleCanvas) -> (x: Int, y: Int) {
    (
      Int((horizontal.fraction(point.x) * Double(canvas.width - 1)).rounded()),
      canvas.height - 1 - Int((vertical.fraction(point.y) * Double(canvas.height - 1)).rounded())
    )
  }

  private func place(_ point: (x: Double, y: Double), _ plot: Region) -> (column: Int, row: Int) {
    let dot = dot(point, BrailleCanvas(columns: plot.columns, rows: plot.rows))
    return (plot.column + dot.x / 2, plot.row + dot.y / 4)
  }

  private func drawUnresolved(on surface: inout Surface, _ plot: Region, _ theme: Theme) {
    guard let limit = unresolvedBelow, limit > horizontal.range.lowerBound else { return }
    let columns = place((limit, vertical.range.lowerBound), plot).column - plot.column
    let shaded = plot.splitColumns(columns).left
    surface.fill(shaded, with: "░", style: theme.faint)
  }

  /// Says why a part is shaded, over the grid.
  private func drawCaption(on surface: inout Surface, _ plot: Region, _ theme: Theme) {
    guard let limit = unresolvedBelow, limit > horizontal.range.lowerBound else { return }
    let end = place((limit, vertical.range.lowerBound), plot).column
    let room = end - plot.column - 2
    let text = [" too few pairs to tell ", " too few pairs ", " ? "].first { $0.columns <= room }
    surface.write(text ?? "", column: plot.column + 1, row: plot.endRow - 2, style: theme.muted)
  }

  private func drawGrid(on surface: inout Surface, _ plot: Region, _ theme: Theme) {
    for tick in vertical.ticks(atMost: plot.rows / 2) {
      let row = place((horizontal.range.lowerBound, tick.value), plot).row
      for column in stride(from: plot.column, to: plot.endColumn, by: 4) {
        surface[column, row] = Cell("·", theme.faint)
      }
      let label = String(repeating: " ", count: max(0, 5 - tick.label.columns)) + tick.label
      surface.write(label, column: plot.column - 6, row: row, style: theme.muted)
    }
    for row in plot.row..<plot.endRow { surface[plot.column - 1, row] = Cell("│", theme.faint) }
    drawHorizontalAxis(on: &surface, plot, theme)
  }

  private func drawHorizontalAxis(on surface: inout Surface, _ plot: Region, _ theme: Theme) {
    for column in (plot.column - 1)..<plot.endColumn {
      surface[column, plot.endRow] = Cell(column < plot.column ? "└" : "─", theme.faint)
    }
    var free = plot.column - 1
    for tick in horizontal.ticks(atMost: plot.columns / 10) {
      let column = place((tick.value, vertical.range.lowerBound), plot).column
      surface[column, plot.endRow] = Cell("┴", theme.faint)
      let start = min(max(plot.column, column - tick.label.columns / 2), plot.endColumn - tick.label.columns)
      guard start >= free else { continue }
      free = surface.write(tick.label, column: start, row: plot.endRow + 1, style: theme.muted) + 1
    }
  }

  private func drawCursor(on surface: inout Surface, _ plot: Region, _ theme: Theme) {
    guard let cursor else { return }
    let place = place(cursor, plot)
    for row in plot.row..<plot.endRow where row != place.row {
      if surface[place.column, row].character == " " {
        surface[place.column, row] = Cell("┊", theme.threshold)
      }
    }
    surface[place.column, place.row] = Cell("●", theme.threshold)
  }
}
