/// A rounded frame with a title and, at the right, a note.
public struct Panel: Sendable {
  public var title: String
  public var note: StyledText
  public var isFocused: Bool

  public init(_ title: String = "", note: StyledText = "", isFocused: Bool = false) {
    self.title = title
    self.note = note
    self.isFocused = isFocused
  }

  /// The region inside: a cell of padding left and right of the text.
  public static func inside(_ region: Region) -> Region { region.inset(columns: 2, rows: 1) }

  /// Draws the frame and returns the region inside it.
  @discardableResult
  public func draw(on surface: inout Surface, in region: Region, theme: Theme) -> Region {
    guard region.columns >= 2, region.rows >= 2 else { return Region(columns: 0, rows: 0) }
    drawFrame(on: &surface, in: region, isFocused ? theme.focusedBorder : theme.border)
    drawHeading(on: &surface, in: region, theme)
    return Self.inside(region)
  }

  private func drawFrame(on surface: inout Surface, in region: Region, _ style: Style) {
    for row in region.row..<region.endRow {
      surface[region.column, row] = Cell("│", style)
      surface[region.endColumn - 1, row] = Cell("│", style)
    }
    for (row, left, right) in [(region.row, "╭", "╮"), (region.endRow - 1, "╰", "╯")] {
      let line = Region(column: region.column, row: row, columns: region.columns, rows: 1)
      surface.fill(line, with: "─", style: style)
      surface[line.column, row] = Cell(Character(left), style)
      surface[line.endColumn - 1, row] = Cell(Character(right), style)
    }
  }

  private func drawHeading(on surface: inout Surface, in region: Region, _ theme: Theme) {
    let room = region.columns - 4
    guard room > 0 else { return }
    var end = region.column + 2
    if !title.isEmpty {
      let style = isFocused ? theme.focusedBorder.bold : theme.title
      let shown = title.truncated(toColumns: room)
      end = surface.write(" \(shown) ", column: end - 1, row: region.row, style: style)
    }
    let start = region.endColumn - 3 - note.columns
    guard note.columns > 0, start > end else { return }
    let padded = StyledText(" ") + note + StyledText(" ")
    surface.write(padded, column: start, row: region.row)
  }
}
