import Terminal

extension String {
  /// The end of the text in at most `limit` cells, after an ellipsis when something is left out: of
  /// a path, the end tells more than the beginning.
  func tail(columns limit: Int) -> String {
    guard columns > limit else { return self }
    var kept = ""
    var used = 1
    for character in reversed() {
      used += character.columns
      if used > limit { break }
      kept.insert(character, at: kept.startIndex)
    }
    return limit > 0 ? "…" + kept : ""
  }

  /// The text after blanks that fill it up to `width` cells, so that it ends in one place.
  func leftPadded(toColumns width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns)) + self
  }
}
