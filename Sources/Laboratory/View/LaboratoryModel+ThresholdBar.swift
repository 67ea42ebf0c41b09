import Terminal
import Verification

extension LaboratoryModel {
  /// Where the track of the threshold bar is, for drawing and for the mouse.
  var thresholdTrack: Region {
    let label = Self.thresholdLabel.columns
    let right = thresholdWords(Theme(.mono)).columns
    return Region(
      column: label, row: frame.bar.row, columns: max(3, frame.bar.columns - label - right - 1),
      rows: 1)
  }

  private static let thresholdLabel = " threshold "

  var thresholdSlider: Slider { Slider(value: threshold.value, range: threshold.range) }

  func drawThresholdBar(_ painter: inout Painter) {
    let theme = painter.theme
    painter.surface.write(
      Self.thresholdLabel, column: 0, row: frame.bar.row, style: theme.muted)
    thresholdSlider.draw(on: &painter.surface, in: thresholdTrack, theme: theme)
    painter.surface.write(
      thresholdWords(theme), column: thresholdTrack.endColumn + 1, row: frame.bar.row)
  }

  /// Value, metric, and the rates on the gallery's own pairs.
  private func thresholdWords(_ theme: Theme) -> StyledText {
    let value =
      StyledText(threshold.value.fixed(3), theme.threshold)
      + StyledText(" \(threshold.metric.rawValue)", theme.muted)
    guard let statistics, statistics.hasEnough else {
      return value + StyledText("  \(threshold.explanation.truncated(toColumns: 30)) ", theme.muted)
    }
    let rates = statistics.scores.rates(at: threshold.value)
    return value
      + rate("TAR", rates.tar, statistics.intervals.tar(rates), theme.good, theme)
      + rate("FAR", rates.far, statistics.intervals.far(rates), theme.bad, theme)
      + rate("FRR", rates.frr, statistics.intervals.frr(rates), theme.warning, theme) + " "
  }

  /// Whether the bar has room for the rates' intervals beside a track that can be aimed at.
  private var showsIntervals: Bool { columns >= 128 }

  private func rate(
    _ name: String, _ proportion: Proportion, _ interval: ClosedRange<Double>, _ style: Style,
    _ theme: Theme
  ) -> StyledText {
    let rate =
      StyledText("  \(name) ", theme.muted)
      + StyledText((proportion.rate?.percent ?? "–").leftPadded(toColumns: 7), style)
    guard showsIntervals else { return rate }
    let ends = "\(interval.lowerBound.percentFigure)–\(interval.upperBound.percentFigure)"
    return rate + StyledText(" [\(ends)]".padded(toColumns: 13), theme.muted)
  }
}
