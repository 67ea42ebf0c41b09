import Figures

/// Where the parts of a curve plot stand: title line and legend above, labels on the left, the axis
/// and its labels below. A region too small for axes is all curve.
struct PlotFrame {
  /// The cells of the curves.
  var plot: Region
  /// The lines above: the title of the y-axis and the legend.
  var header: Region
  /// The line of the x-axis, its labels and title; none where there is no room.
  var footer: Region
  let dotsAcross, dotsDown: Int
  /// Dots along the axes; those of y count from below.
  var x, y: PlotScale
  var xTicks: [ChartAxis.Tick] = []
  var yTicks: [ChartAxis.Tick] = []
  private let chart: CurveChart
  private let isPlain: Bool

  init(_ curvePlot: CurvePlot, in region: Region) {
    chart = curvePlot.chart
    isPlain = curvePlot.repertoire != .full
    (dotsAcross, dotsDown) = isPlain ? (1, 3) : (2, 4)
    let hasAxes = region.columns >= 16 && region.rows >= 5
    let rows = Self.rows(curvePlot, in: region, hasAxes)
    let (upper, rest) = region.splitRows(rows.header)
    let (middle, lower) = rest.splitRows(rest.rows - rows.footer)
    y = chart.y.places(middle.rows * dotsDown)
    if hasAxes { yTicks = Self.ticks(of: chart.y, y, dotsDown, rows: middle.rows) }
    let margin = hasAxes ? (yTicks.map(\.label.columns).max() ?? 0) + 2 : 0
    // A column is left free on the right, for half of the last label.
    let inner = middle.splitColumns(margin).right
    plot = hasAxes ? inner.splitColumns(inner.columns - 1).left : inner
    header = upper
    footer = lower
    x = chart.x.places(plot.columns * dotsAcross)
    if hasAxes { xTicks = Self.ticks(of: chart.x, x, dotsAcross, columns: plot.columns) }
  }

  private static func rows(
    _ plot: CurvePlot, in region: Region, _ hasAxes: Bool
  ) -> (header: Int, footer: Int) {
    guard hasAxes else { return (0, 0) }
    let legend = PlotLegend(plot.chart, columns: region.columns)
    let isTall = region.rows >= 14 && !plot.chart.x.title.isEmpty
    return (
      min(legend.rows, max(1, region.rows / 5)), isTall ? 3 : 2
    )
  }

  /// The densest ticks whose labels stand apart.
  private static func ticks(
    of axis: ChartAxis, _ places: PlotScale, _ dots: Int, columns: Int
  ) -> [ChartAxis.Tick] {
    axis.ticks { ticks in
      var free = Int.min
      for tick in ticks {
        let start = places.place(tick.value) / dots - tick.label.columns / 2
        if start < free { return false }
        free = start + tick.label.columns + 3
      }
      return true
    }
  }

  private static func ticks(
    of axis: ChartAxis, _ places: PlotScale, _ dots: Int, rows: Int
  ) -> [ChartAxis.Tick] {
    let gap = rows >= 12 ? 2 : 1
    return axis.ticks { ticks in
      var last = Int.min / 2
      for tick in ticks {
        let row = places.place(tick.value) / dots
        if row - last <= gap { return false }
        last = row
      }
      return true
    }
  }

  /// The column of dots of a value, and the row counted from above.
  func dot(x value: Double) -> Int { x.place(value) }
  func dot(y value: Double) -> Int { y.size - 1 - y.place(value) }

  /// The cell of a value.
  func column(of value: Double) -> Int { plot.column + dot(x: value) / dotsAcross }
  func row(of value: Double) -> Int { plot.row + dot(y: value) / dotsDown }

  // MARK: - Drawing

  func drawAxes(on surface: inout Surface, theme: Theme) {
    guard !footer.isEmpty, !plot.isEmpty else { return }
    drawVertical(on: &surface, theme)
    drawHorizontal(on: &surface, theme)
    drawTitles(on: &surface, theme)
  }

  /// The tick stands beside the exact dot: in one of the rows of dots of its cell.
  private func drawVertical(on surface: inout Surface, _ theme: Theme) {
    let line = plot.column - 1
    for row in plot.row..<plot.endRow { surface[line, row] = Cell("│", theme.muted) }
    let marks: [Character] = isPlain ? ["'", "-", "."] : ["⠉", "⠒", "⠤", "⣀"]
    for tick in yTicks {
      let row = row(of: tick.value)
      surface[line - 1, row] = Cell(marks[dot(y: tick.value) % dotsDown], theme.muted)
      surface.write(
        tick.label, column: line - 1 - tick.label.columns, row: row, style: theme.text)
    }
  }

  private func drawHorizontal(on surface: inout Surface, _ theme: Theme) {
    surface[plot.column - 1, footer.row] = Cell("└", theme.muted)
    for column in plot.column..<plot.endColumn {
      surface[column, footer.row] = Cell("─", theme.muted)
    }
    for value in chart.x.scale.minorTicks(in: chart.x.range) {
      surface[column(of: value), footer.row] = Cell("┴", theme.muted)
    }
    let taken = cursorLabel.map { $0.column..<($0.column + $0.text.columns) }
    for tick in xTicks {
      surface[column(of: tick.value), footer.row] = Cell("┬", theme.muted)
      let start = labelColumn(tick.label, at: tick.value)
      if let taken, taken.overlaps(start..<(start + tick.label.columns)) { continue }
      surface.write(tick.label, column: start, row: footer.row + 1, style: theme.text)
    }
  }

  /// The value of the cursor below the axis, in place of labels it would touch.
  var cursorLabel: (text: String, column: Int)? {
    guard let cursor = chart.cursor, !cursor.x.isNaN, footer.rows > 1,
      (plot.column..<plot.endColumn).contains(column(of: cursor.x))
    else { return nil }
    let text = " \(cursor.label.isEmpty ? chart.x.text(cursor.x) : cursor.label) "
    return (text, labelColumn(text, at: cursor.x))
  }

  /// Where a label under a value begins.
  func labelColumn(_ label: String, at value: Double) -> Int {
    let start = column(of: value) - label.columns / 2
    return max(footer.column, min(start, footer.endColumn - label.columns))
  }

  private func drawTitles(on surface: inout Surface, _ theme: Theme) {
    guard footer.rows > 2 else { return }
    let below = Region(column: plot.column, row: footer.row + 2, columns: plot.columns, rows: 1)
    surface.write(StyledText(chart.x.title, theme.muted), in: below, alignment: .centre)
  }
}
