import Gallery
import Terminal
import Verification

/// The pairs behind a point of the curves: those decided wrongly at the threshold, the worst first.
struct ErrorList: Sendable {
  enum Kind: Sendable {
    case falseAccepts, falseRejects

    var title: String { self == .falseAccepts ? "False accepts" : "False rejects" }
    var other: Kind { self == .falseAccepts ? .falseRejects : .falseAccepts }
    /// The list of pairs in Verify that begins with these.
    var walk: VerifyScreen.Walk {
      self == .falseAccepts ? .hardestImpostors : .worstGenuine
    }
  }

  var kind: Kind
  var selected = 0
}

extension LaboratoryModel {
  /// How many pairs are decided wrongly at the threshold.
  var errorCounts: (accepts: Int, rejects: Int) {
    guard let rates = statistics?.scores.rates(at: threshold.value) else { return (0, 0) }
    return (rates.far.successes, rates.frr.successes)
  }

  /// The pairs decided wrongly, as many as are kept.
  func errors(_ kind: ErrorList.Kind) -> ArraySlice<Statistics.RankedPair> {
    guard let statistics else { return [] }
    return switch kind {
    case .falseAccepts:
      statistics.hardestImpostors.prefix { Double($0.distance) < threshold.value }
    case .falseRejects:
      statistics.worstGenuine.prefix { Double($0.distance) >= threshold.value }
    }
  }

  mutating func showErrors(_ kind: ErrorList.Kind) -> [Effect] {
    overlay = .errors(ErrorList(kind: kind))
    return []
  }

  /// Does what an action means in the list of errors.
  mutating func perform(_ action: Action?, in list: ErrorList) -> [Effect] {
    var list = list
    let count = errors(list.kind).count
    switch action {
    case .accept: return open(list)
    case .nextPane: list = ErrorList(kind: list.kind.other)
    case .up: list.selected -= 1
    case .down: list.selected += 1
    case .pageUp: list.selected -= rows / 2
    case .pageDown: list.selected += rows / 2
    case .first: list.selected = 0
    case .last: list.selected = count - 1
    // The threshold moves behind the list, which follows.
    case .lowerThreshold, .raiseThreshold, .lowerThresholdFar, .raiseThresholdFar:
      return action.map { perform($0) } ?? []
    default: break
    }
    list.selected = max(0, min(list.selected, errors(list.kind).count - 1))
    overlay = .errors(list)
    return []
  }

  /// The pair under the cursor, on the verify screen, where Tab goes on through the list.
  private mutating func open(_ list: ErrorList) -> [Effect] {
    let index = min(list.selected, errors(list.kind).count - 1)
    guard index >= 0 else { return [] }
    overlay = nil
    screen = .verify
    show(list.kind.walk, index)
    return []
  }

  // MARK: - View

  func draw(_ list: ErrorList, _ painter: inout Painter) {
    let theme = painter.theme
    let errors = errors(list.kind)
    let total = list.kind == .falseAccepts ? errorCounts.accepts : errorCounts.rejects
    let note =
      errors.count < total
      ? "the worst \(errors.count.grouped) of \(total.grouped)" : total.counted("pair")
    var dialog = dialog(of: list)
    dialog.note = StyledText(note, theme.muted)
    let inside = dialog.draw(on: &painter.surface, in: frame.body, theme: theme)
    let (view, rows) = self.list(of: list)
    guard let selected = view.selection, !errors.isEmpty else {
      return painter.writeCentred(
        [
          StyledText("No \(list.kind.title.lowercased()) at this threshold", theme.muted),
          StyledText("Tab shows the other errors, ←→ moves the threshold", theme.muted),
        ],
        in: inside)
    }
    view.draw(on: &painter.surface, in: rows, theme: theme) {
      line(for: errors[$0], columns: rows.columns, theme)
    }
    let pictures = inside.splitColumns(rows.columns).right
    drawPictures(of: errors[selected], in: pictures, &painter)
  }

  private func dialog(of list: ErrorList) -> Dialog {
    Dialog(
      "\(list.kind.title) at \(threshold.value.fixed(3))", columns: min(120, columns - 4),
      rows: frame.body.rows - 2)
  }

  /// The pairs, and where they stand beside the pictures.
  func list(of list: ErrorList) -> PlacedList {
    let inside = dialog(of: list).inside(frame.body)
    let count = errors(list.kind).count
    return (
      ListView(count: count, selection: min(list.selected, max(0, count - 1))),
      inside.splitColumns(inside.columns - pictureColumns(in: inside)).left
    )
  }

  /// The columns for the pair's two pictures, one above the other.
  private func pictureColumns(in region: Region) -> Int {
    min(region.columns / 3, max(16, region.rows - 4))
  }

  /// The faces of the pair under the list's cursor.
  func facesShown(in list: ErrorList) -> [FaceRecord.ID] {
    let errors = errors(list.kind)
    guard let last = errors.indices.last else { return [] }
    let pair = errors[min(list.selected, last)]
    return [pair.reference, pair.probe]
  }

  private func line(
    for pair: Statistics.RankedPair, columns: Int, _ theme: Theme
  ) -> StyledText {
    let half = (columns - 10) / 2
    let distance = Double(pair.distance).fixed(3)
    return StyledText(" \(distance)  ", theme.accent)
      + StyledText(caption(of: pair.reference, columns: half).padded(toColumns: half))
      + StyledText(caption(of: pair.probe, columns: half))
  }

  /// The person with the end of the photo's name, which tells one person's photos apart.
  private func caption(of face: FaceRecord.ID, columns: Int) -> String {
    guard let record = collection.face(face) else { return "" }
    let name = collection.person(record.person)?.displayName ?? ""
    let photo = PathName.last(record.photo.path).tail(columns: columns / 2)
    return name.truncated(toColumns: columns - photo.columns - 3) + "  " + photo
  }

  private func drawPictures(
    of pair: Statistics.RankedPair, in region: Region, _ painter: inout Painter
  ) {
    let inner = Region(
      column: region.column + 1, row: region.row, columns: max(0, region.columns - 1),
      rows: region.rows)
    let (upper, lower) = inner.splitRows(inner.rows / 2)
    for (face, place) in [(pair.reference, upper), (pair.probe, lower)] {
      guard let crop = crops[face] else { continue }
      let picture = painter.pictures.face(
        crop, named: String(face.rawValue), columns: place.columns, rows: place.rows)
      painter.draw(picture, in: place)
    }
  }
}
