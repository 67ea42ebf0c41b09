import Glibc

/// A value between two ends, moved by keys or by pressing on its track: `├━━━━●────┤`.
public struct Slider: Sendable {
  public var value: Double
  public var range: ClosedRange<Double>

  public init(value: Double, range: ClosedRange<Double>) {
    self.value = value
    self.range = range
  }

  /// The cell, from the left end of a track of `width` cells, where a value stands. The ends of the
  /// track are no places.
  public func position(of value: Double, width: Int) -> Int {
    let places = max(1, width - 2)
    let span = range.upperBound - range.lowerBound
    guard span > 0, value.isFinite else { return min(1, max(0, width - 1)) }
    let fraction = min(max(0, (value - range.lowerBound) / span), 1)
    return min(1 + Int((fraction * Double(places - 1)).rounded()), max(0, width - 1))
  }

  /// The value of a cell of the track.
  public func value(at position: Int, width: Int) -> Double {
    let places = max(1, width - 2)
    guard places > 1 else { return range.lowerBound }
    let fraction = Double(min(max(1, position), places) - 1) / Double(places - 1)
    return range.lowerBound + fraction * (range.upperBound - range.lowerBound)
  }

  /// Draws the track in the first row of a region.
  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    guard region.columns >= 3, region.rows > 0 else { return }
    let knob = position(of: value, width: region.columns)
    for offset in 0..<region.columns {
      surface[region.column + offset, region.row] = cell(offset, knob, region.columns, theme)
    }
  }

  private func cell(_ offset: Int, _ knob: Int, _ width: Int, _ theme: Theme) -> Cell {
    if offset == knob { return Cell("●", theme.threshold) }
    if offset == 0 { return Cell("├", theme.muted) }
    if offset == width - 1 { return Cell("┤", theme.muted) }
    return offset < knob ? Cell("━", theme.threshold) : Cell("─", theme.muted)
  }
}
