import Testing

@testable import Terminal

@Suite struct FuzzyMatcherTests {
  @Test func prefersStartsOfWords() {
    let commands = ["Forget person", "Enroll a folder", "Refresh folders", "Find face"]
    #expect(FuzzyMatcher("ef").ranked(commands).first?.index == 1)
    #expect(FuzzyMatcher("fp").ranked(commands).first?.index == 0)
    #expect(FuzzyMatcher("ENROLL").ranked(commands).map(\.index) == [1])
    #expect(FuzzyMatcher("xyz").ranked(commands).isEmpty)
    #expect(FuzzyMatcher("").ranked(commands).map(\.index) == [0, 1, 2, 3])
  }

  @Test func positionsAreWhereTheCharactersAre() throws {
    let match = try #require(FuzzyMatcher("hi").match("the Hardest Impostor"))
    #expect(match.positions == [4, 12])
    let together = try #require(FuzzyMatcher("far").match("first far target"))
    #expect(together.positions == [6, 7, 8])
  }

  /// Against a search through every way to place the pattern.
  @Test func findsTheBestPlacement() {
    var generator = Seeded(state: 11)
    for _ in 0..<500 {
      let text = String((0..<10).map { _ in "abAB /".randomElement(using: &generator) ?? "a" })
      let pattern = String((0..<3).map { _ in "ab".randomElement(using: &generator) ?? "a" })
      let found = FuzzyMatcher(pattern).match(text)
      let places = Self.placements(Array(pattern), Array(text.lowercased()))
      #expect(
        found?.score == places.map { Self.score($0, Array(text)) }.max(), "\(pattern) \(text)")
      if let found {
        #expect(places.contains(found.positions))
        #expect(Self.score(found.positions, Array(text)) == found.score)
      }
    }
  }

  /// 16 a match, more at starts (twice for the first), 8 more next to the one before; a gap costs
  /// 3 and 1 for each further cell, a late start 1 for each of its first 8 cells.
  private static func score(_ places: [Int], _ text: [Character]) -> Int {
    var score = 0
    for (index, at) in places.enumerated() {
      let bonus = bonus(at, text)
      if index == 0 {
        score += 16 + 2 * bonus - min(at, 8)
      } else {
        let gap = at - places[index - 1]
        score += 16 + bonus + (gap == 1 ? 8 : -3 - (gap - 2))
      }
    }
    return score
  }

  private static func bonus(_ at: Int, _ text: [Character]) -> Int {
    if at == 0 { return 10 }
    if " /".contains(text[at - 1]) { return 8 }
    return text[at - 1].isLowercase && text[at].isUppercase ? 6 : 0
  }

  private static func placements(
    _ pattern: [Character], _ text: [Character], from start: Int = 0
  ) -> [[Int]] {
    guard let first = pattern.first else { return [[]] }
    guard start < text.count else { return [] }
    return (start..<text.count).filter { text[$0] == first }.flatMap { place in
      placements(Array(pattern.dropFirst()), text, from: place + 1).map { [place] + $0 }
    }
  }
}
