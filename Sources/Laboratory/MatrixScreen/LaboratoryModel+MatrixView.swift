import Figures
import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// The map with the cursor's cell.
  var matrixMap: HeatMap {
    var map = emptyMatrixMap.holding(
      matrix.arrangement?.count ?? 0, matrix.arrangement?.groups ?? [])
    map.zoom = matrix.zoom
    map.origin = matrix.origin
    map.cursor = MatrixPlace(
      row: matrix.cursor.row / matrix.block, column: matrix.cursor.column / matrix.block)
    return map
  }

  /// A map of the smallest cells there are, and of none yet.
  var emptyMatrixMap: HeatMap {
    var map = HeatMap(
      rows: 0, columns: 0, range: threshold.range, colors: display.colors,
      repertoire: display.repertoire)
    map.title = threshold.metric.rawValue
    map.threshold = threshold.value
    return map
  }

  func drawMatrix(_ painter: inout Painter) {
    let layout = matrixLayout
    let inside = painter.panel(
      "Distances \(matrix.ordering.words)", note: matrixNote(painter.theme), in: layout.map)
    guard let data = matrix.data else {
      _ = painter.panel("Pair", in: layout.pair)
      return drawMissingMatrix(in: inside, &painter)
    }
    drawMap(in: inside, &painter)
    drawPair(of: data, in: layout.pair, &painter)
  }

  private func matrixNote(_ theme: Theme) -> StyledText {
    guard matrix.data != nil else { return "" }
    let block = matrix.block
    let text =
      block == 1 ? "a cell is a pair" : "\(matrix.summaryKind.rawValue) of \(block)×\(block)"
    return StyledText(text, theme.muted)
  }

  private func drawMap(in region: Region, _ painter: inout Painter) {
    guard let arrangement = matrix.arrangement else { return }
    let (limit, kind) = (threshold.value, matrix.summaryKind)
    matrixMap.scrolled(in: region).draw(on: &painter.surface, in: region, theme: painter.theme) {
      arrangement.entry($0, $1, at: limit, kind)
    }
  }

  private func drawMissingMatrix(in region: Region, _ painter: inout Painter) {
    var why: String
    switch (collection.embeddings.count, matrix.progress) {
    case (0, _): why = "A matrix needs two faces: press e to enroll photos"
    case (1, _): why = "There is one face only: press e to enroll another to compare it with"
    case (_, .stopped): why = "Comparing was stopped: press 3 to go on"
    case (_, .running(let share)): why = "comparing all pairs… \(Int(share * 100)) %   Esc stops"
    case (_, .idle): why = "comparing all pairs…"
    }
    why = missingEmbeddingsWords ?? why
    let lines = why.wrapped(toColumns: region.columns)
    painter.writeCentred(lines.map { StyledText($0, painter.theme.muted) }, in: region)
  }

  // MARK: - The pair under the cursor

  private func drawPair(of data: MatrixData, in region: Region, _ painter: inout Painter) {
    let inside = painter.panel("Pair", in: region)
    guard let pair = matrix.pair else { return }
    let height = min(inside.columns / 4, max(3, inside.rows - 13))
    let (pictures, words) = inside.splitRows(height)
    let (left, right) = pictures.splitColumns(pictures.columns / 2)
    draw(faceOf: data.faces[pair.row], in: left, &painter)
    draw(faceOf: data.faces[pair.column], in: right, &painter)
    painter.write(pairLines(data, pair, painter.theme, columns: words.columns), in: words)
  }

  private func draw(faceOf face: FaceRecord.ID, in region: Region, _ painter: inout Painter) {
    guard let crop = crops[face] else { return }
    let place = region.splitColumns(region.columns - 1).left
    let picture = painter.pictures.face(
      crop, named: String(face.rawValue), columns: place.columns, rows: place.rows)
    painter.draw(picture, in: place)
  }

  private func pairLines(
    _ data: MatrixData, _ pair: (row: Int, column: Int), _ theme: Theme, columns: Int
  ) -> [StyledText] {
    let names = [("► ", pair.row), ("▼ ", pair.column)].flatMap { mark, row in
      [
        StyledText(mark, theme.accent)
          + StyledText(name(data.people[row]).truncated(toColumns: columns - 2), theme.title),
        StyledText("  " + photo(data.faces[row]).tail(columns: columns - 2), theme.muted),
      ]
    }
    return names + [""] + verdict(data, pair, theme) + [""] + errorLines(data, theme)
      + onePersonLine(data, theme)
  }

  private func name(_ person: Person.ID) -> String { collection.person(person)?.displayName ?? "" }

  private func photo(_ face: FaceRecord.ID) -> String {
    collection.face(face).map { PathName.last($0.photo.path) } ?? ""
  }

  private func verdict(
    _ data: MatrixData, _ pair: (row: Int, column: Int), _ theme: Theme
  ) -> [StyledText] {
    guard pair.row != pair.column else { return [StyledText("a face with itself", theme.muted)] }
    let distance = Double(data.distances[pair.row, pair.column])
    let isSame = distance < threshold.value
    let isMated = data.people[pair.row] == data.people[pair.column]
    let truth =
      isSame == isMated
      ? StyledText("✓ the verdict is right", theme.muted)
      : StyledText(isSame ? "✗ false accept" : "✗ false reject", theme.bad)
    return [
      StyledText("distance  ", theme.muted) + StyledText(distance.fixed(3), theme.accent.bold),
      isSame
        ? StyledText("= SAME PERSON", theme.good) : StyledText("≠ DIFFERENT PEOPLE", theme.bad),
      truth,
    ]
  }

  private func errorLines(_ data: MatrixData, _ theme: Theme) -> [StyledText] {
    guard let statistics else { return [] }
    let rates = statistics.scores.rates(at: threshold.value)
    let total = rates.far.successes + rates.frr.successes
    let place = matrix.errorIndex.map { "error \(($0 + 1).grouped) of " } ?? ""
    let line = StyledText("\(place)\(total.counted("error"))", theme.muted)
    let reach = MatrixData.keptPairs
    guard max(rates.far.successes, rates.frr.successes) > reach else { return [line] }
    return [line, StyledText("n: the worst \(reach.grouped)", theme.muted)]
  }

  private func onePersonLine(_ data: MatrixData, _ theme: Theme) -> [StyledText] {
    collection.people.count == 1
      ? [
        StyledText("All are of one person:", theme.muted),
        StyledText("enroll somebody else", theme.muted),
      ] : []
  }
}

extension HeatMap {
  /// The same map of a square matrix.
  func holding(_ count: Int, _ groups: [MatrixGroup]) -> HeatMap {
    var map = self
    (map.rows, map.columns) = (count, count)
    (map.rowGroups, map.columnGroups) = (groups, groups)
    return map
  }
}

extension FaceOrder {
  fileprivate var words: String {
    switch self {
    case .person: "by person"
    case .similarity: "by similarity"
    case .worstError: "by worst error"
    }
  }
}
