import CNCurses
import Glibc

/// Paints surfaces through ncurses, the changed part of each row only.
final class Painter {
  private var shown: Surface?
  private var mustClear = true
  private var pairs: PairTable
  private let repertoire: Repertoire
  private var row: [cchar_t] = []
  private var pen = Pen()
  private var isCursorShown: Bool?

  /// A style as ncurses knows it.
  private struct Pen {
    var style = Style.plain
    var attributes: attr_t = 0
    var pair: Int32 = 0
  }

  /// - Precondition: ncurses has been started on a terminal of this type.
  init(_ type: TerminalType) {
    repertoire = type.repertoire
    var hasDefaults = true
    if type.colors != .mono {
      start_color()
      hasDefaults = use_default_colors() == OK
    }
    pairs = PairTable(
      limit: curses_color_pairs(), depth: type.colors, hasDefaults: hasDefaults)
    typeahead(-1)
    idcok(curses_standard_window(), false)
  }

  /// The next surface is painted on a cleared screen.
  func invalidate() { mustClear = true }

  func paint(_ surface: Surface, columns: Int, rows: Int) {
    if !mustClear, surface == shown { return }
    if mustClear {
      clearok(curses_shown_window(), true)
      werase(curses_standard_window())
      shown = nil
      isCursorShown = nil
    }
    mustClear = false
    if !paintRows(surface, columns, rows) { startPairsAnew(surface, columns, rows) }
    shown = surface
    placeCursor(surface.cursor, columns, rows)
    wnoutrefresh(curses_standard_window())
    doupdate()
  }

  /// All pairs are given away: takes them back and paints everything, without clearing.
  private func startPairsAnew(_ surface: Surface, _ columns: Int, _ rows: Int) {
    reset_color_pairs()
    clearok(curses_shown_window(), false)
    pairs.removeAll()
    pen = Pen()
    shown = nil
    // What does not fit even now keeps the terminal's own colours.
    _ = paintRows(surface, columns, rows)
    redrawwin(curses_standard_window())
  }

  /// Whether there were pairs enough.
  private func paintRows(_ surface: Surface, _ columns: Int, _ rows: Int) -> Bool {
    var hadPairs = true
    let before = shown.flatMap {
      $0.columns == surface.columns && $0.rows == surface.rows ? $0 : nil
    }
    for y in 0..<min(rows, surface.rows) {
      let cells = surface.row(y)
      guard let changed = Self.changes(from: before?.row(y), to: cells) else { continue }
      let visible = changed.clamped(to: 0..<min(columns, surface.columns))
      if !paint(cells, visible, at: y, columns) { hadPairs = false }
    }
    return hadPairs
  }

  /// The first to the last changed cell, widened to whole characters of both.
  private static func changes(
    from old: ArraySlice<Cell>?, to new: ArraySlice<Cell>
  ) -> Range<Int>? {
    guard let old else { return new.isEmpty ? nil : 0..<new.count }
    let count = new.count
    let start = (old.startIndex, new.startIndex)
    func differs(_ x: Int) -> Bool { old[start.0 + x] != new[start.1 + x] }
    func isHalf(_ x: Int) -> Bool {
      old[start.0 + x].character == nil || new[start.1 + x].character == nil
    }
    guard var first = (0..<count).first(where: differs),
      var last = (0..<count).last(where: differs)
    else { return nil }
    while first > 0, isHalf(first) { first -= 1 }
    while last + 1 < count, isHalf(last + 1) { last += 1 }
    return first..<(last + 1)
  }

  private func paint(
    _ cells: ArraySlice<Cell>, _ range: Range<Int>, at y: Int, _ columns: Int
  ) -> Bool {
    guard !range.isEmpty else { return true }
    row.removeAll(keepingCapacity: true)
    var hadPairs = true
    var x = range.lowerBound
    while x < range.upperBound {
      let cell = cells[cells.startIndex + x]
      if !take(cell.style) { hadPairs = false }
      let isRoom =
        x + 1 < min(columns, cells.count)
        && cells[cells.startIndex + x + 1].character == nil
      x += append(cell.character, isRoomForWide: isRoom)
    }
    mvwadd_wchnstr(
      curses_standard_window(), Int32(y), Int32(range.lowerBound), row, Int32(row.count))
    return hadPairs
  }

  /// Makes the style the pen's. Says no when there was no pair left for it.
  private func take(_ style: Style) -> Bool {
    if style == pen.style { return true }
    let pair = pairs.number(for: style) { number, pair in
      init_extended_pair(number, pair.foreground, pair.background)
    }
    var attributes: attr_t = 0
    if style.isBold { attributes |= curses_bold() }
    if style.isDim { attributes |= curses_dim() }
    if style.isUnderlined { attributes |= curses_underline() }
    if style.isReversed { attributes |= curses_reverse() }
    pen = Pen(style: pair == nil ? .plain : style, attributes: attributes, pair: pair ?? 0)
    return pair != nil
  }

  /// Adds one character to the row, and returns how many cells it took. Half a wide character is a
  /// blank, and so is one without room for its other half.
  private func append(_ character: Character?, isRoomForWide: Bool) -> Int {
    if let ascii = character?.asciiValue, ascii >= 0x20, ascii < 0x7F {
      appendCell([wchar_t(ascii), 0])
      return 1
    }
    guard let glyph = character?.glyphs.first, glyph.columns == 1 || isRoomForWide else {
      appendCell([0x20, 0])
      return 1
    }
    if repertoire == .ascii {
      let first = glyph.scalars.first.map(repertoire.substitute) ?? " "
      appendCell([wchar_t(first.value), 0])
      return 1
    }
    appendCell(glyph.scalars.map { wchar_t(repertoire.substitute(for: $0).value) } + [0])
    return glyph.columns
  }

  private func appendCell(_ text: [wchar_t]) {
    var cell = cchar_t()
    curses_make_cell(&cell, text, pen.attributes, pen.pair)
    row.append(cell)
  }

  /// A hidden cursor stays where the last change left it, so that it costs no bytes.
  private func placeCursor(_ cursor: Surface.Position?, _ columns: Int, _ rows: Int) {
    let window = curses_standard_window()
    let isShown = cursor != nil
    if isShown != isCursorShown {
      curs_set(isShown ? 1 : 0)
      leaveok(window, !isShown)
      isCursorShown = isShown
    }
    guard let cursor else { return }
    let column = min(max(0, cursor.column), columns - 1)
    let row = min(max(0, cursor.row), rows - 1)
    wmove(window, Int32(row), Int32(column))
  }
}
