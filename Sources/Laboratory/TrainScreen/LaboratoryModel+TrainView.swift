import Terminal
import Training

extension LaboratoryModel {
  func drawTrain(_ painter: inout Painter) {
    let layout = trainLayout
    drawTrainingState(in: layout.state, isAlone: layout.numbers.isEmpty, &painter)
    drawTrainedSpace(in: layout.space, &painter)
    drawSettings(in: layout.settings, &painter)
    if !layout.numbers.isEmpty { drawNumbers(in: layout.numbers, &painter) }
    for (view, region) in layout.figures {
      let isChosen = layout.figures.count > 1 && view == train.view
      switch view {
      case .loss: drawLoss(in: region, isChosen, &painter)
      case .heldOut: drawHeldOut(in: region, isChosen, &painter)
      case .distances: drawTrainedDistances(in: region, isChosen, &painter)
      case .triplet: drawTriplet(in: region, isChosen, &painter)
      }
    }
  }

  // MARK: - What goes on

  private func drawTrainingState(in region: Region, isAlone: Bool, _ painter: inout Painter) {
    let theme = painter.theme
    let note = isAlone ? shortNumbers : phaseWords
    let inside = painter.panel("Training", note: StyledText(note, theme.muted), in: region)
    let lesson = train.lesson(of: collection)
    let sign = sign(lesson.tone, theme)
    let columns = inside.columns - sign.columns
    let lines = lesson.text.wrapped(toColumns: columns).map {
      StyledText($0, style(lesson.tone, theme))
    }
    let remark = lines.count > 1 ? [] : [StyledText(train.remark ?? "", theme.muted)]
    painter.write([sign], in: inside)
    painter.write(lines + remark, in: inside.splitColumns(sign.columns).right)
  }

  private func sign(_ tone: TrainScreen.Tone, _ theme: Theme) -> StyledText {
    switch tone {
    case .calm: StyledText(train.phase == .running ? "● " : "○ ", theme.accent)
    case .good: StyledText("✓ ", theme.good)
    case .warning: StyledText("! ", theme.warning.bold)
    case .bad: StyledText("✗ ", theme.bad)
    }
  }

  private func style(_ tone: TrainScreen.Tone, _ theme: Theme) -> Style {
    switch tone {
    case .calm, .good: theme.text
    case .warning: theme.warning.bold
    case .bad: theme.bad
    }
  }

  private var phaseWords: String {
    switch train.phase {
    case .idle: train.snapshot == nil ? "" : "ended"
    case .preparing: "reading photos"
    case .running: "running"
    case .paused: "paused: Space goes on, s takes a step"
    }
  }

  /// The numbers in one line, where there is no panel for them.
  private var shortNumbers: String {
    guard let snapshot = train.snapshot, let report = snapshot.report else { return phaseWords }
    var words = train.phase == .paused ? ["paused"] : train.phase == .idle ? ["ended"] : []
    words += ["step \(snapshot.step.grouped)", "loss \(report.loss.fixed(3))"]
    if let speed = snapshot.photosPerSecond { words.append("\(Int(speed.rounded()).grouped)/s") }
    if let eer = snapshot.history.measurements.last?.figures.equalErrorRate {
      words.append("EER \(eer.percent)")
    }
    return words.joined(separator: " · ")
  }

  // MARK: - Settings

  private func drawSettings(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let note = StyledText("↑↓ ←→", theme.key)
    let inside = painter.panel("Settings", note: note, in: region)
    let (list, foot) = inside.splitRows(
      min(TrainingField.allCases.count, max(1, inside.rows - (inside.rows > 9 ? 2 : 1))))
    let pending = Set(train.pending)
    settingsList.draw(on: &painter.surface, in: list, theme: theme) { index in
      line(
        for: TrainingField.allCases[index],
        isPending: pending.contains(TrainingField.allCases[index]), theme)
    }
    let words =
      pending.contains(train.field)
      ? "* from the next start on: n" : train.field.explanation(train.settings)
    let lines = words.wrapped(toColumns: foot.columns)
    painter.write(lines.map { StyledText($0, theme.muted) }, in: foot)
  }

  private func line(for field: TrainingField, isPending: Bool, _ theme: Theme) -> StyledText {
    let isIdle = field == .mining && !train.settings.plan.loss.takesTriplets
    let value = StyledText(field.value(train.settings), isIdle ? theme.muted : theme.text)
    let name = isPending ? field.rawValue + " *" : field.rawValue
    return StyledText(name.padded(toColumns: 16), isPending ? theme.warning : theme.muted) + value
  }

  // MARK: - Numbers

  private func drawNumbers(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let inside = painter.panel("Figures", in: region)
    guard let snapshot = train.snapshot else {
      let words = "They come with the first steps."
      return painter.write([StyledText(words, theme.muted)], in: inside)
    }
    painter.write(
      stepNumbers(snapshot, theme) + [""] + heldOutNumbers(snapshot, theme)
        + trainedNumbers(theme), in: inside)
  }

  private func number(_ name: String, _ value: String?, _ theme: Theme) -> StyledText {
    StyledText(name.padded(toColumns: 16), theme.muted) + StyledText(value ?? "–")
  }

  private func stepNumbers(_ snapshot: TrainingSnapshot, _ theme: Theme) -> [StyledText] {
    let report = snapshot.report
    return [
      number("step", snapshot.step.grouped, theme),
      number("epoch", snapshot.epoch.fixed(1), theme),
      number("photos a second", snapshot.photosPerSecond.map { Int($0.rounded()).grouped }, theme),
      number("loss", report?.loss.fixed(4), theme),
      number("violating", snapshot.violating?.percent, theme),
      number("mined triplets", report?.mining?.count.grouped, theme),
      number("active of them", report?.mining?.active.grouped, theme),
      number("gradient norm", report?.gradientNorm.fixed(3), theme),
      number("mean d² same", report?.meanMated?.fixed(3), theme),
      number("mean d² others", report?.meanNonMated?.fixed(3), theme),
    ]
  }

  private func heldOutNumbers(_ snapshot: TrainingSnapshot, _ theme: Theme) -> [StyledText] {
    guard let facts = train.facts, facts.heldOutPeople > 1 else {
      return [StyledText("nobody is held out", theme.muted)]
    }
    let figures = snapshot.history.measurements.last?.figures
    let title = "\(facts.heldOutPeople.counted("person", "people")) held out"
    return [
      StyledText(title, theme.accent),
      number("EER", figures?.equalErrorRate.percent, theme),
      number("TAR at FAR 1e-2", figures?.trueAcceptRate.percent, theme),
      number("precision@1", figures?.retrieval.precisionAtOne.percent, theme),
      number("MAP@R", figures?.retrieval.meanAveragePrecision.percent, theme),
    ]
  }

  private func trainedNumbers(_ theme: Theme) -> [StyledText] {
    guard let facts = train.facts else { return [] }
    let title = "\(facts.people.counted("person", "people")) trained on"
    return [StyledText(title, theme.accent), number("photos", facts.photos.grouped, theme)]
  }
}
