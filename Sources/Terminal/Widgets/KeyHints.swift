/// A line of keys and what they do; what doesn't fit is left out whole, the last first.
public struct KeyHints: Sendable {
  public struct Hint: Hashable, Sendable {
    public var key: String
    public var label: String

    public init(_ key: String, _ label: String) {
      self.key = key
      self.label = label
    }

    var columns: Int { key.columns + 1 + label.columns }
  }

  public var hints: [Hint]
  /// Hints at the right end, which stay when others have to go.
  public var fixed: [Hint]

  public init(_ hints: [Hint], fixed: [Hint] = []) {
    self.hints = hints
    self.fixed = fixed
  }

  /// The hints shown in `width` cells, and where each begins.
  func places(in width: Int) -> [(hint: Hint, column: Int)] {
    let fixedWidth = fixed.reduce(0) { $0 + $1.columns + 2 }
    var column = 0
    var places: [(hint: Hint, column: Int)] = []
    for hint in hints {
      guard column + hint.columns + fixedWidth <= width else { break }
      places.append((hint, column))
      column += hint.columns + 2
    }
    column = max(0, width - fixedWidth + 2)
    for hint in fixed where column + hint.columns <= width {
      places.append((hint, column))
      column += hint.columns + 2
    }
    return places
  }

  /// The hint at a column of the screen, for the mouse.
  public func hint(atColumn column: Int, in region: Region) -> Hint? {
    places(in: region.columns).first { place in
      let start = region.column + place.column
      return (start..<(start + place.hint.columns)).contains(column)
    }?.hint
  }

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    guard region.rows > 0 else { return }
    for (hint, column) in places(in: region.columns) {
      let line = StyledText(hint.key, theme.key) + StyledText(" " + hint.label, theme.muted)
      surface.write(line, column: region.column + column, row: region.row)
    }
  }
}
