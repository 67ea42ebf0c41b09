/// A short list over everything else, near the text it completes.
public struct Popup: Sendable {
  public var items: [StyledText]
  public var selection: Int?
  /// The rows seen at most.
  public var limit: Int

  public init(_ items: [StyledText], selection: Int? = nil, limit: Int = 8) {
    self.items = items
    self.selection = selection
    self.limit = limit
  }

  /// Where it stands: under the place, or above it when there is more room.
  func place(at position: Surface.Position, in region: Region) -> Region {
    let below = region.endRow - position.row - 1
    let above = position.row - region.row
    let wanted = min(items.count, limit) + 2
    let isBelow = wanted <= below || below >= above
    let rows = min(wanted, isBelow ? below : above)
    let width = min(region.columns, (items.map(\.columns).max() ?? 0) + 5)
    let column = max(region.column, min(position.column, region.endColumn - width))
    return Region(
      column: column, row: isBelow ? position.row + 1 : position.row - rows, columns: width,
      rows: rows)
  }

  /// Draws it beside a place, within a region.
  public func draw(
    on surface: inout Surface, at position: Surface.Position, in region: Region, theme: Theme
  ) {
    let place = place(at: position, in: region)
    guard !items.isEmpty, place.rows > 2, place.columns > 4 else { return }
    surface.fill(place, style: theme.text)
    let note = items.count > place.rows - 2 ? StyledText("\(items.count)", theme.muted) : ""
    Panel(note: note, isFocused: true).draw(on: &surface, in: place, theme: theme)
    ListView(count: items.count, selection: selection).draw(
      on: &surface, in: place.inset(columns: 1, rows: 1), theme: theme
    ) { StyledText(" ") + items[$0] }
  }
}
