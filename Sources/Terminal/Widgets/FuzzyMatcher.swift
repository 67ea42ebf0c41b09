/// Finds texts that contain a pattern's characters in order, best first, as command palettes do.
///
/// Dynamic programming over pattern and text, as in Smith and Waterman's local alignment
/// ("Identification of common molecular subsequences", 1981) without substitutions: a matched
/// character scores, more so at the start of a word or after another match; a gap costs.
public struct FuzzyMatcher: Sendable {
  public struct Match: Hashable, Sendable {
    public var score: Int
    /// The characters of the text that matched, in order.
    public var positions: [Int]
  }

  private let pattern: [String]

  /// Letters match in either case; blanks in the pattern are ignored.
  public init(_ pattern: String) {
    self.pattern = pattern.filter { $0 != " " }.map { $0.lowercased() }
  }

  private static let unreachable = Int.min / 2

  /// The best way to find the pattern in a text, or nothing when it isn't there.
  public func match(_ text: String) -> Match? {
    guard !pattern.isEmpty else { return Match(score: 0, positions: []) }
    let characters = Array(text)
    guard pattern.count <= characters.count else { return nil }
    let bonuses = Self.bonuses(characters)
    let folded = characters.map { $0.lowercased() }
    // scores[i][j]: the best score with pattern[i] matched at text[j].
    var scores: [[Int]] = []
    var origins: [[Int]] = []
    for (index, wanted) in pattern.enumerated() {
      let (row, origin) = row(index, wanted, folded, bonuses, above: scores.last)
      scores.append(row)
      origins.append(origin)
    }
    return trace(scores, origins)
  }

  private func row(
    _ index: Int, _ wanted: String, _ text: [String], _ bonuses: [Int], above: [Int]?
  ) -> (scores: [Int], origins: [Int]) {
    var row = [Int](repeating: Self.unreachable, count: text.count)
    var origins = [Int](repeating: -1, count: text.count)
    // The best match of the part before that ends further left, less a point for every cell.
    var best = Self.unreachable
    var bestAt = -1
    for at in text.indices {
      if at >= 2, let before = above?[at - 2], before - 3 > best {
        (best, bestAt) = (before - 3, at - 2)
      }
      defer { best -= 1 }
      guard text[at] == wanted else { continue }
      guard let above else {
        row[at] = 16 + 2 * bonuses[at] - min(at, 8)
        continue
      }
      let adjacent = at >= 1 ? above[at - 1] + 8 : Self.unreachable
      row[at] = 16 + bonuses[at] + max(adjacent, best)
      origins[at] = adjacent >= best ? at - 1 : bestAt
    }
    return (row, origins)
  }

  private func trace(_ scores: [[Int]], _ origins: [[Int]]) -> Match? {
    guard let last = scores.last,
      var at = last.indices.max(by: { last[$0] < last[$1] }), last[at] > Self.unreachable / 2
    else { return nil }
    let score = last[at]
    var positions: [Int] = []
    for index in scores.indices.reversed() {
      positions.append(at)
      at = origins[index][at]
    }
    return Match(score: score, positions: positions.reversed())
  }

  /// What a match gains by its place: the start of the text, of a word, of a part in CamelCase.
  private static func bonuses(_ text: [Character]) -> [Int] {
    text.indices.map { index in
      guard index > 0 else { return 10 }
      let before = text[index - 1]
      if !before.isLetter && !before.isNumber { return 8 }
      return before.isLowercase && text[index].isUppercase ? 6 : 0
    }
  }

  /// The texts that match, best first; equals keep their order.
  public func ranked(_ texts: [String]) -> [(index: Int, match: Match)] {
    let found = texts.indices.compactMap { index in
      match(texts[index]).map { (index: index, match: $0) }
    }
    return found.sorted { ($1.match.score, $0.index) < ($0.match.score, $1.index) }
  }
}
