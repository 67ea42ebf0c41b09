import Figures
import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  func drawIdentify(_ painter: inout Painter) {
    let layout = identifyLayout
    drawProbe(in: layout.probe, &painter)
    drawSuggestion(in: layout.candidate, &painter)
    drawIdentity(in: layout.verdict, &painter)
    drawSuggestions(in: layout.candidates, &painter)
    drawComparison(in: layout.comparison, &painter)
  }

  // MARK: - The two faces

  private func drawProbe(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let count = identify.probes.count
    let note = count > 1 ? StyledText("face \(identify.place + 1) of \(count)", theme.muted) : ""
    let inside = painter.panel("Probe", note: note, in: region)
    guard let probe = identify.probe?.subject else {
      let first = collection.isEmpty ? "nobody is enrolled yet" : "nobody searched for yet"
      return painter.writeCentred(
        [StyledText(first, theme.muted), "",
          StyledText("a", theme.key) + StyledText(" the path of a photo", theme.muted)], in: inside)
    }
    let (picture, words) = inside.splitRows(inside.rows - 3)
    draw(pictureOf: probe, in: picture, &painter)
    let size = "\(probe.photoSize.width)×\(probe.photoSize.height) · "
    painter.write(
      [
        StyledText(probe.name, theme.title),
        StyledText(probe.origin.tail(columns: words.columns), theme.muted),
        StyledText(size, theme.muted) + probe.quality.word(theme),
      ], in: words)
  }

  private func drawSuggestion(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let number = identify.suggestion == nil ? "" : " \(identify.selected + 1)"
    let inside = painter.panel("Candidate\(number)", in: region)
    guard let suggestion = identify.suggestion, let face = collection.face(suggestion.face) else {
      let why = identify.probe == nil ? "" : "nobody else to be found"
      return painter.writeCentred([StyledText(why, theme.muted)], in: inside)
    }
    let (picture, words) = inside.splitRows(inside.rows - 3)
    if let crop = crops[face.id] {
      let cells = painter.pictures.face(
        crop, named: String(face.id.rawValue), columns: picture.columns, rows: picture.rows)
      painter.draw(cells, in: picture)
    }
    let photos = collection.faces(of: suggestion.person).count.counted("face")
    painter.write(
      [
        StyledText(name(of: suggestion.person), theme.title),
        StyledText(PathName.last(face.photo.path).tail(columns: words.columns), theme.muted),
        StyledText("\(photos) · the nearest", theme.muted),
      ], in: words)
  }

  private func name(of person: Person.ID) -> String {
    collection.person(person)?.displayName ?? ""
  }

  private func name(of candidate: Candidate) -> String {
    name(of: Person.ID(rawValue: Int64(candidate.person)))
  }

  // MARK: - The verdict

  private func drawIdentity(in region: Region, _ painter: inout Painter) {
    let inside = painter.panel("Verdict", in: region)
    let theme = painter.theme
    let lines = identityLines(theme) + truthLines(theme) + [""]
      + oneToManyLines(columns: inside.columns, theme)
    painter.write(lines, in: inside)
  }

  private func identityLines(_ theme: Theme) -> [StyledText] {
    guard let probe = identify.probe else { return [StyledText("No probe yet", theme.muted)] }
    let found = identify.found(at: threshold.value)[identify.place]
    let verdict =
      found.map { StyledText("= ", theme.good) + StyledText(name(of: $0), theme.good) }
      ?? StyledText("≠ UNKNOWN", theme.bad)
    let distance = (found ?? probe.ranked.first)?.distance
    return [
      verdict,
      figure("distance", StyledText(distance.map { Double($0).fixed(3) } ?? "–", theme.accent.bold), theme),
      figure("threshold", StyledText(threshold.value.fixed(3), theme.threshold), theme),
      figure("margin", margin(probe, theme), theme),
    ]
  }

  /// How much farther the runner-up is.
  private func margin(_ probe: IdentifyScreen.Probe, _ theme: Theme) -> StyledText {
    guard let margin = probe.ranked.margin, probe.ranked.count > 1 else {
      return StyledText("no runner-up", theme.muted)
    }
    return StyledText(Double(margin).fixed(3))
      + StyledText(" to \(name(of: probe.ranked[1]))", theme.muted)
  }

  /// Whether the verdict is right, where the gallery knows.
  private func truthLines(_ theme: Theme) -> [StyledText] {
    guard let probe = identify.probe else { return [] }
    let found = identify.found(at: threshold.value)[identify.place]
    if found?.isMarked == true { return [StyledText("as marked", theme.accent)] }
    guard let person = probe.subject.person else {
      guard let first = probe.ranked.first, found == nil else { return [""] }
      let isTaken = Double(first.distance) < threshold.value
      return [StyledText(isTaken ? "another face here is nearer" : "nobody is near enough", theme.muted)]
    }
    if let found {
      return found.person == Int(person.rawValue)
        ? [StyledText("✓ as the gallery says", theme.muted)]
        : [StyledText("✗ false positive", theme.bad)]
    }
    return collection.faces(of: person).count == 1
      ? [StyledText("✓ has no other photo here", theme.muted)]
      : [StyledText("✗ false negative", theme.bad)]
  }

  /// What the rates of one pair mean for a search among everybody.
  private func oneToManyLines(columns: Int, _ theme: Theme) -> [StyledText] {
    guard let statistics, let rate = statistics.scores.rates(at: threshold.value).far.rate else {
      return []
    }
    let people = collection.people.count
    let alarms = OneToMany.expectedFalseAlarms(falseAcceptRate: rate, people: people)
    var lines = [
      StyledText("1:1 ", theme.title) + StyledText("FAR of a pair ", theme.muted)
        + StyledText(rate.percent, theme.bad),
      StyledText("1:N ", theme.title)
        + StyledText("\(people.counted("person", "people")), a stranger", theme.muted),
      StyledText("meets ", theme.muted) + StyledText(Self.alarms(alarms), theme.bad)
        + StyledText(" false alarms", theme.muted),
    ]
    if let measured = identify.results.first?.rates(at: threshold.value).falsePositives.rate {
      lines.append(
        StyledText("FPIR ", theme.muted) + StyledText(measured.percent, theme.bad)
          + StyledText(" measured", theme.muted))
    }
    if alarms >= 0.1 {
      lines += "for 1:N lower the threshold: every person is a chance to be wrong"
        .wrapped(toColumns: columns).map { StyledText($0, theme.warning) }
    }
    return lines
  }

  private static func alarms(_ count: Double) -> String {
    count >= 10 ? Int(count.rounded()).grouped : count.fixed(count < 0.1 ? 3 : 2)
  }

  // MARK: - Candidates

  var suggestionList: ListView {
    ListView(
      count: identify.probe?.suggestions.count ?? 0, selection: identify.selected, isFocused: true)
  }

  private func drawSuggestions(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let all = identify.probe?.suggestions ?? []
    let total = identify.probe?.ranked.count ?? 0
    let inside = painter.panel(
      "Candidates", note: StyledText(total.counted("person", "people"), theme.muted), in: region)
    let width = inside.columns - (all.count > inside.rows ? 1 : 0)
    suggestionList.draw(on: &painter.surface, in: inside, theme: theme) { row in
      suggestionLine(all[row], row + 1, width: width, theme)
    }
  }

  private func suggestionLine(
    _ suggestion: IdentifyScreen.Suggestion, _ rank: Int, width: Int, _ theme: Theme
  ) -> StyledText {
    let distance = Double(suggestion.candidate.distance)
    let isNear = distance < threshold.value
    let sign = suggestion.candidate.isMarked ? "m" : isNear ? "=" : " "
    let figure = StyledText("\(sign) ", isNear ? theme.good : theme.accent)
      + StyledText(distance.fixed(3), isNear ? theme.good : theme.muted)
    let number = StyledText(String(rank).leftPadded(toColumns: 3) + " ", theme.muted)
    let room = max(8, width - number.columns - figure.columns - 1)
    let bar = room > 40 ? distanceBar(distance, columns: room - 26, theme) : ""
    let name = StyledText(name(of: suggestion.person)).fitted(room - bar.columns)
    return number + name + " " + figure + bar
  }

  /// The distance as a line over the threshold bar's range, the threshold marked.
  private func distanceBar(_ distance: Double, columns: Int, _ theme: Theme) -> StyledText {
    let span = threshold.range.upperBound
    let inner = columns - 2
    func place(_ value: Double) -> Int { min(inner - 1, max(0, Int(value / span * Double(inner)))) }
    let (end, mark) = (place(distance), place(threshold.value))
    let style = distance < threshold.value ? theme.good : theme.muted
    var line = StyledText("  ")
    for column in 0..<inner {
      if column == mark {
        line = line + StyledText("│", theme.threshold)
      } else {
        line = line + StyledText(column <= end ? "━" : " ", style)
      }
    }
    return line
  }

  // MARK: - Strategies

  private func drawComparison(in region: Region, _ painter: inout Painter) {
    let inside = painter.panel(
      identify.comparison.rawValue, note: comparisonNote(painter.theme), in: region)
    if identify.results.isEmpty {
      return painter.writeCentred(
        missingStrategies.wrapped(toColumns: inside.columns)
          .map { StyledText($0, painter.theme.muted) }, in: inside)
    }
    switch identify.comparison {
    case .table: painter.write(tableLines(painter.theme, rows: inside.rows), in: inside)
    case .match: draw(identify.results.matchChart(), in: inside, &painter)
    case .openSet: draw(identify.results.openSetChart(at: threshold.value), in: inside, &painter)
    }
  }

  private func draw(_ chart: CurveChart, in region: Region, _ painter: inout Painter) {
    CurvePlot(chart, repertoire: painter.pictures.repertoire).draw(
      on: &painter.surface, in: region, theme: painter.theme)
  }

  private func comparisonNote(_ theme: Theme) -> StyledText {
    guard case .running(let share) = identify.progress else { return "" }
    return StyledText("\(Int(share * 100)) %  Esc stops", theme.muted)
  }

  private var missingStrategies: String {
    switch identify.progress {
    case .stopped: "Comparing was stopped: press 5 to go on"
    case .running: "searching for every photo in the others…"
    case .idle where collection.embeddings.count < 2: "To compare strategies, it takes two photos"
    case .idle: "searching for every photo in the others…"
    }
  }

  private func tableLines(_ theme: Theme, rows: Int) -> [StyledText] {
    let heading = ["", "rank-1", "rank-5", "FPIR", "FNIR"]
    let best = identify.results.compactMap { $0.match.rate(rank: 1).rate }.max()
    var lines = [tableLine(heading.map { StyledText($0, theme.muted) })]
    for result in identify.results {
      let rates = result.rates(at: threshold.value)
      let first = result.match.rate(rank: 1).rate
      let figures: [(Double?, Style)] = [
        (first, first == best ? theme.good : .plain), (result.match.rate(rank: 5).rate, .plain),
        (rates.falsePositives.rate, theme.bad), (rates.falseNegatives.rate, theme.warning),
      ]
      lines.append(
        tableLine(
          [StyledText(result.strategy.name)]
            + figures.map { StyledText($0.0?.percentFigure ?? "–", $0.1) }))
    }
    let probes = identify.results[0].match.probes
    lines.append(StyledText("% of \(probes.grouped) probes, at the threshold", theme.muted))
    if let folds = identify.results.compactMap(\.folds).first {
      lines.append(StyledText("svm is trained in \(folds) folds", theme.faint))
    }
    return lines
  }

  private func tableLine(_ cells: [StyledText]) -> StyledText {
    cells.dropFirst().reduce(cells[0].fitted(8)) { line, cell in
      line + StyledText(String(repeating: " ", count: max(0, 7 - cell.columns))) + cell
    }
  }
}
