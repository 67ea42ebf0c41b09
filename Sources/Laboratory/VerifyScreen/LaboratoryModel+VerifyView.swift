import Faces
import Terminal
import Verification

extension LaboratoryModel {
  func drawVerify(_ painter: inout Painter) {
    let layout = verifyLayout
    draw(verify.reference, .reference, in: layout.reference, &painter)
    draw(verify.probe, .probe, in: layout.probe, &painter)
    drawVerdict(in: layout.verdict, &painter)
    drawDistribution(in: layout.distribution, &painter)
  }

  // MARK: - Reference and probe

  private func draw(
    _ subject: Subject?, _ side: VerifyScreen.Side, in region: Region, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let inside = painter.panel(side == .reference ? "Reference" : "Probe", in: region)
    let (picture, words) = inside.splitRows(inside.rows - 3)
    guard let subject else {
      draw(invitationTo: side, in: inside, &painter)
      return
    }
    draw(pictureOf: subject, in: picture, &painter)
    let size = "\(subject.photoSize.width)×\(subject.photoSize.height)"
    painter.write(
      [
        StyledText(subject.name, theme.title),
        StyledText(subject.origin.tail(columns: words.columns), theme.muted),
        StyledText("\(size) · ", theme.muted) + subject.quality.word(theme),
      ], in: words)
  }

  private func draw(
    invitationTo side: VerifyScreen.Side, in region: Region, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let key = side == .reference ? "a" : "b"
    if let words = missingEmbeddingsWords {
      let lines = words.wrapped(toColumns: region.columns).map { StyledText($0, theme.muted) }
      return painter.writeCentred(lines, in: region)
    }
    painter.writeCentred(
      [
        StyledText(collection.isEmpty ? "nobody is enrolled yet" : "nobody chosen", theme.muted),
        "",
        StyledText(key, theme.key) + StyledText(" a person or photo", theme.muted),
        collection.isEmpty
          ? StyledText("e", theme.key) + StyledText(" enroll photos    ", theme.muted) : "",
      ], in: region)
  }

  func draw(pictureOf subject: Subject, in region: Region, _ painter: inout Painter) {
    let crop: FaceCrop?
    let name: String
    switch subject.source {
    case .enrolled(let face): (crop, name) = (crops[face], String(face.rawValue))
    case .photo(let path, let face): (crop, name) = (subject.crop, "\(face) \(path)")
    }
    guard let crop else { return }
    let picture = painter.pictures.face(
      crop, named: name, columns: region.columns, rows: region.rows)
    painter.draw(picture, in: region)
  }

  // MARK: - Verdict

  private func drawVerdict(in region: Region, _ painter: inout Painter) {
    let inside = painter.panel("Verdict", in: region)
    let origin = "threshold: \(threshold.explanation)".wrapped(toColumns: inside.columns)
      .map { StyledText($0, painter.theme.muted) }
    let warnings = warningLines(columns: inside.columns, painter.theme)
    painter.write(verdictLines(painter.theme) + [""] + origin + warnings, in: inside)
  }

  private func verdictLines(_ theme: Theme) -> [StyledText] {
    guard let distance = pairDistance else {
      return ["", StyledText("Two faces are needed", theme.muted)] + rateLines(theme)
    }
    let isSame = distance < threshold.value
    let margin = (threshold.value - distance).magnitude
    return [
      "",
      isSame
        ? StyledText("= ", theme.good) + StyledText("SAME PERSON", theme.good)
        : StyledText("≠ ", theme.bad) + StyledText("DIFFERENT PEOPLE", theme.bad),
      "",
      figure("distance", StyledText(distance.fixed(3), theme.accent.bold), theme),
      figure("threshold", StyledText(threshold.value.fixed(3), theme.threshold), theme),
      figure("margin", StyledText(margin.fixed(3)), theme),
      probability(at: distance, theme),
      truth(isSame, theme),
    ] + rateLines(theme)
  }

  func figure(_ name: String, _ value: StyledText, _ theme: Theme) -> StyledText {
    StyledText(name.padded(toColumns: 11), theme.muted) + value
  }

  /// How probable one person is at this distance, once that was fitted to the gallery; as many
  /// pairs being of one person as not.
  private func probability(at distance: Double, _ theme: Theme) -> StyledText {
    guard let calibration = statistics?.inference?.calibration else { return "" }
    let probability = calibration.probability(distance, prior: 0.5)
    return figure("P(same)", StyledText(probability.percent), theme)
      + StyledText(" prior ½", theme.muted)
  }

  /// Whether the verdict is right, where the gallery knows both people.
  private func truth(_ isSame: Bool, _ theme: Theme) -> StyledText {
    guard let one = verify.reference?.person, let other = verify.probe?.person else { return "" }
    switch (isSame, one == other) {
    case (true, true), (false, false): return StyledText("✓ the verdict is right", theme.muted)
    case (true, false): return StyledText("✗ false accept", theme.bad)
    case (false, true): return StyledText("✗ false reject", theme.bad)
    }
  }

  // MARK: - Rates

  private func rateLines(_ theme: Theme) -> [StyledText] {
    guard let statistics, statistics.hasEnough else {
      return ["", StyledText(missingRates, theme.muted)]
    }
    let rates = statistics.scores.rates(at: threshold.value)
    let count = statistics.scores.mated.count + statistics.scores.nonMated.count
    return [
      "",
      StyledText("on \(count.grouped) pairs", theme.muted),
      rateWithInterval("TAR", rates.tar, statistics.intervals.tar(rates), theme.good, theme),
      rateWithInterval("FAR", rates.far, statistics.intervals.far(rates), theme.bad, theme),
      rates.far.isResolved
        ? "" : StyledText("FAR rests on \(rates.far.successes.counted("error"))", theme.muted),
    ]
  }

  private var missingRates: String {
    if collection.embeddings.count < 2 { return "no pairs to rate yet" }
    return statistics == nil ? "comparing all pairs…" : "too few pairs for rates"
  }

  /// A rate with its 95 % interval.
  func rateWithInterval(
    _ name: String, _ value: Proportion, _ interval: ClosedRange<Double>, _ style: Style,
    _ theme: Theme
  ) -> StyledText {
    let ends = "\(interval.lowerBound.percentFigure)–\(interval.upperBound.percentFigure)"
    return StyledText("\(name) ", theme.muted)
      + StyledText((value.rate?.percent ?? "–").padded(toColumns: 7), style)
      + StyledText(" [\(ends)]", theme.muted)
  }

  // MARK: - Where the pair lies

  private func drawDistribution(in region: Region, _ painter: inout Painter) {
    let inside = painter.panel(
      "Where this pair lies", note: walkNote(painter.theme), in: region)
    guard let statistics, statistics.hasEnough else {
      painter.writeCentred([StyledText(missingRates, painter.theme.muted)], in: inside)
      return
    }
    drawHistogram(of: statistics.scores, in: inside, &painter)
  }

  /// Both classes over the distance, with the threshold and the pair on the screen.
  func drawHistogram(of scores: ScoreSet, in region: Region, _ painter: inout Painter) {
    let range = threshold.range
    let histogram = scores.histogram(bins: region.columns * 2, range: range)
    let marker = pairDistance.map { (value: $0, label: "this pair \($0.fixed(3))") }
    TwoClassHistogram(
      range: range, mated: histogram.mated, nonMated: histogram.nonMated,
      threshold: threshold.value, marker: marker
    ).draw(on: &painter.surface, in: region, theme: painter.theme)
  }

  private func walkNote(_ theme: Theme) -> StyledText {
    guard let position = verify.position else { return "" }
    let count = length(of: verify.walk).grouped
    return StyledText(
      "pair \((position + 1).grouped) of \(count), \(verify.walk.title)", theme.muted)
  }
}

extension Double {
  /// A rate in percent, without the sign.
  var percentFigure: String { String(percent.dropLast(2)) }
}

extension Quality {
  /// The face's condition in a word or two.
  func word(_ theme: Theme) -> StyledText {
    flaws.isEmpty
      ? StyledText("sharp", theme.good)
      : StyledText(flaws.map(\.rawValue).joined(separator: ", "), theme.warning)
  }
}
