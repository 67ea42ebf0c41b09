import Figures

/// The distances of two classes over one axis: mated pairs grow upwards from the middle, non-mated
/// pairs downwards, and the threshold crosses both.
public struct TwoClassHistogram: Sendable {
  public var range: ClosedRange<Double>
  /// Counts in bins of equal width over `range`.
  public var mated: [Int]
  public var nonMated: [Int]
  public var threshold: Double?
  /// A value pointed out from above, with its label.
  public var marker: (value: Double, label: String)?

  public init(
    range: ClosedRange<Double>, mated: [Int], nonMated: [Int], threshold: Double? = nil,
    marker: (value: Double, label: String)? = nil
  ) {
    self.range = range
    self.mated = mated
    self.nonMated = nonMated
    self.threshold = threshold
    self.marker = marker
  }

  /// The value at a column of the region, for the mouse.
  public func value(atColumn column: Int, in region: Region) -> Double {
    PlotScale(range, size: plot(region).columns).value(column - plot(region).column)
  }

  private static let labelWidth = 10

  private func plot(_ region: Region) -> Region {
    region.columns >= 40 ? region.splitColumns(Self.labelWidth).right : region
  }

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    let markerRows = marker == nil || region.rows < 4 ? 0 : 1
    let axisRows = region.rows - markerRows >= 4 ? Axis.rows : 0
    let body = region.splitRows(markerRows).lower
    let (curves, axis) = body.splitRows(body.rows - axisRows)
    guard !curves.isEmpty else { return }
    drawClasses(on: &surface, in: curves, theme)
    if axisRows > 0 { Axis(range).draw(on: &surface, in: plot(axis), theme: theme) }
    drawThreshold(on: &surface, in: curves, theme)
    if markerRows > 0 { drawMarker(on: &surface, in: region, theme) }
  }

  private func drawClasses(on surface: inout Surface, in region: Region, _ theme: Theme) {
    let (upper, lower) = region.splitRows((region.rows + 1) / 2)
    drawLabel("mated", mated, on: &surface, upper, row: upper.rows - 1, theme.mated, theme)
    drawLabel("non-mated", nonMated, on: &surface, lower, row: 0, theme.nonMated, theme)
    drawClass(mated, up: true, on: &surface, plot(upper), theme.mated)
    drawClass(nonMated, up: false, on: &surface, plot(lower), theme.nonMated)
  }

  private func drawLabel(
    _ label: String, _ bins: [Int], on surface: inout Surface, _ region: Region, row: Int,
    _ style: Style, _ theme: Theme
  ) {
    guard plot(region) != region, region.rows > 0 else { return }
    surface.write(StyledText(label, style), in: region, row: row)
    let total = bins.reduce(0, +)
    let other = row == 0 ? 1 : row - 1
    surface.write(StyledText("\(total)", theme.muted), in: region, row: other)
  }

  private func drawClass(
    _ bins: [Int], up: Bool, on surface: inout Surface, _ region: Region, _ style: Style
  ) {
    var canvas = BrailleCanvas(columns: region.columns, rows: region.rows)
    let heights = Self.heights(bins, width: canvas.width, height: canvas.height)
    for (x, height) in heights.enumerated() where height > 0 {
      canvas.column(
        x, up ? (canvas.height - height)..<canvas.height : 0..<height, style: style)
    }
    canvas.draw(on: &surface, column: region.column, row: region.row)
  }

  /// The bars for `width` columns of dots: bins share columns by how far they overlap, and what is
  /// not empty has at least one dot.
  static func heights(_ bins: [Int], width: Int, height: Int) -> [Int] {
    guard !bins.isEmpty, width > 0 else { return [] }
    let binsPerColumn = Double(bins.count) / Double(width)
    let values = (0..<width).map { x -> Double in
      let start = Double(x) * binsPerColumn, end = start + binsPerColumn
      let first = Int(start), last = min(bins.count - 1, Int(end))
      return (first...max(first, last)).reduce(0) { sum, bin in
        let overlap = min(end, Double(bin + 1)) - max(start, Double(bin))
        return sum + Double(bins[min(bin, bins.count - 1)]) * max(0, overlap)
      }
    }
    let highest = values.max() ?? 0
    guard highest > 0 else { return values.map { _ in 0 } }
    return values.map { $0 > 0 ? max(1, Int(($0 / highest * Double(height)).rounded())) : 0 }
  }

  private func drawThreshold(on surface: inout Surface, in region: Region, _ theme: Theme) {
    let plot = plot(region)
    guard let threshold, range.contains(threshold) else { return }
    let column = plot.column + PlotScale(range, size: plot.columns).place(threshold)
    for row in plot.row..<plot.endRow {
      var style = theme.threshold
      style.background = surface[column, row].style.background
      surface[column, row] = Cell("│", style)
    }
  }

  private func drawMarker(on surface: inout Surface, in region: Region, _ theme: Theme) {
    let plot = plot(region)
    guard let marker, plot.columns > 4 else { return }
    let place = PlotScale(range, size: plot.columns).place(marker.value)
    let column = plot.column + min(max(0, place), plot.columns - 1)
    surface[column, region.row] = Cell("▼", theme.accent.bold)
    let label = marker.label
    let isRight = column + 2 + label.columns <= plot.endColumn
    let start = isRight ? column + 2 : max(plot.column, column - 1 - label.columns)
    surface.write(
      label, column: start, row: region.row, style: theme.text,
      limit: isRight ? plot.endColumn - start : column - start)
  }
}
