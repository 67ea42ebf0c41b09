import Terminal
import Verification

extension LaboratoryModel {
  func drawCurves(_ painter: inout Painter) {
    let width = min(max(34, frame.body.columns / 4), 44)
    let (left, right) = frame.body.splitColumns(frame.body.columns - width)
    let inside = painter.panel(
      curves.kind.rawValue, note: StyledText(curves.kind.axes, painter.theme.muted), in: left)
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
    if kind == .histogram { return drawHistogram(of: scores, in: region, &painter) }
    plot(kind, of: scores, points: region.columns * 2, painter.theme).draw(
      on: &painter.surface, in: region, theme: painter.theme)
  }

  private func plot(
    _ kind: CurvesScreen.Kind, of scores: ScoreSet, points: Int, _ theme: Theme
  ) -> CurvePlot {
    let rates = scores.rates(at: threshold.value)
    let (far, tar) = (rates.far.rate ?? 0, rates.tar.rate ?? 0)
    var plot: CurvePlot
    switch kind {
    case .logarithmicROC, .roc, .histogram:
      let isLogarithmic = kind == .logarithmicROC
      let axis = PlotAxis(
        (isLogarithmic ? scores.leastFAR : 0)...1, spread: isLogarithmic ? .logarithmic : .linear)
      let curve = scores.tarOverFAR(axis, points: points)
      plot = CurvePlot(
        horizontal: axis, vertical: PlotAxis(0...1), series: [.init(curve, style: theme.mated)])
      plot.cursor = (far, tar)
    case .det:
      let axis = PlotAxis(max(0.0001, scores.leastFAR)...0.5, spread: .probit)
      let curve = scores.tarOverFAR(axis, points: points).map { (x: $0.x, y: 1 - $0.y) }
      plot = CurvePlot(
        horizontal: axis, vertical: PlotAxis(0.0001...0.5, spread: .probit),
        series: [.init(curve, style: theme.mated)])
      plot.cursor = (far, 1 - tar)
    case .rates:
      return ratesPlot(of: scores, points: points, theme)
    }
    plot.unresolvedBelow = kind == .roc ? nil : scores.smallestResolvableFAR
    return plot
  }

  private func ratesPlot(of scores: ScoreSet, points: Int, _ theme: Theme) -> CurvePlot {
    let axis = PlotAxis(threshold.range)
    var plot = CurvePlot(
      horizontal: axis, vertical: PlotAxis(0...1),
      series: [
        .init(scores.rates(over: axis, points: points, \.frr), style: theme.mated),
        .init(scores.rates(over: axis, points: points, \.far), style: theme.nonMated),
      ])
    plot.cursor = (threshold.value, scores.far(at: threshold.value).rate ?? 0)
    return plot
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
