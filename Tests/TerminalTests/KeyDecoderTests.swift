import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  private func decode(_ text: String) -> [Event] {
    var decoder = KeyDecoder()
    let now = ContinuousClock.now
    return decoder.decode(Array(text.utf8), at: now) + decoder.giveUpWaiting(at: now)
  }

  @Test(arguments: [
    ("a", Key.character("a")), ("é", .character("é")), ("漢", .character("漢")), ("\r", .enter),
    ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
    ("\u{1}", .control("a")), ("\u{1A}", .control("z")), ("\u{0}", .control(" ")),
    ("\u{1B}", .escape), ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;2A", .shiftUp),
    ("\u{1B}[1;2D", .shiftLeft), ("\u{1B}[a", .shiftUp), ("\u{1B}[1;5C", .right),
    ("\u{1B}[Z", .backTab), ("\u{1B}[H", .home), ("\u{1B}OF", .end), ("\u{1B}[1~", .home),
    ("\u{1B}[4~", .end), ("\u{1B}[8~", .end), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete),
    ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}OP", .function(1)),
    ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)), ("\u{1B}[15~", .function(5)),
    ("\u{1B}[24~", .function(12)), ("\u{1B}[97;5u", .control("a")),
    ("\u{1B}[27;5;108~", .control("l")),
    ("\u{1B}OM", .enter), ("\u{1B}Oq", .character("1")),
  ])
  func key(_ bytes: String, _ key: Key) {
    #expect(decode(bytes) == [.key(key)])
  }

  @Test(arguments: ["\u{1B}x", "\u{1B}é", "\u{1B}\r", "\u{1B}[97;3u", "\u{1B}[I", "\u{1B}[?62;c"])
  func altAndUnknownGiveNothing(_ bytes: String) {
    #expect(decode(bytes + "k") == [.key(.character("k"))])
  }

  @Test func altWithAnArrowIsTheArrow() {
    #expect(decode("\u{1B}\u{1B}[A") == [.key(.up)])
    #expect(decode("\u{1B}[1;3A") == [.key(.up)])
  }

  @Test func escapeTwiceIsTwoEscapes() {
    #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
  }

  @Test func anEscapeWaitsForItsRest() {
    var decoder = KeyDecoder()
    let now = ContinuousClock.now
    #expect(decoder.decode([0x1B], at: now).isEmpty)
    #expect(decoder.isPending)
    #expect(decoder.patience <= .milliseconds(50))
    #expect(decoder.decode([0x5B], at: now).isEmpty)
    #expect(decoder.decode([0x41], at: now) == [.key(.up)])
    #expect(!decoder.isPending)
  }

  @Test func everySplitGivesTheSame() {
    let text = "aé漢\u{1B}[1;2A\u{1B}[<0;12;7M\u{1B}[200~x\u{1B}y\rz\u{1B}[201~\u{1B}OPq"
    let whole = decode(text)
    #expect(whole.count == 8)
    let bytes = Array(text.utf8)
    for cut in bytes.indices {
      var decoder = KeyDecoder()
      let now = ContinuousClock.now
      let parts = decoder.decode(bytes[..<cut], at: now) + decoder.decode(bytes[cut...], at: now)
      #expect(parts == whole)
    }
  }

  @Test func pasteIsText() {
    #expect(decode("\u{1B}[200~a\r\nb\u{1B}[31m\u{1B}[201~") == [.paste("a\nb\u{1B}[31m")])
    #expect(decode("\u{1B}[200~never ended") == [.paste("never ended")])
  }

  @Test func mouse() {
    #expect(decode("\u{1B}[<0;12;7M\u{1B}[<0;12;7m") == [.mouse(.init(.press, column: 11, row: 6))])
    #expect(decode("\u{1B}[<64;1;1M") == [.mouse(.init(.scrollUp, column: 0, row: 0))])
    #expect(decode("\u{1B}[<65;300;1M") == [.mouse(.init(.scrollDown, column: 299, row: 0))])
    #expect(decode("\u{1B}[<32;5;6M") == [.mouse(.init(.drag, column: 4, row: 5))])
    #expect(decode("\u{1B}[<35;5;6M") == [])
    #expect(decode("\u{1B}[M !!") == [.mouse(.init(.press, column: 0, row: 0))])
    #expect(decode("\u{1B}[<2;1;1M\u{1B}[<34;1;1M\u{1B}[<0;0;0M") == [])
  }

  @Test func twoPressesSoonAreADoublePress() {
    var decoder = KeyDecoder()
    let press = Array("\u{1B}[<0;3;3M".utf8)
    let now = ContinuousClock.now
    _ = decoder.decode(press, at: now)
    let place = MouseEvent(.doublePress, column: 2, row: 2)
    #expect(decoder.decode(press, at: now + .milliseconds(200)) == [.mouse(place)])
    let third = decoder.decode(press, at: now + .milliseconds(300))
    #expect(third == [.mouse(.init(.press, column: 2, row: 2))])
    let late = decoder.decode(press, at: now + .seconds(2))
    #expect(late == [.mouse(.init(.press, column: 2, row: 2))])
  }

  @Test func invalidTextIsSwallowed() {
    var decoder = KeyDecoder()
    let bytes: [UInt8] = [0xFF, 0xC3, 0x28, 0xE6, 0xBC, 0x61, 0x80, 0xF5, 0x62]
    let events = decoder.decode(bytes, at: .now)
    #expect(events == ["(", "a", "b"].map { .key(.character($0)) })
  }

  @Test func noiseNeitherHangsNorGrows() {
    var generator = Seeded(state: 7)
    var decoder = KeyDecoder()
    for _ in 0..<2000 {
      let bytes = (0..<32).map { _ in
        UInt8.random(in: 0...255, using: &generator)
          & (Bool.random(using: &generator) ? 0x7F : 0xFF)
      }
      let now = ContinuousClock.now
      _ = decoder.decode(bytes, at: now)
      _ = decoder.giveUpWaiting(at: now)
      #expect(!decoder.isPending)
      #expect(decoder.bytes.isEmpty)
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), for tests that repeat.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
