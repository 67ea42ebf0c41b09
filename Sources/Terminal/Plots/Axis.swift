import Figures

/// A horizontal axis of values under a plot: a line with ticks, and their labels below it.
public struct Axis: Sendable {
  public var range: ClosedRange<Double>

  public init(_ range: ClosedRange<Double>) { self.range = range }

  /// The rows it takes.
  public static let rows = 2

  /// Draws it in the first two rows of a region.
  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    guard region.columns > 2, region.rows > 0 else { return }
    surface.fill(region.splitRows(1).upper, with: "─", style: theme.faint)
    let scale = PlotScale(range, size: region.columns)
    let most = max(2, region.columns / 10 + 1)
    let ticks = ChartAxis("", range).ticks { $0.count <= most }
    var free = region.column
    for tick in ticks {
      let column = region.column + scale.place(tick.value)
      surface[column, region.row] = Cell("┴", theme.faint)
      guard region.rows > 1 else { continue }
      let label = tick.label
      let start = min(
        max(region.column, column - label.columns / 2), region.endColumn - label.columns)
      guard start >= free else { continue }
      free = surface.write(label, column: start, row: region.row + 1, style: theme.muted) + 1
    }
  }
}
