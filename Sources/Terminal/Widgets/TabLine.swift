/// The screens by name, the present one marked, and a note at the right.
public struct TabLine: Sendable {
  public struct Tab: Hashable, Sendable {
    public var key: String
    public var title: String

    public init(key: String, title: String) {
      self.key = key
      self.title = title
    }
  }

  public var name: String
  public var tabs: [Tab]
  public var selection: Int
  /// The same in more and in fewer words; the first that there is room for is shown.
  public var notes: [StyledText]

  public init(name: String, tabs: [Tab], selection: Int, notes: [StyledText] = []) {
    self.name = name
    self.tabs = tabs
    self.selection = selection
    self.notes = notes
  }

  /// The columns of each tab from the start of the line. In a narrow line the name is left out
  /// first; then only the present tab has its title.
  func places(in width: Int) -> [Range<Int>] {
    let isFull = titleWidth <= width
    var column = hasName(in: width) ? nameWidth : 0
    return tabs.enumerated().map { index, tab in
      let width = self.width(tab, isFull: isFull || index == selection)
      defer { column += width }
      return column..<(column + width)
    }
  }

  private var titleWidth: Int { tabs.reduce(0) { $0 + width($1, isFull: true) } }

  private func hasName(in width: Int) -> Bool {
    nameWidth + titleWidth <= width || titleWidth > width
  }

  private var nameWidth: Int { name.isEmpty ? 0 : name.columns + 3 }

  private func width(_ tab: Tab, isFull: Bool) -> Int {
    tab.key.columns + 2 + (isFull ? tab.title.columns + 1 : 0)
  }

  /// The tab at a column of the screen, for the mouse.
  public func tab(atColumn column: Int, in region: Region) -> Int? {
    places(in: region.columns).firstIndex { $0.contains(column - region.column) }
  }

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    guard !region.isEmpty else { return }
    let places = places(in: region.columns)
    if !name.isEmpty, hasName(in: region.columns) {
      surface.write(
        " \(name) ", column: region.column, row: region.row, style: theme.header,
        limit: region.columns)
    }
    for (index, place) in places.enumerated() where place.lowerBound < region.columns {
      draw(index, on: &surface, region, place, theme)
    }
    let end = places.last?.upperBound ?? nameWidth
    let room = region.columns - end - 2
    guard room >= 8 else { return }
    guard let note = (notes.first { $0.columns <= room } ?? notes.last)?.truncated(toColumns: room)
    else { return }
    surface.write(
      note, column: region.endColumn - note.columns - 1, row: region.row, limit: room)
  }

  private func draw(
    _ index: Int, on surface: inout Surface, _ region: Region, _ place: Range<Int>, _ theme: Theme
  ) {
    let tab = tabs[index]
    let isFull = place.count > tab.key.columns + 2
    let text = isFull ? " \(tab.key) \(tab.title) " : " \(tab.key) "
    let column = region.column + place.lowerBound
    let isActive = index == selection
    surface.write(
      text, column: column, row: region.row, style: isActive ? theme.activeTab : theme.tab,
      limit: region.columns - place.lowerBound)
    if !isActive, place.lowerBound + 1 + tab.key.columns <= region.columns {
      surface.write(tab.key, column: column + 1, row: region.row, style: theme.key)
    }
  }
}
