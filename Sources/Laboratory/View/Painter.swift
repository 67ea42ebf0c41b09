import Terminal

/// What a view draws with: the surface, the theme, and pictures turned into cells.
struct Painter {
  var surface: Surface
  let theme: Theme
  let pictures: PictureCache

  /// Draws a framed panel and returns the region inside.
  mutating func panel(
    _ title: String, note: StyledText = "", isFocused: Bool = false, in region: Region
  ) -> Region {
    Panel(title, note: note, isFocused: isFocused).draw(on: &surface, in: region, theme: theme)
  }

  /// Writes lines from the top of a region, cut at its end.
  mutating func write(_ lines: [StyledText], in region: Region, alignment: Alignment = .left) {
    for (row, line) in lines.prefix(region.rows).enumerated() {
      surface.write(line, in: region, row: row, alignment: alignment)
    }
  }

  /// Writes lines in the middle of a region.
  mutating func writeCentred(_ lines: [StyledText], in region: Region) {
    let top = max(0, (region.rows - lines.count) / 2)
    write(lines, in: region.splitRows(top).lower, alignment: .centre)
  }

  /// Draws a picture, where it is ready, in the middle of a region.
  mutating func draw(_ picture: Surface?, in region: Region) {
    guard let picture else { return }
    let place = region.centred(columns: picture.columns, rows: picture.rows)
    surface.draw(picture, column: place.column, row: place.row)
  }
}
