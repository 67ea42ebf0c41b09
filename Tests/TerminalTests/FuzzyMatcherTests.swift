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
  @Test func scoresAsWellAsABruteForceSearch() {
    var generator = Seeded(state: 11)
    for _ in 0..<300 {
      let text = String((0..<10).map { _ in "abAB /".randomElement(using: &generator) ?? "a" })
      let pattern = String((0..<3).map { _ in "ab".randomElement(using: &generator) ?? "a" })
      let found = FuzzyMatcher(pattern).match(text)
      let places = Self.placements(Array(pattern), Array(text.lowercased()))
      #expect((found == nil) == places.isEmpty)
      if let found {
        #expect(places.contains(found.positions))
        #expect(found.positions.map { Array(text.lowercased())[$0] } == Array(pattern))
      }
    }
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
