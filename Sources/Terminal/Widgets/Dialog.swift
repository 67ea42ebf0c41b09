/// A panel in the middle, in front of a screen that has stepped back.
public struct Dialog: Sendable {
  public var title: String
  public var note: StyledText
  /// The size inside the frame, in cells.
  public var columns: Int
  public var rows: Int

  public init(_ title: String, note: StyledText = "", columns: Int, rows: Int) {
    self.title = title
    self.note = note
    self.columns = columns
    self.rows = rows
  }

  /// Where the frame stands.
  public func place(in region: Region) -> Region {
    region.centred(columns: columns + 4, rows: rows + 2)
  }

  /// Dims what is drawn already, draws the frame and returns the region inside it.
  @discardableResult
  public func draw(on surface: inout Surface, in region: Region, theme: Theme) -> Region {
    surface.stepBack(theme)
    let place = place(in: region)
    surface.fill(place, style: theme.text)
    return Panel(title, note: note, isFocused: true).draw(
      on: &surface, in: place, theme: theme)
  }
}

extension Surface {
  /// Takes the colours out of everything drawn, so that what comes next stands in front of it.
  public mutating func stepBack(_ theme: Theme) {
    restyle(region) { $0 = theme.faint }
    cursor = nil
  }
}
