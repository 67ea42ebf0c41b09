/// Pictures in rows and columns, each with a line under it, one of them framed.
public struct ThumbnailGrid: Sendable {
  public var count: Int
  public var selection: Int?
  /// The size of a picture in cells.
  public var columns: Int
  public var rows: Int
  public var isFocused: Bool

  public init(
    count: Int, selection: Int? = nil, columns: Int, rows: Int, isFocused: Bool = true
  ) {
    self.count = count
    self.selection = selection
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.isFocused = isFocused
  }

  /// How many pictures stand side by side.
  public func perRow(in region: Region) -> Int { max(1, region.columns / (columns + 2)) }

  /// The pictures seen: whole rows, the selection among them.
  public func visible(in region: Region) -> Range<Int> {
    let perRow = perRow(in: region)
    let lines = (count + perRow - 1) / perRow
    let shown = max(1, region.rows / (rows + 3))
    let first = Scrolling.offset(
      selection: (selection ?? 0) / perRow, count: lines, height: shown)
    let start = min(count, first * perRow)
    return start..<min(count, start + shown * perRow)
  }

  /// The picture with its frame and caption.
  private func place(of index: Int, in region: Region) -> Region {
    let perRow = perRow(in: region)
    let offset = index - visible(in: region).lowerBound
    return Region(
      column: region.column + offset % perRow * (columns + 2),
      row: region.row + offset / perRow * (rows + 3), columns: columns + 2, rows: rows + 3)
  }

  /// The picture at a cell, for the mouse.
  public func index(atColumn column: Int, row: Int, in region: Region) -> Int? {
    guard region.contains(column: column, row: row) else { return nil }
    return visible(in: region).first {
      place(of: $0, in: region).contains(column: column, row: row)
    }
  }

  /// The selection after a key that moves it, or nothing when the key doesn't.
  public func moved(by key: Key, in region: Region) -> Int? {
    let perRow = perRow(in: region)
    let page = max(1, region.rows / (rows + 3)) * perRow
    let steps: [Key: Int] = [
      .left: -1, .right: 1, .up: -perRow, .down: perRow, .pageUp: -page, .pageDown: page,
      .home: -count, .end: count,
    ]
    guard let step = steps[key], count > 0 else { return nil }
    return min(max(0, (selection ?? 0) + step), count - 1)
  }

  /// Draws the pictures seen; `item` gives one that is at most `columns` × `rows`, or nothing while
  /// it is not ready, and its caption.
  public func draw(
    on surface: inout Surface, in region: Region, theme: Theme,
    item: (Int) -> (picture: Surface?, caption: StyledText)
  ) {
    guard region.columns >= columns + 2, region.rows >= rows + 3 else { return }
    for index in visible(in: region) {
      let place = place(of: index, in: region)
      let (picture, caption) = item(index)
      let frame = place.splitRows(rows + 2).upper
      let isSelected = index == selection
      if isSelected { Panel(isFocused: isFocused).draw(on: &surface, in: frame, theme: theme) }
      draw(picture, on: &surface, in: frame.inset(columns: 1, rows: 1), theme)
      let line = place.splitRows(rows + 2).lower
      surface.write(caption, in: line.inset(columns: 1), alignment: .centre)
      if isSelected { surface.select(line, isFocused: isFocused, theme: theme) }
    }
  }

  private func draw(
    _ picture: Surface?, on surface: inout Surface, in region: Region, _ theme: Theme
  ) {
    guard let picture else {
      surface.fill(region, with: "·", style: theme.faint)
      return
    }
    let place = region.centred(columns: picture.columns, rows: picture.rows)
    surface.draw(picture, column: place.column, row: place.row)
  }
}
