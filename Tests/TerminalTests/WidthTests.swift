import CNCurses
import Testing

@testable import Terminal

@Suite struct WidthTests {
  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0), ("漢", 2), ("한", 2),
    ("\u{1112}\u{1161}", 2),
    ("😀", 2), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇩🇪", 2), ("❤️", 1), ("ｱ", 1), ("Ａ", 2), ("⣿", 1),
    ("▄", 1), ("…", 1), ("\u{200D}", 0), ("\u{200B}", 0), ("की", 2), ("क्ष", 2), ("\u{FFFD}", 1),
  ])
  func columns(_ text: String, _ columns: Int) {
    #expect(text.columns == columns)
  }

  @Test func everyPrintableScalarHasTheWidthThatNcursesPaints() throws {
    let locale = try #require(character_locale("C.UTF-8"))
    defer { freelocale(locale) }
    for value in UInt32(0x20)...0x1FBFF {
      guard let scalar = Unicode.Scalar(value), scalar.visible == scalar else { continue }
      let width = Int(columns_of_character(value, locale))
      #expect(width >= 0)
      if width > 0 { #expect(Character(scalar).columns == width) }
    }
  }

  @Test func controlsBecomeVisibleSigns() {
    #expect("a\u{1B}[31m\u{7}b".printable == "a␛[31m␇b")
    #expect("\u{9B}2J\u{7F}\u{0}".printable == "\u{FFFD}2J␡␀")
    #expect("name\u{202E}gpj.exe".printable == "name\u{FFFD}gpj.exe")
  }

  @Test func noControlReachesTheSurface() {
    var surface = Surface(columns: 40, rows: 1)
    let end = surface.write("a\tb\r\nc\u{1B}d\u{85}", column: 0, row: 0)
    #expect(surface.text == "a␉b␍␊c␛d\u{FFFD}")
    #expect(end == 9)
  }

  @Test func joinedEmojiArePaintedAsTheFirst() {
    var surface = Surface(columns: 10, rows: 1)
    #expect(surface.write("👨‍👩‍👧x", column: 0, row: 0) == 3)
    #expect(surface[0, 0].character == "👨")
    #expect(surface[1, 0].character == nil)
    #expect(surface[2, 0].character == "x")
  }

  @Test func pilesOfMarksAreCutToWhatACellHolds() {
    let pile = Character("e" + String(repeating: "\u{301}", count: 50))
    #expect(pile.columns == 1)
    #expect(pile.glyphs.first?.scalars.count == 5)
  }

  @Test func truncationNeverSplitsACharacter() {
    #expect("漢字漢字".truncated(toColumns: 5) == "漢字…")
    #expect("漢字漢字".truncated(toColumns: 4) == "漢…")
    #expect("abc".truncated(toColumns: 3) == "abc")
    #expect("abc".truncated(toColumns: 0) == "")
    #expect("/a/long/path".truncatedAtStart(toColumns: 6) == "…/path")
    #expect("漢".padded(toColumns: 4) == "漢  ")
    for limit in 0...12 {
      for text in ["漢字a漢字", "👨‍👩‍👧 family", "e\u{301}e\u{301}e\u{301}", "🇩🇪🇫🇷"] {
        #expect(text.truncated(toColumns: limit).columns <= limit)
        #expect(text.padded(toColumns: limit).columns == limit)
      }
    }
  }

  @Test func wrapping() {
    #expect("the quick brown fox".wrapped(toColumns: 10) == ["the quick", "brown fox"])
    #expect("abcdefghij".wrapped(toColumns: 4) == ["abcd", "efgh", "ij"])
    #expect("a\n\nb".wrapped(toColumns: 4) == ["a", "", "b"])
    #expect("漢字漢字".wrapped(toColumns: 5) == ["漢字", "漢字"])
    #expect("x".wrapped(toColumns: 0) == [])
  }
}
