extension String {
  /// How many letters must be put in, left out, replaced or swapped with their neighbour to get
  /// from one word to the other (Damerau and Levenshtein, each letter touched once).
  func editDistance(to other: String) -> Int {
    let (from, to) = (Array(self), Array(other))
    var rows = [Array(0...to.count)]
    for (i, letter) in from.enumerated() {
      var row = [i + 1]
      for (j, otherLetter) in to.enumerated() {
        var best = min(rows[i][j + 1], row[j]) + 1
        best = min(best, rows[i][j] + (letter == otherLetter ? 0 : 1))
        if i > 0, j > 0, letter == to[j - 1], from[i - 1] == otherLetter {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[from.count][to.count]
  }

  /// The word that was probably meant: one this is the beginning of, or the nearest within a third
  /// of its letters.
  func nearest(among words: [String]) -> String? {
    let core = drop { $0 == "-" }
    if core.count >= 2, let longer = words.first(where: { $0.drop { $0 == "-" }.hasPrefix(core) }) {
      return longer
    }
    if count > 40 { return nil }
    let near = words.map { (word: $0, distance: editDistance(to: $0)) }
      .filter { 3 * $0.distance <= max(3, $0.word.count) }
    return near.min { $0.distance < $1.distance }?.word
  }
}
