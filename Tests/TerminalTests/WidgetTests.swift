import Testing

@testable import Terminal

/// Widgets as text. Styles are tested where they carry meaning.
@Suite struct WidgetTests {
  private let theme = Theme(.indexed256)

  private func text(_ columns: Int, _ rows: Int, _ draw: (inout Surface) -> Void) -> String {
    var surface = Surface(columns: columns, rows: rows)
    draw(&surface)
    return surface.text
  }

  @Test func panel() {
    let shown = text(24, 4) { surface in
      let inside = Panel("People", note: "40").draw(on: &surface, in: surface.region, theme: theme)
      surface.write("inside", in: inside)
    }
    #expect(
      shown == """
        ╭ People ────────── 40 ╮
        │ inside               │
        │                      │
        ╰──────────────────────╯
        """)
  }

  @Test func aLongTitleIsCutAndTheNoteLeftOut() {
    let shown = text(14, 2) { surface in
      Panel("漢字漢字漢字", note: "note").draw(on: &surface, in: surface.region, theme: theme)
    }
    #expect(shown == "╭ 漢字漢字… ─╮\n╰────────────╯")
  }

  @Test func listKeepsTheSelectionInView() {
    let shown = text(8, 4) { surface in
      ListView(count: 20, selection: 10).draw(on: &surface, in: surface.region, theme: theme) {
        StyledText("row \($0)")
      }
    }
    #expect(shown == "row 8  │\nrow 9  │\nrow 10 ┃\nrow 11 │")
  }

  @Test(arguments: [0, 1, 5, 19, 20])
  func everySelectionIsVisible(_ count: Int) {
    for height in 0...22 {
      for selection in 0..<count {
        for offset in [nil, 0, 7, 50] {
          let list = ListView(count: count, selection: selection, offset: offset)
          let visible = list.visibleRows(height)
          #expect(height == 0 || visible.contains(selection))
          #expect(visible.lowerBound >= 0 && visible.upperBound <= max(count, 0))
          if height >= count, height > 0 { #expect(visible == 0..<count) }
        }
      }
    }
  }

  @Test func scrollingMovesNoFurtherThanItMust() {
    #expect(Scrolling.offset(selection: 5, count: 20, height: 4, current: 2) == 2)
    #expect(Scrolling.offset(selection: 6, count: 20, height: 4, current: 2) == 3)
    #expect(Scrolling.offset(selection: 1, count: 20, height: 4, current: 2) == 1)
  }

  @Test func theMouseFindsTheRowThatIsDrawn() {
    let list = ListView(count: 20, selection: 10)
    let region = Region(column: 3, row: 2, columns: 8, rows: 4)
    #expect(list.row(at: 2, in: region) == 8)
    #expect(list.row(at: 5, in: region) == 11)
    #expect(list.row(at: 1, in: region) == nil)
    #expect(list.row(at: 6, in: region) == nil)
  }

  @Test func table() {
    let shown = text(24, 3) { surface in
      Table(
        [.init("name"), .init("faces", width: 5, alignment: .right)],
        list: ListView(count: 2, selection: 0)
      ).draw(on: &surface, in: surface.region, theme: theme) { row, column in
        column == 0 ? ["漢字 the long name of it", "Ann"][row].styled : ["12", "3"][row].styled
      }
    }
    #expect(
      shown == """
        name               faces
        漢字 the long na…     12
        Ann                    3
        """)
  }

  @Test func tabsWithAndWithoutRoom() {
    let tabs = TabLine(
      name: "likeness",
      tabs: [.init(key: "1", title: "Gallery"), .init(key: "2", title: "Verify")],
      selection: 1, notes: ["40 people of two", "40 people"])
    let wide = text(60, 1) { tabs.draw(on: &$0, in: $0.region, theme: theme) }
    #expect(wide == " likeness   1 Gallery  2 Verify            40 people of two")
    let less = text(48, 1) { tabs.draw(on: &$0, in: $0.region, theme: theme) }
    #expect(less == " likeness   1 Gallery  2 Verify       40 people")
    let narrow = text(26, 1) { tabs.draw(on: &$0, in: $0.region, theme: theme) }
    #expect(narrow == " 1 Gallery  2 Verify")
    let region = Region(columns: 60, rows: 1)
    #expect(tabs.tab(atColumn: 12, in: region) == 0)
    #expect(tabs.tab(atColumn: 24, in: region) == 1)
    #expect(tabs.tab(atColumn: 2, in: region) == nil)
  }

  @Test func hintsGoWholeAndTheFixedStay() {
    let hints = KeyHints(
      [.init("Tab", "next pair"), .init("h", "hardest impostor")], fixed: [.init("?", "help")])
    let wide = text(50, 1) { hints.draw(on: &$0, in: $0.region, theme: theme) }
    #expect(wide == "Tab next pair  h hardest impostor           ? help")
    let narrow = text(30, 1) { hints.draw(on: &$0, in: $0.region, theme: theme) }
    #expect(narrow == "Tab next pair           ? help")
    #expect(hints.hint(atColumn: 25, in: Region(columns: 30, rows: 1))?.key == "?")
  }

  @Test func progressIsPreciseToAnEighth() {
    func bar(_ fraction: Double) -> String {
      text(4, 1) { ProgressBar(fraction).draw(on: &$0, in: $0.region, theme: theme) }
    }
    #expect(bar(0) == "····")
    #expect(bar(0.5) == "██··")
    #expect(bar(1.0 / 32) == "▏···")
    #expect(bar(31.0 / 32) == "███▉")
    #expect(bar(1) == "████")
    #expect(bar(.nan) == "····")
    #expect(bar(7) == "████")
  }

  @Test func slider() {
    let shown = text(9, 1) {
      Slider(value: 0.5, range: 0...1).draw(on: &$0, in: $0.region, theme: theme)
    }
    #expect(shown == "├━━━●───┤")
    let slider = Slider(value: 0, range: -1...3)
    for width in 4...50 {
      for position in 1..<(width - 1) {
        let value = slider.value(at: position, width: width)
        #expect(slider.position(of: value, width: width) == position)
      }
      #expect(slider.position(of: 99, width: width) == max(1, width - 2))
      #expect(slider.position(of: -99, width: width) == 1)
    }
  }

  @Test func textFieldScrollsToItsCursor() {
    var surface = Surface(columns: 8, rows: 1)
    TextField(TextInput("abcdefghij"), prompt: "> ").draw(
      on: &surface, in: surface.region, theme: theme)
    #expect(surface.text == "> fghij")
    #expect(surface.cursor == .init(column: 7, row: 0))
  }

  /// The keys that the input did not answer.
  private func type(_ keys: [Key], into input: inout TextInput) -> [Key] {
    keys.filter { !input.handle($0) }
  }

  @Test func editing() {
    var input = TextInput("/home/ann")
    #expect(type([.control("w")], into: &input) == [])
    #expect(input.text == "/home/")
    #expect(type([.home, .delete, .character("~")], into: &input) == [])
    #expect(input.text == "~home/" && input.cursor == 1)
    #expect(type([.control("k")], into: &input) == [])
    #expect(input.text == "~")
    input.insert("a\nb\u{1B}c")
    #expect(input.text == "~a bc")
    #expect(type([.control("u"), .backspace, .enter, .up], into: &input) == [.enter, .up])
    #expect(input.text == "" && input.cursor == 0)
  }

  @Test func marksJoinTheLetterBefore() {
    var input = TextInput()
    #expect(type([.character("e"), .character("\u{301}")], into: &input) == [])
    #expect(input.text == "é" && input.cursor == 1)
    #expect(type([.backspace], into: &input) == [])
    #expect(input.text.isEmpty)
  }

  @Test func dialogStandsInFrontAndTheCursorGoes() {
    var surface = Surface(columns: 20, rows: 5)
    surface.fill(surface.region, with: "x", style: theme.good)
    surface.cursor = .init(column: 1, row: 1)
    Dialog("Quit?", columns: 6, rows: 1).draw(on: &surface, in: surface.region, theme: theme)
    #expect(
      surface.text == """
        xxxxxxxxxxxxxxxxxxxx
        xxxxx╭ Quit? ─╮xxxxx
        xxxxx│        │xxxxx
        xxxxx╰────────╯xxxxx
        xxxxxxxxxxxxxxxxxxxx
        """)
    #expect(surface.cursor == nil)
    #expect(surface[0, 0].style == theme.faint)
  }

  @Test func popupStandsWhereThereIsRoom() {
    let items: [StyledText] = ["one", "two"]
    let below = text(12, 6) {
      Popup(items, selection: 0).draw(
        on: &$0, at: .init(column: 2, row: 0), in: $0.region, theme: theme)
    }
    #expect(below == "\n  ╭──────╮\n  │ one  │\n  │ two  │\n  ╰──────╯\n")
    let above = text(12, 6) {
      Popup(items, selection: 0).draw(
        on: &$0, at: .init(column: 9, row: 5), in: $0.region, theme: theme)
    }
    #expect(above == "\n    ╭──────╮\n    │ one  │\n    │ two  │\n    ╰──────╯\n")
  }

  @Test func notice() {
    let shown = text(24, 4) {
      Notice("12 faces enrolled", kind: .success).draw(on: &$0, in: $0.region, theme: theme)
    }
    #expect(
      shown == """

        ╭─────────────────────╮
        │ ✓ 12 faces enrolled │
        ╰─────────────────────╯
        """)
  }

  @Test func gridMovesAndFindsByMouse() {
    let region = Region(columns: 24, rows: 10)
    let grid = ThumbnailGrid(count: 7, selection: 2, columns: 6, rows: 2)
    #expect(grid.perRow(in: region) == 3)
    #expect(grid.visible(in: region) == 0..<6)
    #expect(grid.moved(by: .down, in: region) == 5)
    #expect(grid.moved(by: .right, in: region) == 3)
    #expect(grid.moved(by: .end, in: region) == 6)
    #expect(grid.moved(by: .enter, in: region) == nil)
    #expect(grid.index(atColumn: 9, row: 6, in: region) == 4)
    #expect(ThumbnailGrid(count: 7, selection: 6, columns: 6, rows: 2).visible(in: region) == 3..<7)
  }

  @Test func gridSnapshot() {
    let shown = text(17, 5) { surface in
      ThumbnailGrid(count: 2, selection: 1, columns: 6, rows: 2).draw(
        on: &surface, in: surface.region, theme: theme
      ) { index in
        var picture = Surface(columns: 4, rows: 2)
        picture.fill(picture.region, with: "▓", style: .plain)
        return (index == 0 ? picture : nil, StyledText("p\(index)"))
      }
    }
    #expect(
      shown == """
                ╭──────╮
          ▓▓▓▓  │······│
          ▓▓▓▓  │······│
                ╰──────╯
           p0      p1
        """)
  }

  @Test func styledTextIsCutAcrossItsParts() {
    let line = StyledText("ab", .plain.bold) + StyledText("cd") + StyledText("ef")
    #expect(line.truncated(toColumns: 6).text == "abcdef")
    #expect(line.truncated(toColumns: 5).text == "abcd…")
    #expect(line.truncated(toColumns: 4).text == "abc…")
    #expect(line.truncated(toColumns: 2).text == "a…")
    #expect(line.fitted(8, .right).text == "  abcdef")
    #expect(line.fitted(9, .centre).text == " abcdef  ")
    for limit in 0...7 { #expect(line.truncated(toColumns: limit).columns == min(limit, 6)) }
  }

  /// Every widget in every small size, and where it does not fit at all.
  @Test func nothingDrawsOutsideOrCrashesWhenTiny() {
    for columns in 0...14 {
      for rows in 0...6 {
        let region = Region(column: 2, row: 1, columns: columns, rows: rows)
        for draw in Self.everyWidget {
          var surface = Surface(columns: 20, rows: 9)
          draw(&surface, region, theme)
          for y in 0..<9 {
            for x in 0..<20 where !region.contains(column: x, row: y) {
              #expect(surface[x, y] == Cell(), "\(columns)×\(rows) drew at \(x), \(y)")
            }
          }
        }
      }
    }
  }

  private static let everyWidget: [@Sendable (inout Surface, Region, Theme) -> Void] = [
    { Panel("Title", note: "note").draw(on: &$0, in: $1, theme: $2) },
    { surface, region, theme in
      ListView(count: 9, selection: 8).draw(on: &surface, in: region, theme: theme) { _ in
        "漢字 a row that is long"
      }
    },
    { surface, region, theme in
      Table([.init("name"), .init("n", width: 4)], list: ListView(count: 9, selection: 3))
        .draw(on: &surface, in: region, theme: theme) { _, _ in "漢字漢字漢字" }
    },
    { surface, region, theme in
      ThumbnailGrid(count: 5, selection: 2, columns: 3, rows: 1).draw(
        on: &surface, in: region, theme: theme
      ) { _ in (Surface(columns: 3, rows: 1), "caption") }
    },
    {
      TabLine(
        name: "likeness", tabs: [.init(key: "1", title: "Gallery"), .init(key: "2", title: "V")],
        selection: 0, notes: ["note"]
      ).draw(on: &$0, in: $1, theme: $2)
    },
    {
      KeyHints([.init("Tab", "next")], fixed: [.init("?", "help")]).draw(on: &$0, in: $1, theme: $2)
    },
    { TextField(TextInput("漢字 typed text"), prompt: "> ").draw(on: &$0, in: $1, theme: $2) },
    { ProgressBar(0.4).draw(on: &$0, in: $1, theme: $2) },
    { Slider(value: 1, range: 0...2).draw(on: &$0, in: $1, theme: $2) },
    { Notice("a notice of some length 漢字").draw(on: &$0, in: $1, theme: $2) },
    {
      Popup(["one", "two 漢字"]).draw(
        on: &$0, at: .init(column: $1.column, row: $1.row), in: $1, theme: $2)
    },
    { surface, region, _ in Paragraph("漢字 words that wrap").draw(on: &surface, in: region) },
    { Axis(0...1).draw(on: &$0, in: $1, theme: $2) },
    {
      TwoClassHistogram(
        range: 0...2, mated: [1, 5, 1], nonMated: [2, 9, 1], threshold: 1, marker: (0.4, "here 漢字")
      )
      .draw(on: &$0, in: $1, theme: $2)
    },
  ]
}

extension String {
  fileprivate var styled: StyledText { StyledText(self) }
}
