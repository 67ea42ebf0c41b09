/// Rows of which one is selected; the selection is always seen.
public struct ListView: Sendable {
  public var count: Int
  public var selection: Int?
  /// The first row seen, where the program remembers it; corrected to show the selection.
  public var offset: Int?
  public var isFocused: Bool

  public init(count: Int, selection: Int? = nil, offset: Int? = nil, isFocused: Bool = true) {
    self.count = count
    self.selection = selection
    self.offset = offset
    self.isFocused = isFocused
  }

  /// The rows seen in a region of `height` rows.
  public func visibleRows(_ height: Int) -> Range<Int> {
    let start =
      selection.map {
        Scrolling.offset(selection: $0, count: count, height: height, current: offset)
      } ?? min(max(0, offset ?? 0), max(0, count - height))
    return start..<max(start, min(count, start + height))
  }

  /// The row drawn at a row of the screen, for the mouse.
  public func row(at screenRow: Int, in region: Region) -> Int? {
    let visible = visibleRows(region.rows)
    let row = visible.lowerBound + screenRow - region.row
    return screenRow >= region.row && visible.contains(row) ? row : nil
  }

  /// Draws the rows seen, each made when it is needed, and a scroll bar when there are more.
  public func draw(
    on surface: inout Surface, in region: Region, theme: Theme, row: (Int) -> StyledText
  ) {
    guard !region.isEmpty else { return }
    let visible = visibleRows(region.rows)
    let isScrolled = count > region.rows && region.columns > 2
    let width = isScrolled ? region.columns - 1 : region.columns
    for index in visible {
      let line = Region(
        column: region.column, row: region.row + index - visible.lowerBound, columns: width, rows: 1
      )
      surface.write(row(index), column: line.column, row: line.row, limit: width)
      if index == selection { surface.select(line, isFocused: isFocused, theme: theme) }
    }
    if isScrolled {
      Scrolling.drawBar(
        on: &surface, column: region.endColumn - 1, region: region, offset: visible.lowerBound,
        count: count, theme: theme)
    }
  }
}

extension Surface {
  /// Shows a region as selected, whatever is written in it.
  public mutating func select(_ region: Region, isFocused: Bool, theme: Theme) {
    let style = isFocused ? theme.selection : theme.idleSelection
    restyle(region) { cell in
      let isBold = cell.isBold
      cell = style
      cell.isBold = style.isBold || isBold
    }
  }
}
