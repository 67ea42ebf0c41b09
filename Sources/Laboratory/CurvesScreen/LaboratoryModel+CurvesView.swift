import Figures
import Terminal
import Verification

extension LaboratoryModel {
  func drawCurves(_ painter: inout Painter) {
    let width = min(max(34, frame.body.columns / 4), 44)
    let (left, right) = frame.body.splitColumns(frame.body.columns - width)
    let inside = painter.panel(curves.kind.title, in: left)
    guard let statistics, !statistics.scores.mated.isEmpty, !statistics.scores.nonMated.isEmpty
    else {
      drawMissingCurve(in: inside, &painter)
      _ = painter.panel("Figures", in: right)
      return
    }
    draw(curves.kind, of: statistics, in: inside, &painter)
    drawFigures(of: statistics, in: right, &painter)
  }

  private func drawMissingCurve(in region: Region, _ painter: inout Painter) {
    let muted = painter.theme.muted
    let why: String
    if let words = missingEmbeddingsWords {
      why = words
    } else if collection.embeddings.count < 2 {
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
    _ kind: CurveKind, of statistics: Statistics, in region: Region, _ painter: inout Painter
  ) {
    guard kind != .histogram else {
      return drawHistogram(of: statistics.scores, in: region, &painter)
    }
    let overlay = curves.overlay.scores
    let name = overlay.isEmpty ? "" : curves.overlay.ownName(embedder.name, threshold.metric)
    let chart = statistics.scores.chart(
      kind, at: threshold.value, over: threshold.range, intervals: statistics.intervals, name: name,
      with: overlay)
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
    let rateLines = [
      rateWithInterval("TAR", rates.tar, statistics.intervals.tar(rates), theme.good, theme),
      rateWithInterval("FAR", rates.far, statistics.intervals.far(rates), theme.bad, theme),
      rateWithInterval("FRR", rates.frr, statistics.intervals.frr(rates), theme.warning, theme),
    ]
    let warnings = warningLines(columns: inside.columns, theme)
    painter.write(
      [
        StyledText("threshold  ", theme.muted)
          + StyledText(threshold.value.fixed(3), theme.threshold)
      ]
        + rateLines + warnings + [""] + summary(of: statistics, theme)
        + ["", StyledText("FAR     threshold  TAR", theme.muted)]
        + points.map { line(for: $0, theme) }
        + [
          "", StyledText("\(scores.mated.count.grouped) mated pairs", theme.muted),
          StyledText("\(scores.nonMated.count.grouped) non-mated pairs", theme.muted),
          StyledText(Self.source(of: statistics.intervals), theme.faint),
        ],
      in: inside)
  }

  /// What holds at every threshold.
  private func summary(of statistics: Statistics, _ theme: Theme) -> [StyledText] {
    let summary = statistics.summary
    return [
      figure("AUC", summary.area?.fixed(5), theme),
      figure("EER", summary.equalErrors.map { Self.at($0.rate, $0.threshold) }, theme),
      figure("best", summary.best.map { Self.at($0.accuracy.rate ?? 0, $0.threshold) }, theme),
      figure("d′", summary.sensitivity?.fixed(2), theme),
    ]
      + (statistics.inference?.calibrationCost.map { cost in
        [
          figure(
            "Cllr", "\(cost.cllr.mean.fixed(3)), at least \(cost.minCllr.mean.fixed(3))", theme)
        ]
      } ?? [])
  }

  /// Where the 95 % intervals come from.
  private static func source(of intervals: RateIntervals) -> String {
    switch intervals {
    case .independentPairs: "[ ] 95 %, as if independent"
    case .sharedPeople(let dependence):
      dependence.hasEnoughPeople ? "[ ] 95 %, over people" : "[ ] 95 %, over few people"
    }
  }

  /// What speaks against the threshold on this gallery, each in as many lines as it needs.
  func warningLines(columns: Int, _ theme: Theme) -> [StyledText] {
    thresholdWarnings.prefix(2).flatMap { warning in
      "! \(warning)".wrapped(toColumns: columns).map { StyledText($0, theme.warning) }
    }
  }

  private static func at(_ rate: Double, _ threshold: Double) -> String {
    "\(rate.percent) at \(threshold.fixed(3))"
  }

  private func figure(_ name: String, _ value: String?, _ theme: Theme) -> StyledText {
    StyledText(name.padded(toColumns: 6), theme.muted) + StyledText(value ?? "–")
  }

  /// An operating point; greyed where the data can't tell so small a rate.
  private func line(for point: OperatingPoint, _ theme: Theme) -> StyledText {
    let text =
      point.target.formattedRate.padded(toColumns: 8)
      + point.threshold.fixed(3).padded(toColumns: 11) + (point.rates.tar.rate ?? 0).percent
    return point.isResolvable
      ? StyledText(text) : StyledText(text + " ?", theme.faint)
  }
}
