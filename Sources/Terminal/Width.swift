extension Character {
  /// The number of cells the character takes on a terminal: 0, 1 or 2.
  public var columns: Int { 1 }
}

extension String {
  /// The number of cells the text takes on a terminal.
  public var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text cut to at most `limit` cells, the last of them an ellipsis when something is left out.
  public func truncated(toColumns limit: Int) -> String {
    if columns <= limit { return self }
    if limit <= 0 { return "" }
    var kept = ""
    var used = 0
    for character in self {
      if used + character.columns > limit - 1 { break }
      kept.append(character)
      used += character.columns
    }
    return kept + "…"
  }

  /// The text followed by blanks up to `width` cells, cut when longer.
  public func padded(toColumns width: Int) -> String {
    let shown = truncated(toColumns: width)
    return shown + String(repeating: " ", count: max(0, width - shown.columns))
  }
}
