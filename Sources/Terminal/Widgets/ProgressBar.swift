/// How much of some work is done, to an eighth of a cell.
public struct ProgressBar: Sendable {
  public var fraction: Double

  public init(_ fraction: Double) {
    self.fraction = fraction.isFinite ? min(max(0, fraction), 1) : 0
  }

  private static let eighths: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    guard !region.isEmpty else { return }
    let filled = Int((fraction * Double(region.columns * 8)).rounded(.down))
    for offset in 0..<region.columns {
      let cell: Cell
      switch filled - offset * 8 {
      case 8...: cell = Cell("█", theme.accent)
      case 1..<8: cell = Cell(Self.eighths[filled % 8], theme.accent)
      default: cell = Cell("·", theme.faint)
      }
      surface[region.column + offset, region.row] = cell
    }
  }
}
