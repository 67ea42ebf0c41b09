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

  /// The region inside the frame.
  public func inside(_ region: Region) -> Region { Panel.inside(place(in: region)) }

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
  ///
  /// Cells with both colours are pictures: they get darker where there are shades for it, and
  /// become an even grain otherwise.
  public mutating func stepBack(_ theme: Theme) {
    cursor = nil
    for row in 0..<rows {
      for column in 0..<columns {
        self[column, row] = self[column, row].steppedBack(theme)
      }
    }
  }
}

extension Cell {
  fileprivate func steppedBack(_ theme: Theme) -> Cell {
    guard let foreground = style.foreground, let background = style.background else {
      return Cell(character, theme.faint)
    }
    let isText = character?.isASCII == true && character != " "
    if theme.hasShades {
      let shade = isText ? theme.faint.foreground : foreground.darker
      return Cell(character, Style(shade, on: background.darker))
    }
    return isText ? Cell(character, theme.faint) : Cell("░", theme.faint)
  }
}

extension Color {
  fileprivate var darker: Color {
    func part(_ value: UInt8) -> UInt8 { UInt8(Int(value) * 2 / 5) }
    return Color(part(red), part(green), part(blue))
  }
}
