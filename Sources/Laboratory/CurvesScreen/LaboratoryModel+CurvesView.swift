import Figures
import Terminal
import Verification

extension LaboratoryModel {
  func drawCurves(_ painter: inout Painter) {
    let width = min(max(34, frame.body.columns / 4), 44)
    let (left, right) = frame.body.splitColumns(frame.body.columns - width)
    let inside = painter.panel(curves.kind.rawValue, in: left)
    guard let statistics, !statistics.scores.mated.isEmpty, !statistics.scores.nonMated.isEmpty
    else {
      drawMissingCurve(in: inside, &painter)
      _ = painter.panel("Figures", in: right)
      return
    }
    draw(curves.kind, of: statistics.scores, in: inside, &painter)
    drawFigures(of: statistics, in: right, &painter)
  }

  private func drawMissingCurve(in region: Region, _ painter: inout Painter) {
    let muted = painter.theme.muted
    let why: String
    if collection.embeddings.count < 2 {
      why = "A curve needs pairs of faces: enroll photos first"
    } else if statistics == nil {
      why = "comparing all pairs…"
    } else if statistics?.scores.mated.isEmpty == true {
      why = "No two faces are of one person: enroll a second photo of somebody"
    } else {
      why = "All faces are of one person: enroll somebody else"
    }
    let lines = why.wrapped(toColumns: region.columns).map { StyledText($0, muted) }
    painter.writeCentred(lines, in: region)
  }

  // MARK: - The curve

  private func draw(
    _ kind: CurvesScreen.Kind, of scores: ScoreSet, in region: Region, _ painter: inout Painter
  ) {
    let chart: CurveChart
    switch kind {
    case .histogram: return drawHistogram(of: scores, in: region, &painter)
    case .logarithmicROC: chart = scores.rocChart(at: threshold.value, logarithmic: true)
    case .roc: chart = scores.rocChart(at: threshold.value, logarithmic: false)
    case .det: chart = scores.detChart(at: threshold.value)
    case .rates: chart = scores.ratesChart(at: threshold.value, over: threshold.range)
    }
    CurvePlot(chart, repertoire: painter.pictures.repertoire).draw(
      on: &painter.surface, in: region, theme: painter.theme)
  }

  // MARK: - Figures

  private func drawFigures(
    of statistics: Statistics, in region: Region, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let scores = statistics.scores
    let rates = scores.rates(at: threshold.value)
    let inside = painter.panel("Figures", in: region)
    let points = ScoreSet.usualFARs.prefix(5).compactMap(scores.operatingPoint)
    painter.write(
      [
        StyledText("threshold  ", theme.muted) + StyledText(threshold.value.fixed(3), theme.threshold),
        rateWithInterval("TAR", rates.tar, theme.good, theme),
        rateWithInterval("FAR", rates.far, theme.bad, theme),
        rateWithInterval("FRR", rates.frr, theme.warning, theme), "",
        figure("AUC", statistics.summary.area?.fixed(5), theme),
        figure("EER", statistics.summary.equalErrors.map { Self.at($0.rate, $0.threshold) }, theme),
        figure(
          "best", statistics.summary.best.map { Self.at($0.accuracy.rate ?? 0, $0.threshold) },
          theme),
        figure("d′", statistics.summary.sensitivity?.fixed(2), theme), "",
        StyledText("FAR     threshold  TAR", theme.muted),
      ] + points.map { line(for: $0, theme) }
        + [
          "", StyledText("\(scores.mated.count.grouped) mated pairs", theme.muted),
          StyledText("\(scores.nonMated.count.grouped) non-mated pairs", theme.muted),
        ], in: inside)
  }

  private static func at(_ rate: Double, _ threshold: Double) -> String {
    "\(rate.percent) at \(threshold.fixed(3))"
  }

  private func figure(_ name: String, _ value: String?, _ theme: Theme) -> StyledText {
    StyledText(name.padded(toColumns: 6), theme.muted) + StyledText(value ?? "–")
  }

  /// An operating point; greyed where the data can't tell so small a rate.
  private func line(for point: OperatingPoint, _ theme: Theme) -> StyledText {
    let text = point.target.formattedRate.padded(toColumns: 8)
      + point.threshold.fixed(3).padded(toColumns: 11) + (point.rates.tar.rate ?? 0).percent
    return point.isResolvable
      ? StyledText(text) : StyledText(text + " ?", theme.faint)
  }
}
