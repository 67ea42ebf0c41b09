import Figures
import Testing

@testable import Terminal

@Suite struct CurvePlotTests {
  private let theme = Theme(.mono)

  private func surface(
    _ chart: CurveChart, _ columns: Int, _ rows: Int, _ repertoire: Repertoire = .full,
    colors: ColorDepth = .mono
  ) -> Surface {
    var surface = Surface(columns: columns, rows: rows)
    CurvePlot(chart, repertoire: repertoire)
      .draw(on: &surface, in: surface.region, theme: Theme(colors))
    return surface
  }

  private func chart(_ shape: Curve.Shape = .line) -> CurveChart {
    CurveChart(
      x: ChartAxis("FAR", 0...1), y: ChartAxis("TAR %", 0...1, format: .percent),
      curves: [
        Curve("one", [.init(0, 0), .init(0.5, 0.8), .init(1, 1)], shape: shape),
        Curve("two", [.init(0, 0), .init(1, 0.5)], shape: shape),
      ],
      cursor: .init(x: 0.5, y: 0.8))
  }

  @Test func lines() {
    #expect(
      surface(chart(), 44, 12).text == Self.lines)
  }

  @Test func linesInASCII() {
    let shown = surface(chart(), 44, 12, .ascii).text
    #expect(shown == Self.ascii)
  }

  @Test func stepsHoldUntilTheNextPoint() {
    let axis = ChartAxis("", 0...1)
    let curve = Curve("", [.init(0, 0), .init(0.5, 1), .init(1, 1)])
    // Too small for axes: the curve alone.
    #expect(
      surface(CurveChart(x: axis, y: axis, curves: [curve]), 6, 3).text == "   ⡏⠉⠉\n   ⡇\n⣀⣀⣀⡇")
  }

  /// What a reader of the picture does: finds the dot of the curve over a tick, counts the dots
  /// between the grid lines around it, and gets the value to 2 %.
  @Test(arguments: [(80, 24), (120, 40), (160, 50)])
  func valuesCanBeReadOff(_ columns: Int, _ rows: Int) {
    let values = [(1e-5, 0.2), (1e-4, 0.45), (1e-3, 0.7), (1e-2, 0.86), (1e-1, 0.97)]
    let chart = CurveChart(
      x: ChartAxis("", 1e-6...1, scale: .logarithmic), y: ChartAxis("", 0...1),
      curves: [Curve("", values.map { .init($0.0, $0.1) }, shape: .points)])
    let plot = CurvePlot(chart)
    let region = Region(columns: columns, rows: rows)
    let frame = PlotFrame(plot, in: region)
    let shown = surface(chart, columns, rows)
    for (x, y) in values {
      let column = frame.column(of: x), row = frame.row(of: y)
      let dots = shown[column, row].character?.unicodeScalars.first.map { $0.value & 0xFF } ?? 0
      #expect(dots != 0)
      let ticks = frame.yTicks.map(\.value)
      let below = ticks.last { $0 <= y } ?? 0, above = ticks.first { $0 > y } ?? 1
      let scale = Double(frame.dot(y: below) - frame.dot(y: above))
      let read = below + Double(frame.dot(y: below) - frame.dot(y: y)) / scale * (above - below)
      #expect(abs(read - y) <= 0.02)
    }
  }

  @Test func ticksStandAtTheDotOfTheirValue() {
    let frame = PlotFrame(CurvePlot(chart()), in: Region(columns: 80, rows: 24))
    let shown = surface(chart(), 80, 24)
    let marks: [Character] = ["⠉", "⠒", "⠤", "⣀"]
    #expect(frame.yTicks.count >= 5)
    for tick in frame.yTicks where frame.row(of: tick.value) != frame.row(of: 0.8) {
      let cell = shown[frame.plot.column - 2, frame.row(of: tick.value)]
      #expect(cell.character == marks[frame.dot(y: tick.value) % 4])
    }
  }

  @Test func theMouseFindsTheValueUnderIt() {
    for scale in AxisScale.allCases {
      for repertoire in [Repertoire.full, .ascii] {
        let chart = CurveChart(
          x: ChartAxis("", 1e-4...0.5, scale: scale), y: ChartAxis("", 1e-4...0.5, scale: scale),
          curves: [])
        let plot = CurvePlot(chart, repertoire: repertoire)
        let region = Region(column: 3, row: 2, columns: 90, rows: 30)
        let frame = PlotFrame(plot, in: region)
        for column in frame.plot.column..<frame.plot.endColumn {
          #expect(frame.column(of: plot.x(atColumn: column, in: region)) == column)
        }
        for row in frame.plot.row..<frame.plot.endRow {
          #expect(frame.row(of: plot.y(atRow: row, in: region)) == row)
        }
        #expect(plot.x(atColumn: -50, in: region) == 1e-4)
        #expect(plot.x(atColumn: 500, in: region) == 0.5)
      }
    }
  }

  @Test func curvesDifferWithoutColour() {
    let axis = ChartAxis("", 0...1)
    let texts = (0..<6).map { index in
      let curves = (0...index).map { Curve("", $0 < index ? [] : [.init(0, 0.5), .init(1, 0.5)]) }
      return surface(CurveChart(x: axis, y: axis, curves: curves), 15, 3).text
    }
    #expect(Set(texts).count == texts.count)
  }

  @Test func theCurveInAGreyAreaIsGreyAndTheAreaSaysWhy() {
    var chart = chart()
    chart.cursor = nil
    chart.curves = [Curve("", [.init(0, 0.5), .init(1, 0.5)])]
    chart.greyAreas = [.init(.x, 0...0.4, caption: "not resolvable")]
    let theme = Theme(.direct)
    let shown = surface(chart, 60, 20, colors: .direct)
    #expect(shown.text.contains("not resolvable"))
    let frame = PlotFrame(CurvePlot(chart), in: Region(columns: 60, rows: 20))
    func style(_ x: Double, _ y: Double) -> Style {
      shown[frame.column(of: x), frame.row(of: y)].style
    }
    #expect(style(0.2, 0.5) == theme.muted)
    #expect(style(0.75, 0.5) == theme.curves[0])
  }

  @Test func aBandIsQuietAndWithinItsBounds() {
    let axis = ChartAxis("", 0...1)
    let band = [Curve.Interval(0, 0.2, 0.8), Curve.Interval(1, 0.2, 0.8)]
    let chart = CurveChart(
      x: axis, y: axis,
      curves: [Curve("", [.init(0, 0.5), .init(1, 0.5)], shape: .line, band: band)])
    let shown = surface(chart, 15, 10, colors: .direct)
    let theme = Theme(.direct)
    for row in 0..<10 {
      let isInside = (2...7).contains(row)
      #expect((0..<15).contains { shown[$0, row].character != " " } == isInside)
      if isInside { #expect((shown[8, row].style == theme.curves[0]) == (row == 4)) }
    }
  }

  @Test(arguments: Repertoire.allCases, AxisScale.allCases)
  func anySizeAndAnyNumberIsDrawn(_ repertoire: Repertoire, _ scale: AxisScale) {
    let strange = [-Double.infinity, -1, 0, 0.3, .nan, 1, 1e300, .infinity]
    let points = strange.map { Curve.Point($0, $0) }
    let intervals = strange.map { Curve.Interval($0, $0 - 1, $0 + 1) }
    for range in [0.0...1, 0.5...0.5, 1e-300...1e300] {
      let axis = ChartAxis("axis", range, scale: scale)
      let chart = CurveChart(
        x: axis, y: axis,
        curves: [.line, .steps, .area, .points].map { shape in
          Curve("curve", points, shape: shape, band: intervals)
        },
        guides: [.identity, .opposite],
        greyAreas: [.init(.x, -1...0.2, caption: "grey"), .init(.y, 0.5...9, caption: "grey")],
        cursor: .init(x: 0.3, y: .nan), marks: points.map { .init(x: $0.x, y: $0.y, curve: 9) })
      for (columns, rows) in [(0, 0), (1, 1), (2, 9), (9, 2), (16, 5), (40, 10), (200, 60)] {
        let shown = surface(chart, columns, rows, repertoire, colors: .direct)
        #expect(shown.columns == columns)
        let plot = CurvePlot(chart, repertoire: repertoire)
        _ = plot.x(atColumn: 0, in: shown.region)
        _ = plot.y(atRow: 0, in: shown.region)
      }
    }
  }

  @Test func nothingIsDrawnOutsideTheRegion() {
    var surface = Surface(columns: 60, rows: 20)
    let region = Region(column: 10, row: 5, columns: 40, rows: 10)
    CurvePlot(chart(.area)).draw(on: &surface, in: region, theme: theme)
    for row in 0..<20 {
      for column in 0..<60 where !region.contains(column: column, row: row) {
        #expect(surface[column, row] == Cell())
      }
    }
  }

  private static let lines = """
    TAR %   ⠒⠒⠒⠒⠒ one   ⠒⠒⠒⠂  two
    100⠉│⠁ ⠁ ⠁ ⠁⠈⠁ ⠁ ⠁ ⠁⠁⠁ ⠁ ⠁ ⠉ ⠁ ⠁ ⢀⣀⣀⠤⠤⠤⠒⠒⠊⠉
        ►⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⣠⣦⡠⠤⠤⠒⠒⠒⠉⠉⠁ ⠁      ⠈
        │⠁      ⠈       ⠁⣀⠔⠉⡏  ⠈       ⠁      ⠈
        │⠁      ⠈     ⢀⠤⠊   ⡇  ⠈       ⠁      ⠈
     50⠒│⠃ ⠂ ⠂ ⠂⠈⠂ ⠂⡠⠒⠁⠂⠁⠂ ⠂⡇⠂ ⠊ ⠂ ⠂ ⠂ ⠃ ⢀ ⠠⠤⠔⠒
        │⠁      ⠈⡠⠔⠉    ⠁   ⡇  ⠈ ⢀⣀⡠⠤ ⠐⠊⠉⠁    ⠈
        │⠁    ⢀⠔⠊       ⠁⣀⣀ ⡧⠒⠒⠉       ⠁      ⠈
        │⠁ ⢀⡠⠊⠁ ⢀ ⠠⠤⠔⠒ ⠈⠉   ⡇  ⠈       ⠁      ⠈
      0⣀│⣠⡴⠥ ⠐⠊⠉⠁⡀ ⡀ ⡀ ⡀⠁⡀ ⡀⡇⡀ ⡈ ⡀ ⡀ ⡀ ⡁ ⡀ ⡀ ⡀⠈
        └┬──────┬───────┬───▲──┬───────┬──────┬
        0.0    0.2        0.500       0.8    1.0
    """
  private static let ascii = """
    TAR %   --o-- one   --x-- two
    100'│'   '   '   '   '   '   '   ....--o-''
        ►. . . . . . . . . .O.----'o'
        │                .-o|
        │              .'   |
     50-│-   -   -  .-'  -  |-   -   -   -...x-
        │        .-o        |     ...x-'''
        │     .-'        ...|x-'''
        │   .-'  ..--x'''   |
      0.│..o-x'''.   .   .  |.   .   .   .   .
        └┬──────┬───────┬───▲──┬───────┬──────┬
        0.0    0.2        0.500       0.8    1.0
    """
}
