import Testing

@testable import Terminal

@Suite struct PlotTests {
  @Test func everyDotHasItsPattern() {
    let expected = ["⠁", "⠂", "⠄", "⡀", "⠈", "⠐", "⠠", "⢀"]
    for x in 0..<2 {
      for y in 0..<4 {
        var canvas = BrailleCanvas(columns: 1, rows: 1)
        canvas.set(x, y, style: .plain)
        var surface = Surface(columns: 1, rows: 1)
        canvas.draw(on: &surface, column: 0, row: 0)
        #expect(surface.text == expected[x * 4 + y])
      }
    }
  }

  @Test func aDiagonal() {
    var canvas = BrailleCanvas(columns: 4, rows: 2)
    canvas.line(from: (0, 7), to: (7, 0), style: .plain)
    var surface = Surface(columns: 4, rows: 2)
    canvas.draw(on: &surface, column: 0, row: 0)
    #expect(surface.text == "  ⡠⠊\n⡠⠊")
  }

  @Test func linesFarOutsideEndSoonAndStayInside() {
    var canvas = BrailleCanvas(columns: 4, rows: 2)
    canvas.line(from: (-1_000_000, 4), to: (1_000_000, 4), style: .plain)
    canvas.line(from: (-5, -5), to: (-1, -1), style: .plain)
    canvas.set(99, 99, style: .plain)
    var surface = Surface(columns: 4, rows: 2)
    canvas.draw(on: &surface, column: 0, row: 0)
    #expect(surface.text == "\n⠉⠉⠉⠉")
  }

  @Test func binsKeepTheirShape() {
    #expect(TwoClassHistogram.heights([1, 2, 3, 4], width: 4, height: 8) == [2, 4, 6, 8])
    #expect(
      TwoClassHistogram.heights([4, 4], width: 8, height: 4) == Array(repeating: 4, count: 8))
    #expect(TwoClassHistogram.heights([0, 0], width: 4, height: 4) == [0, 0, 0, 0])
    #expect(TwoClassHistogram.heights([1, 0, 0, 1000], width: 4, height: 4) == [1, 0, 0, 4])
  }

  @Test func histogramSnapshot() {
    var surface = Surface(columns: 40, rows: 7)
    TwoClassHistogram(
      range: 0...2, mated: [0, 4, 8, 4, 0, 0, 0, 0], nonMated: [0, 0, 0, 1, 4, 8, 4, 1],
      threshold: 1, marker: (0.5, "0.50")
    ).draw(on: &surface, in: surface.region, theme: Theme(.mono))
    #expect(
      surface.text == """
                         ▼ 0.50
        16               ⢸⣿⣿⣿⡄   │
        mated        ⢠⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿│
        non-mated            ⠉⠉⠉⠉│⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⠋⠉⠉⠉
        18                       │  ⠘⣿⣿⣿⡇
                  ┴──────────────┴─────────────┴
                  0              1             2
        """)
  }
}
