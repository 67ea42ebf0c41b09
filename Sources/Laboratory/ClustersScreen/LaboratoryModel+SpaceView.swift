import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  var spaceMapRegion: Region { MatrixLayout(body: frame.body).inside }

  func drawSpace(_ painter: inout Painter) {
    let layout = MatrixLayout(body: frame.body)
    let theme = painter.theme
    let inside = painter.panel(
      "The space by \(clusters.space.kind.rawValue)", note: spaceNote(theme), in: layout.map)
    guard clusters.space.projection != nil else {
      let why = missingSpace
      painter.writeCentred([StyledText(why, theme.muted)], in: inside)
      return drawSpaceFace(in: layout.pair, &painter)
    }
    drawPoints(in: inside, &painter)
    drawSpaceFace(in: layout.pair, &painter)
  }

  private var missingSpace: String {
    if let words = missingEmbeddingsWords { return words }
    if collection.embeddings.faces.isEmpty { return "Nobody is enrolled yet: press e" }
    return switch clusters.space.progress {
    case .running: "placing \(collection.embeddings.count.counted("face"))…"
    case .stopped: "Placing was stopped: press 6 to go on"
    case .idle: "The picture comes once the work below is done"
    }
  }

  private func spaceNote(_ theme: Theme) -> StyledText {
    let space = clusters.space
    var words: [String] = []
    if let share = space.projection?.share { words.append("\(share.percent) of the variance") }
    if let divergence = space.projection?.divergence { words.append("KL \(divergence.fixed(2))") }
    if case .running(let share) = space.progress {
      words.append("\(Int(share * 100)) %  Esc stops")
    }
    if case .stopped = space.progress { words.append("stopped") }
    if space.zoom > 0 { words.append("\(1 << space.zoom)×") }
    return StyledText(words.joined(separator: " · "), theme.muted)
  }

  // MARK: - The points

  /// Every face a dot in the colour of its person or cluster.
  private func drawPoints(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    var canvas = BrailleCanvas(
      columns: region.columns, rows: region.rows, repertoire: painter.pictures.repertoire)
    let map = SpaceMap(clusters.space, width: canvas.width, height: canvas.height)
    let points = clusters.space.projection?.points ?? []
    let styles = pointStyles(theme)
    for (row, point) in points.enumerated() {
      let dot = map.dot(point)
      canvas.set(dot.x, dot.y, style: styles[row])
    }
    canvas.draw(on: &painter.surface, column: region.column, row: region.row)
    drawNeighbours(in: region, map, canvas, &painter)
  }

  /// The face under the cursor, and those within the threshold of it in the true space: `o` for the
  /// same person, `x` for others.
  private func drawNeighbours(
    in region: Region, _ map: SpaceMap, _ canvas: BrailleCanvas, _ painter: inout Painter
  ) {
    let points = clusters.space.projection?.points ?? []
    let people = collection.embeddings.people
    guard let cursor = clusters.space.cursor, points.indices.contains(cursor) else { return }
    func put(_ row: Int, _ cell: Cell) {
      let dot = map.dot(points[row])
      guard dot.x >= 0, dot.y >= 0, dot.x < canvas.width, dot.y < canvas.height else { return }
      let column = region.column + dot.x / canvas.dotsAcross
      painter.surface[column, region.row + dot.y / canvas.dotsDown] = cell
    }
    let near = clusters.space.neighbours.prefix { Double($0.distance) < threshold.value }
    // The nearest last, so that it is seen where several share a cell.
    for row in near.reversed().map(\.row) where points.indices.contains(row) {
      let isMated = people[cursor] == people[row]
      put(row, isMated ? Cell("o", painter.theme.good) : Cell("x", painter.theme.bad))
    }
    put(cursor, Cell("@", painter.theme.threshold))
  }

  /// Of each row the colour of its person or cluster; who is alone has none.
  private func pointStyles(_ theme: Theme) -> [Style] {
    let people = collection.embeddings.people.map { Int($0.rawValue) }
    let names =
      clusters.space.coloring == .cluster && clusters.labels.count == people.count
      ? clusters.labels : people
    let sizes = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return names.map { name in
      sizes[name] == 1 ? theme.muted : theme.categories[name % theme.categories.count]
    }
  }

  // MARK: - The face under the cursor

  private func drawSpaceFace(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let inside = painter.panel("Face", in: region)
    guard let id = spaceFace, let face = collection.face(id) else { return }
    let (picture, words) = inside.splitRows(min(inside.columns / 2, max(4, inside.rows / 2 - 2)))
    if let crop = crops[id] {
      let cells = painter.pictures.face(
        crop, named: String(id.rawValue), columns: picture.columns, rows: picture.rows)
      painter.draw(cells, in: picture)
    }
    let near = clusters.space.neighbours.count { Double($0.distance) < threshold.value }
    let colors = theme.categories.count > 1 ? "colours by \(clusters.space.coloring.rawValue)" : ""
    painter.write(
      [
        StyledText(name(of: face.person), theme.title),
        StyledText(PathName.last(face.photo.path).tail(columns: words.columns), theme.muted),
        StyledText("\(near.grouped) within the threshold", theme.accent),
        StyledText(colors, theme.faint),
      ] + neighbourLines(words, theme), in: words)
  }

  private func neighbourLines(_ region: Region, _ theme: Theme) -> [StyledText] {
    let people = collection.embeddings.people
    let own = clusters.space.cursor.map { people[$0] }
    return clusters.space.neighbours.prefix(max(0, region.rows - 4)).map { neighbour in
      let distance = Double(neighbour.distance)
      let isMated = people[neighbour.row] == own
      let sign = distance < threshold.value ? (isMated ? "o " : "x ") : "  "
      let style = distance < threshold.value ? (isMated ? theme.good : theme.bad) : theme.muted
      return StyledText(sign, style)
        + StyledText(name(of: people[neighbour.row]), isMated ? .plain : theme.muted)
        .fitted(max(1, region.columns - 8))
        + StyledText(" " + distance.fixed(3), style)
    }
  }
}
