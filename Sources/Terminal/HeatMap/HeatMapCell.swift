import Figures

/// One cell of a matrix that has at least one screen cell.
struct HeatMapCell {
  let entry: MatrixEntry
  let isCursor: Bool
  let ink: HeatMapInk

  func draw(on surface: inout Surface, in place: Region, within map: Region) {
    let rows = min(place.endRow, map.endRow) - place.row
    let columns = min(place.endColumn, map.endColumn) - place.column
    for y in 0..<max(0, rows) {
      for x in 0..<max(0, columns) {
        surface[place.column + x, place.row + y] = cell(x, y, place)
      }
    }
    let isWhole = rows == place.rows && columns == place.columns
    if place.rows >= 3, isWhole { drawValue(on: &surface, in: place) }
  }

  private func cell(_ x: Int, _ y: Int, _ place: Region) -> Cell {
    let filling = entry.mark == .error && place.rows < 3 ? errorCell(x) : ink.filling(entry.value)
    if place.rows == 1 {
      return isCursor ? smallCursor(x, place, filling) : small(x, place, filling)
    }
    let isEdge = x == 0 || y == 0 || x == place.columns - 1 || y == place.rows - 1
    guard isEdge else { return filling }
    let edge = Self.edge(x, y, place)
    if isCursor { return cursorEdge(edge, filling) }
    switch entry.mark {
    case .error: return place.rows < 3 ? filling : errorCell(x)
    case .accepted:
      if ink.isColored { return Cell(Self.light[edge], filling.style) }
      return shadedBracket(x, place) ?? filling
    case .none: return filling
    }
  }

  /// Shades are outlined at the sides alone, so that the shade remains.
  private func shadedBracket(_ x: Int, _ place: Region) -> Cell? {
    if x == 0 { return Cell("[", ink.theme.accent) }
    return x == place.columns - 1 ? Cell("]", ink.theme.accent) : nil
  }

  private func errorCell(_ x: Int) -> Cell { Cell(ink.isColored && x > 0 ? " " : "×", ink.error) }

  // MARK: - One row high

  private func small(_ x: Int, _ place: Region, _ filling: Cell) -> Cell {
    // Lines would take the place of the shade.
    guard entry.mark == .accepted, place.columns == 2, ink.isColored else { return filling }
    return Cell(x == 0 ? "▏" : "▕", filling.style)
  }

  private func smallCursor(_ x: Int, _ place: Region, _ filling: Cell) -> Cell {
    guard ink.isColored, place.columns == 2 else {
      return Cell(place.columns == 1 ? "◆" : x == 0 ? "[" : "]", ink.cursor)
    }
    let color = ink.color(entry)
    return Cell(x == 0 ? "▐" : "▌", Style(color, on: ink.contrast(to: color)))
  }

  // MARK: - Larger

  private static let light: [Character] = ["┌", "─", "┐", "│", "│", "└", "┘"]
  private static let heavy: [Character] = ["┏", "━", "┓", "┃", "┃", "┗", "┛"]

  /// The place on the outline as an index into the lists above.
  private static func edge(_ x: Int, _ y: Int, _ place: Region) -> Int {
    let isTop = y == 0, isLeft = x == 0, isRight = x == place.columns - 1
    if isTop { return isLeft ? 0 : isRight ? 2 : 1 }
    if y == place.rows - 1 { return isLeft ? 5 : isRight ? 6 : 1 }
    return isLeft ? 3 : 4
  }

  private func cursorEdge(_ edge: Int, _ filling: Cell) -> Cell {
    guard ink.isColored else { return Cell(Self.heavy[edge], ink.cursor) }
    let back = ink.contrast(to: ink.color(entry))
    return Cell(Self.heavy[edge], Style(ink.contrast(to: back), on: back).bold)
  }

  private func drawValue(on surface: inout Surface, in place: Region) {
    guard let value = entry.value, value.isFinite else { return }
    let text = FixedNumber.text(value, decimals: 2)
    guard text.count <= place.columns - 2 else { return }
    let style = ink.isColored ? ink.filling(value).style : ink.theme.text
    surface.write(
      text, column: place.column + (place.columns - text.count) / 2,
      row: place.row + (place.rows - 1) / 2, style: entry.mark == .none ? style : style.bold)
  }
}
