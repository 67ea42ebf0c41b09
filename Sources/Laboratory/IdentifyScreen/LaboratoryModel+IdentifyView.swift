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
      let first =
        missingEmbeddingsWords
        ?? (collection.isEmpty ? "nobody is enrolled yet" : "nobody searched for yet")
      return painter.writeCentred(
        first.wrapped(toColumns: inside.columns).map { StyledText($0, theme.muted) } + [
          "",
          StyledText("a", theme.key) + StyledText(" the path of a photo", theme.muted),
        ], in: inside)
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

  func name(of person: Person.ID) -> String {
    collection.person(person)?.displayName ?? ""
  }

  func name(of candidate: Candidate) -> String {
    name(of: Person.ID(rawValue: Int64(candidate.person)))
  }

  // MARK: - The verdict

  private func drawIdentity(in region: Region, _ painter: inout Painter) {
    let inside = painter.panel("Verdict", in: region)
    let theme = painter.theme
    // An assignment over all faces of the photo, so once a frame.
    let found = identify.probe.flatMap { _ in identify.found(at: threshold.value)[identify.place] }
    let lines =
      identityLines(found, theme) + truthLines(found, theme) + [""]
      + oneToManyLines(columns: inside.columns, theme)
    painter.write(lines, in: inside)
  }

  private func identityLines(_ found: Candidate?, _ theme: Theme) -> [StyledText] {
    guard let probe = identify.probe else { return [StyledText("No probe yet", theme.muted)] }
    let verdict =
      found.map { StyledText("= ", theme.good) + StyledText(name(of: $0), theme.good) }
      ?? StyledText("≠ UNKNOWN", theme.bad)
    let distance = (found ?? probe.ranked.first)?.distance
    return [
      verdict,
      figure(
        "distance", StyledText(distance.map { Double($0).fixed(3) } ?? "–", theme.accent.bold),
        theme),
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
  private func truthLines(_ found: Candidate?, _ theme: Theme) -> [StyledText] {
    guard let probe = identify.probe else { return [] }
    if found?.isMarked == true { return [StyledText("as marked", theme.accent)] }
    guard let person = probe.subject.person else {
      guard let first = probe.ranked.first, found == nil else { return [""] }
      let isTaken = Double(first.distance) < threshold.value
      return [
        StyledText(isTaken ? "another face here is nearer" : "nobody is near enough", theme.muted)
      ]
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
}
