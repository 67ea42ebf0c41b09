/// Where the parts of a printed matrix lie, in px.
struct MatrixSheet {
  let chart: MatrixChart
  let width, height: Double
  let left, top, right, bottom: Double
  /// The side of a cell.
  let cell: Double
  let captionLines: [String]
  let nameSize: Double
  /// Whether names above are wider than their columns.
  let isSlanted: Bool

  init(_ chart: MatrixChart, width: Double) {
    self.chart = chart
    self.width = max(240, width)
    captionLines = SVGText.captionLines(chart.caption, width: self.width - 32)
    let columns = Double(max(1, chart.columns))
    let nameSize = Self.nameSize(chart, cell: 0.72 * self.width / columns)
    left = 22 + Self.longest(chart.rowGroups, nameSize: nameSize)
    let wide = (self.width - 16 - left) / columns
    let isSlanted = chart.columnGroups.contains {
      SVGText.width($0.name, size: nameSize) > wide * Double($0.count) - 4
    }
    // Slanted names rise, and reach beyond the last column.
    let rise = isSlanted ? Self.longest(chart.columnGroups, nameSize: nameSize) * 0.71 : 0
    right = self.width - 16 - rise
    cell = (right - left) / columns
    let header = chart.title.isEmpty ? 16.0 : 44
    top = header + (chart.columnGroups.isEmpty ? 0 : isSlanted ? rise + 12 : 20)
    bottom = top + cell * Double(chart.rows)
    let footer = captionLines.isEmpty ? 8 : 12 + 16 * Double(captionLines.count)
    height = bottom + 66 + footer
    self.nameSize = nameSize
    self.isSlanted = isSlanted
  }

  /// The longest name, as far as it is shown.
  private static func longest(_ groups: [MatrixGroup], nameSize: Double) -> Double {
    groups.map { SVGText.width(fitted($0.name, nameSize), size: nameSize) }.max() ?? 0
  }

  /// A name cut to a width.
  static func fitted(_ name: String, _ size: Double) -> String {
    var short = name
    while SVGText.width(short, size: size) > 150, !short.isEmpty { short.removeLast() }
    return short == name ? name : short + "…"
  }

  /// The size of names at which each group has its own, within reason.
  private static func nameSize(_ chart: MatrixChart, cell: Double) -> Double {
    let counts = (chart.rowGroups + chart.columnGroups).map(\.count)
    return min(12, max(7, Double(counts.min() ?? 12) * cell * 0.9))
  }

  func x(_ column: Int) -> Double { left + Double(column) * cell }
  func y(_ row: Int) -> Double { top + Double(row) * cell }
}
