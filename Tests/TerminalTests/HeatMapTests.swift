import Figures
import Testing

@testable import Terminal

@Suite struct HeatMapTests {
  private func map(
    _ count: Int, zoom: Int = 0, colors: ColorDepth = .direct, repertoire: Repertoire = .full,
    groups: [MatrixGroup] = []
  ) -> HeatMap {
    var map = HeatMap(
      rows: count, columns: count, range: 0...1, colors: colors, repertoire: repertoire)
    map.zoom = zoom
    map.rowGroups = groups
    map.columnGroups = groups
    return map
  }

  private func draw(
    _ map: HeatMap, _ columns: Int, _ rows: Int,
    _ entry: (Int, Int) -> MatrixEntry = { MatrixEntry(Double(abs($0 - $1)) / 10) }
  ) -> Surface {
    var surface = Surface(columns: columns, rows: rows)
    map.draw(on: &surface, in: surface.region, theme: Theme(map.colors), entry: entry)
    return surface
  }

  private func rampColor(_ value: Double) -> Color {
    let color = ColorRamp(steps: 48).color(of: value, in: 0...1)
    return Color(color.red, color.green, color.blue)
  }

  @Test func halfBlocksHoldTwoRows() {
    let shown = draw(map(4), 4, 2)
    #expect(shown.text == "▀▀▀▀\n▀▀▀▀")
    #expect(shown[2, 1].style.foreground == rampColor(0))
    #expect(shown[2, 1].style.background == rampColor(0.1))
    #expect(shown[0, 1].style.background == rampColor(0.3))
  }

  @Test func aLastOddRowIsHalf() {
    let shown = draw(map(3), 3, 2)
    #expect(shown[0, 1].style.background == nil && shown[0, 1].character == "▀")
  }

  @Test func shadesStandForValuesWithoutColour() {
    let entry: (Int, Int) -> MatrixEntry = {
      MatrixEntry($0 == 0 ? [0, 0.3, 0.5, 0.7, 1][$1] : nil)
    }
    #expect(draw(map(5, colors: .mono), 5, 2, entry).text == "█▓▒░\n·····")
    #expect(
      draw(map(5, colors: .mono, repertoire: .ascii), 5, 2, entry).text == "#*:.\n·····")
  }

  @Test func decisionsAreMarked() {
    let entry: (Int, Int) -> MatrixEntry = { row, column in
      MatrixEntry(0.3, mark: row == column ? .accepted : column == 1 ? .error : .none)
    }
    #expect(draw(map(2, zoom: 1), 4, 2, entry).text == "▏▕×\n  ▏▕")
    #expect(draw(map(2, zoom: 2), 8, 4, entry).text == "┌──┐×\n└──┘×\n    ┌──┐\n    └──┘")
    let large = draw(map(2, zoom: 3), 12, 3, entry)
    #expect(large.text == "┌────┐×\n│0.30│×0.30\n└────┘×")
    #expect(draw(map(2), 2, 1, entry)[1, 0].style.foreground == HeatMapInk.red)
  }

  @Test func theCursorIsFramed() {
    var map = map(9)
    map.cursor = MatrixPlace(row: 4, column: 4)
    let shown = draw(map, 9, 5)
    // Half rows 3 to 5, columns 3 to 5; the middle keeps its colour.
    #expect(shown[4, 2].style.foreground == rampColor(0))
    #expect(shown[4, 2].style.background == shown[3, 2].style.foreground)
    #expect(shown[4, 2].style.background == shown[4, 1].style.background)
    map.zoom = 2
    map.origin = MatrixPlace(row: 4, column: 4)
    #expect(draw(map, 4, 2).text == "┏━━┓\n┗━━┛")
    map.zoom = 1
    #expect(draw(map, 2, 1).text == "▐▌")
    map.colors = .mono
    #expect(draw(map, 2, 1).text == "[]")
  }

  @Test func namesSeparatorsAndLegend() {
    var map = map(
      9, zoom: 1,
      groups: [
        MatrixGroup("Ann", count: 3), MatrixGroup("Robert", count: 3), MatrixGroup("Cy", count: 3),
      ])
    map.cursor = MatrixPlace(row: 4, column: 7)
    map.threshold = 0.5
    map.title = "l2"
    let shown = draw(map, 40, 15) { _, _ in MatrixEntry(0.5) }
    #expect(shown.text == Self.named)
  }

  @Test(arguments: [0, 1, 2, 3], [ColorDepth.direct, .mono])
  func theMouseFindsTheCellUnderIt(_ zoom: Int, _ colors: ColorDepth) {
    let groups = [MatrixGroup("A", count: 5), MatrixGroup("B", count: 7)]
    var map = map(12, zoom: zoom, colors: colors, groups: groups)
    map.origin = MatrixPlace(row: 2, column: 3)
    let region = Region(column: 4, row: 3, columns: 50, rows: 20)
    let visible = map.visible(in: region)
    let frame = HeatMapFrame(map, in: region)
    for row in visible.rows {
      for column in visible.columns {
        let found = map.place(
          atColumn: frame.map.column + frame.columns.start(of: column),
          row: frame.screenRow(of: row), in: region)
        #expect(found?.column == column)
        // Two rows share a row of the screen; the upper one is meant.
        #expect(found.map { $0.row == row || (frame.isHalved && $0.row == row - 1) } == true)
      }
    }
    #expect(map.place(atColumn: 0, row: 0, in: region) == nil)
  }

  /// Against a search without any arithmetic.
  @Test(arguments: [(1, 0), (2, 1), (6, 1)], [0, 3, 11])
  func tracksAgreeWithCountingOut(_ layout: (size: Int, gap: Int), _ origin: Int) {
    let groups = [4, 1, 0, 9, 6].map { MatrixGroup("", count: $0) }
    let track = HeatMapTrack(
      count: 20, origin: origin, size: layout.size, gap: layout.gap, room: 37, groups: groups)
    var units: [Int?] = []
    let starts: [Int: Int] = [4: 1, 5: 2, 14: 1]
    for index in origin..<20 {
      if index > origin, let gaps = starts[index] {
        units += Array(repeating: nil, count: layout.gap * gaps)
      }
      units += Array(repeating: index, count: layout.size)
    }
    for unit in 0..<37 {
      #expect(track.index(at: unit) == (unit < units.count ? units[unit] : nil), "\(unit)")
    }
    #expect(track.indices == origin..<((units.prefix(37).compactMap { $0 }.last ?? origin) + 1))
  }

  @Test func scrollingShowsTheCursorAndWastesNoRoom() {
    let region = Region(columns: 20, rows: 10)
    for zoom in 0...3 {
      for place in [0, 1, 17, 40, 98, 99] {
        for origin in [0, 30, 99] {
          var map = map(
            100, zoom: zoom, groups: [MatrixGroup("A", count: 60), .init("B", count: 40)])
          map.origin = MatrixPlace(row: origin, column: origin)
          map.cursor = MatrixPlace(row: place, column: place)
          let moved = map.scrolled(in: region)
          let visible = moved.visible(in: region)
          #expect(visible.rows.contains(place) && visible.columns.contains(place))
          #expect(moved.scrolled(in: region).origin == moved.origin)
        }
      }
    }
    var small = map(4)
    small.origin = MatrixPlace(row: 3, column: 3)
    #expect(small.scrolled(in: region).origin == MatrixPlace(row: 0, column: 0))
  }

  @Test func theFittingZoomShowsEverything() {
    #expect(map(4).fittingZoom(in: Region(columns: 24, rows: 20)) == 3)
    #expect(map(100).fittingZoom(in: Region(columns: 24, rows: 20)) == 0)
  }

  @Test(arguments: ColorDepth.allCases, Repertoire.allCases)
  func anySizeIsDrawn(_ colors: ColorDepth, _ repertoire: Repertoire) {
    for count in [0, 1, 7, 300] {
      for zoom in [-1, 0, 1, 3, 9] {
        for (columns, rows) in [(0, 0), (1, 1), (3, 40), (80, 1), (40, 10), (200, 60)] {
          var map = map(
            count, zoom: zoom, colors: colors, repertoire: repertoire,
            groups: [MatrixGroup("漢字 and a long name", count: 5), MatrixGroup("", count: 0)])
          map.cursor = MatrixPlace(row: 5, column: 900)
          map.origin = MatrixPlace(row: -4, column: 1000)
          map.threshold = 0.4
          let region = Region(columns: columns, rows: rows)
          _ = map.scrolled(in: region)
          _ = map.fittingZoom(in: region)
          let shown = draw(map.scrolled(in: region), columns, rows) { row, column in
            MatrixEntry([nil, .nan, -3, 0.2, .infinity][(row + column) % 5], mark: .accepted)
          }
          #expect(shown.rows == rows)
        }
      }
    }
  }

  private static let named = """
            Ann    Robert Cy
            ┌───── ┌───── ┌─▼───
       Ann ┌
           │
           │

    Robert ┌
           ►                ▐▌
           │

        Cy ┌
           │
           │
    0         ┃        1 l2   × error   ▏▕ …
              ▲ 0.500 threshold
    """
}
