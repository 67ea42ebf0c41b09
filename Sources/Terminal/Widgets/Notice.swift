/// A line about something that just happened, in the lower right corner.
public struct Notice: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case information, success, warning, failure }

  public var text: String
  public var kind: Kind

  public init(_ text: String, kind: Kind = .information) {
    self.text = text
    self.kind = kind
  }

  private func sign(_ theme: Theme) -> StyledText {
    switch kind {
    case .information: StyledText("●", theme.accent)
    case .success: StyledText("✓", theme.good)
    case .warning: StyledText("!", theme.warning.bold)
    case .failure: StyledText("✗", theme.bad)
    }
  }

  /// Draws it over the lower right corner of a region, wrapped to at most four lines.
  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    let room = min(region.columns - 7, 64)
    guard room > 0, region.rows >= 3 else { return }
    let lines = text.wrapped(toColumns: room).prefix(min(4, region.rows - 2))
    let width = (lines.map(\.columns).max() ?? 0) + 6
    let place = Region(
      column: region.endColumn - width - 1, row: region.endRow - lines.count - 2, columns: width,
      rows: lines.count + 2)
    surface.fill(place, style: theme.text)
    let inside = Panel().draw(on: &surface, in: place, theme: theme)
    surface.write(sign(theme), in: inside)
    for (row, line) in lines.enumerated() {
      surface.write(line, column: inside.column + 2, row: inside.row + row, style: theme.text)
    }
  }
}
