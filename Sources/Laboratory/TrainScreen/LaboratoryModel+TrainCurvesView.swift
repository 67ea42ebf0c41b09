import Figures
import Terminal
import Training
import Verification

extension LaboratoryModel {
  // MARK: - Loss

  func drawLoss(in region: Region, _ isFocused: Bool, _ painter: inout Painter) {
    let theme = painter.theme
    let note = StyledText(train.isLossLogarithmic ? "log" : "linear", theme.muted)
    let inside = painter.panel("Loss", note: note, isFocused: isFocused, in: region)
    guard let history = train.snapshot?.history, history.stretches.count > 1 else {
      return painter.writeCentred(
        [StyledText("The curve comes with the first steps", theme.muted)], in: inside)
    }
    let chart = lossChart(history)
    CurvePlot(chart, repertoire: painter.pictures.repertoire)
      .draw(on: &painter.surface, in: inside, theme: theme)
  }

  private func lossChart(_ history: TrainingHistory) -> CurveChart {
    let stretches = history.stretches
    func x(_ stretch: TrainingHistory.Stretch) -> Double {
      Double(stretch.steps.lowerBound + stretch.steps.upperBound) / 2
    }
    let loss = Curve(
      "loss", stretches.map { Curve.Point(x($0), $0.loss) }, shape: .line,
      band: history.length > 1 ? stretches.map { .init(x($0), $0.least, $0.most) } : [], color: 2)
    let share = Curve(
      "violating", stretches.map { Curve.Point(x($0), $0.violating) }, shape: .line, color: 3)
    let most = max(1, stretches.map(\.most).filter(\.isFinite).max() ?? 1)
    let least = stretches.flatMap { [$0.loss, $0.violating] }.filter { $0 > 0 }.min() ?? 1
    // Whole powers of ten, so that the axis keeps still.
    let floor = [0.1, 0.01, 1e-3].first { $0 <= least } ?? 1e-4
    let y =
      train.isLossLogarithmic
      ? ChartAxis("", min(0.01, floor)...most, scale: .logarithmic) : ChartAxis("", 0...most)
    return CurveChart(
      x: ChartAxis("step", 1...Double(max(20, history.lastStep))), y: y, curves: [loss, share],
      marks: changes(in: history, x))
  }

  /// Where settings were changed, on the loss.
  private func changes(
    in history: TrainingHistory, _ x: (TrainingHistory.Stretch) -> Double
  ) -> [CurveChart.Mark] {
    history.changes.compactMap { change in
      history.stretches.first { $0.steps.upperBound > change.step }
        .map { CurveChart.Mark(x: x($0), y: $0.loss) }
    }
  }

  // MARK: - People held out

  func drawHeldOut(in region: Region, _ isFocused: Bool, _ painter: inout Painter) {
    let theme = painter.theme
    let count = train.facts?.heldOutPeople ?? 0
    let note = StyledText(count > 0 ? count.counted("person", "people") : "", theme.muted)
    let inside = painter.panel("People held out, %", note: note, isFocused: isFocused, in: region)
    let history = train.snapshot?.history
    guard let history, history.measurements.count > 1 else {
      let words =
        train.isAlive && count < 2
        ? "Nobody is held out" : "How well strangers are told apart comes every few seconds"
      let lines = words.wrapped(toColumns: inside.columns).map { StyledText($0, theme.muted) }
      return painter.writeCentred(lines, in: inside)
    }
    CurvePlot(heldOutChart(history), repertoire: painter.pictures.repertoire)
      .draw(on: &painter.surface, in: inside, theme: theme)
  }

  private func heldOutChart(_ history: TrainingHistory) -> CurveChart {
    let figures: [(String, (HeldOutFigures) -> Double)] = [
      ("EER", \.equalErrorRate), ("TAR", \.trueAcceptRate),
      ("MAP@R", \.retrieval.meanAveragePrecision),
    ]
    let curves = figures.enumerated().map { place, entry in
      Curve(
        entry.0,
        history.measurements.map { Curve.Point(Double($0.step), entry.1($0.figures)) },
        shape: .line, color: [3, 2, 4][place])
    }
    return CurveChart(
      x: ChartAxis("step", 0...Double(max(20, history.lastStep))),
      y: ChartAxis("", 0...1, format: .percent), curves: curves)
  }

  // MARK: - Distances

  func drawTrainedDistances(in region: Region, _ isFocused: Bool, _ painter: inout Painter) {
    let theme = painter.theme
    let picture = train.snapshot?.distances
    let words =
      picture?.equalError.map { "EER \($0.rate.percent) at \($0.threshold.fixed(2))" } ?? ""
    let inside = painter.panel(
      "Squared distances", note: StyledText(words, theme.threshold), isFocused: isFocused,
      in: region)
    guard let picture else {
      let words = "Pairs of one person, and of different people"
      return painter.writeCentred([StyledText(words, theme.muted)], in: inside)
    }
    TwoClassHistogram(
      range: picture.histogram.range, mated: picture.histogram.mated,
      nonMated: picture.histogram.nonMated, threshold: picture.equalError?.threshold
    ).draw(on: &painter.surface, in: inside, theme: theme)
  }
}
