import Testing

@testable import Terminal

@Suite struct PaletteTests {
  @Test func fixedColoursAreTheirOwnNearest() {
    for index in 16..<256 {
      let found = Palette.nearest256(to: Palette.color(index))
      #expect(Palette.color(found) == Palette.color(index))
    }
  }

  @Test func nearestIsCloseToABruteForceSearch() {
    var generator = Seeded(state: 3)
    var excess: Float = 0
    for _ in 0..<2000 {
      let color = Color(
        .random(in: 0...255, using: &generator), .random(in: 0...255, using: &generator),
        .random(in: 0...255, using: &generator))
      let target = Perceived(color)
      let best = (16..<256).map { target.distance(to: Perceived(Palette.color($0))) }.min() ?? 0
      let found = target.distance(to: Perceived(Palette.color(Palette.nearest256(to: color))))
      excess = max(excess, found.squareRoot() - best.squareRoot())
    }
    #expect(excess < 0.1)
  }

  @Test func textIsNeverTooCloseToItsBackground() {
    var generator = Seeded(state: 5)
    for count in [8, 16] {
      for _ in 0..<2000 {
        func any() -> Color {
          Color(
            .random(in: 0...254, using: &generator), .random(in: 1...254, using: &generator),
            .random(in: 0...254, using: &generator))
        }
        let pair = Palette.legibleNamed(foreground: any(), background: any(), count: count)
        let fore = Perceived(Palette.named[pair.foreground ?? 7]).lightness
        let back = Perceived(Palette.named[pair.background ?? 0]).lightness
        #expect(abs(fore - back) > 0.3)
      }
    }
  }

  @Test func greyOnAnUnknownBackgroundIsLeftToTheTerminal() {
    let light = Palette.legibleNamed(
      foreground: Color(200, 200, 200), background: nil, count: 8)
    #expect(light.foreground == nil && light.background == nil)
    let red = Palette.legibleNamed(foreground: Color(235, 75, 75), background: nil, count: 8)
    #expect(red.foreground == 1)
  }

  @Test func themesStandOutOnBlackAndOnWhite() {
    let theme = Theme(.indexed256)
    let white = Perceived(Color(255, 255, 255)).lightness
    for style in [
      theme.muted, theme.accent, theme.good, theme.bad, theme.warning, theme.threshold, theme.key,
      theme.mated, theme.nonMated,
    ] {
      let lightness = style.foreground.map { Perceived($0).lightness } ?? 0
      #expect(style.background == nil)
      #expect(lightness > 0.45 && white - lightness > 0.25)
    }
    for style in [theme.selection, theme.idleSelection, theme.header, theme.activeTab] {
      #expect(style.foreground != nil && style.background != nil)
    }
  }

  @Test func monoHasNoColour() {
    let theme = Theme(.mono)
    for style in [theme.good, theme.bad, theme.selection, theme.threshold, theme.border] {
      #expect(style.foreground == nil && style.background == nil)
    }
    #expect(theme.good != theme.bad)
  }

  @Test func pairsAreHandedOutInOrderAndRunOut() {
    var table = PairTable(limit: 4, depth: .direct, hasDefaults: true)
    var defined: [Int32] = []
    func number(_ value: UInt8) -> Int32? {
      table.number(for: Style(Color(value, 0, 0))) { number, _ in defined.append(number) }
    }
    #expect([number(10), number(20), number(10), number(30)] == [1, 2, 1, 3])
    #expect(number(40) == nil)
    #expect(defined == [1, 2, 3])
    table.removeAll()
    #expect(number(40) == 1)
  }

  @Test func directColoursKeepClearOfTheNamedOnes() {
    for blue in UInt8(0)...8 {
      let pair = PairTable.quantised(Color(0, 0, blue), nil, .direct, true)
      #expect(pair.foreground >= 8 && pair.background == -1)
    }
  }
}
