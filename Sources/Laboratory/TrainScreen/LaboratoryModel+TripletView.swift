import Terminal
import Training

extension LaboratoryModel {
  /// Anchor, positive and negative as faces, and their distances beside the margin.
  func drawTriplet(in region: Region, _ isFocused: Bool, _ painter: inout Painter) {
    let theme = painter.theme
    let triplet = train.snapshot?.triplet
    let isMined = train.snapshot?.plan.loss.takesTriplets ?? true
    let note = triplet.map { "step \($0.step.grouped)" } ?? ""
    let inside = painter.panel(
      isMined ? "Triplet last mined" : "Hardest triplet of an anchor",
      note: StyledText(note, theme.muted), isFocused: isFocused, in: region)
    guard let triplet else {
      let words =
        train.snapshot?.report == nil
        ? "An anchor, another photo of the person, and a stranger"
        : "No triplet was mined in this batch"
      let lines = words.wrapped(toColumns: inside.columns).map { StyledText($0, theme.muted) }
      return painter.writeCentred(lines, in: inside)
    }
    let ruler = min(3, inside.rows)
    let (faces, below) = inside.splitRows(inside.rows - ruler)
    drawFaces(of: triplet, in: faces, &painter)
    drawRuler(of: triplet, in: below, &painter)
  }

  private func drawFaces(of triplet: MinedTriplet, in region: Region, _ painter: inout Painter) {
    guard region.rows > 0 else { return }
    let theme = painter.theme
    let faces = [
      ("anchor", triplet.anchor, theme.accent), ("positive", triplet.positive, theme.mated),
      ("negative", triplet.negative, theme.nonMated),
    ]
    let width = region.columns / 3
    for (place, (role, face, style)) in faces.enumerated() {
      let column = Region(
        column: region.column + place * width, row: region.row, columns: width, rows: region.rows)
      let (picture, caption) = column.splitRows(column.rows - 1)
      let cells = painter.pictures.surface(
        named: "training \(train.run) \(face.key)", columns: picture.columns - 1, rows: picture.rows
      ) { face.image }
      painter.draw(cells, in: picture)
      let name = face.person.truncated(toColumns: max(0, width - role.columns - 2))
      painter.write(
        [StyledText(role, style) + StyledText(" " + name, theme.muted)], in: caption,
        alignment: .centre)
    }
  }

  /// Both distances on a line, and between them how far the negative is to be pushed.
  private func drawRuler(of triplet: MinedTriplet, in region: Region, _ painter: inout Painter) {
    guard region.rows > 2, region.columns > 20 else { return }
    let theme = painter.theme
    let goal = triplet.near + triplet.margin
    let end = [0.25, 0.5, 1, 2, 4].first { $0 >= max(goal, triplet.far) * 1.02 } ?? 4
    func place(_ value: Double) -> Int {
      min(region.columns - 1, Int((value / end * Double(region.columns - 1)).rounded()))
    }
    let row = region.row + 1
    for column in 0..<region.columns {
      let isMargin = column >= place(triplet.near) && column <= place(goal) && triplet.margin > 0
      let cell = isMargin ? Cell("━", theme.threshold) : Cell("─", theme.faint)
      painter.surface[region.column + column, row] = cell
    }
    painter.surface[region.column, row] = Cell("├", theme.faint)
    painter.surface[region.column + place(goal), row] = Cell("┤", theme.threshold)
    painter.surface[region.column + place(triplet.near), row] = Cell("●", theme.mated)
    painter.surface[region.column + place(triplet.far), row] = Cell("●", theme.nonMated)
    painter.write([caption(of: triplet, theme)], in: region)
    let words = StyledText(triplet.kind.rawValue, theme.muted)
    painter.write([words], in: region.splitRows(2).lower)
  }

  private func caption(of triplet: MinedTriplet, _ theme: Theme) -> StyledText {
    StyledText("d² pos ", theme.muted) + StyledText(triplet.near.fixed(3), theme.mated)
      + StyledText("  neg ", theme.muted) + StyledText(triplet.far.fixed(3), theme.nonMated)
      + (triplet.margin > 0
        ? StyledText("  margin ", theme.muted)
          + StyledText(triplet.margin.fixed(2), theme.threshold)
        : "")
  }
}
