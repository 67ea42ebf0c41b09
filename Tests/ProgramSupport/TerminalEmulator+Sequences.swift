extension TerminalEmulator {
  /// Obeys `ESC [ body final`.
  mutating func obey(_ final: Character, _ body: String) {
    if final == "m" { return select(body) }
    if body.hasPrefix("?") { return setModes(final, body.dropFirst()) }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    if !move(final, max(1, first), numbers), !erase(final, first),
      !["h", "l", "t", "c", "p"].contains(final)
    {
      unknown.append("CSI \(body)\(final)")
    }
  }

  private mutating func move(_ final: Character, _ count: Int, _ numbers: [Int]) -> Bool {
    switch final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G", "`": column = min(columns, count) - 1
    case "d": row = min(rows, count) - 1
    case "H", "f":
      row = min(rows, count) - 1
      column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case "r":
      let bottom = numbers.count > 1 ? numbers[1] : rows
      region = (count - 1)...max(count - 1, min(rows, bottom) - 1)
      (row, column) = (0, 0)
    default: return false
    }
    willWrap = false
    return true
  }

  private mutating func erase(_ final: Character, _ number: Int) -> Bool {
    let count = max(1, number)
    let blank = Cell(text: " ", look: Look(background: look.background))
    switch final {
    case "J": eraseScreen(number, blank)
    case "K":
      erase(number == 1 ? 0..<(column + 1) : number == 2 ? 0..<columns : column..<columns, blank)
    case "X": erase(column..<min(columns, column + count), blank)
    case "P", "@": shift(final == "P" ? count : -count, blank)
    case "L", "M":
      let former = region
      region = row...max(row, region.upperBound)
      scroll(by: final == "M" ? count : -count)
      region = former
    case "S": scroll(by: count)
    case "T": scroll(by: -count)
    case "b": repeatLast(count)
    default: return false
    }
    return true
  }

  private mutating func erase(_ range: Range<Int>, _ blank: Cell) {
    for x in range { cells[row][x] = blank }
  }

  private mutating func eraseScreen(_ part: Int, _ blank: Cell) {
    if part == 2 || part == 0 && row == 0 && column == 0 { clears += 1 }
    let first = part == 0 ? row * columns + column : 0
    let end = part == 1 ? row * columns + column + 1 : rows * columns
    for place in first..<end { cells[place / columns][place % columns] = blank }
  }

  private mutating func shift(_ count: Int, _ blank: Cell) {
    for _ in 0..<min(abs(count), columns - column) {
      if count > 0 {
        cells[row].remove(at: column)
        cells[row].append(blank)
      } else {
        cells[row].removeLast()
        cells[row].insert(blank, at: column)
      }
    }
  }

  private mutating func setModes(_ final: Character, _ body: Substring) {
    let numbers = body.split(separator: ";").compactMap { Int($0) }
    guard final == "h" || final == "l" else {
      if final != "c" { unknown.append("CSI ?\(body)\(final)") }
      return
    }
    for number in numbers {
      if number == 1049, modes.contains(1049) != (final == "h") { swapScreens(final == "h") }
      if final == "h" { modes.insert(number) } else { modes.remove(number) }
    }
  }

  private mutating func swapScreens(_ isAlternate: Bool) {
    if isAlternate { mainScreen = cells }
    cells = isAlternate ? Self.blank(columns, rows) : mainScreen
    resize(columns: columns, rows: rows)
  }

  /// Graphic rendition; `body` keeps colons, with which some terminals separate a colour's parts.
  private mutating func select(_ body: String) {
    var codes = body.split(whereSeparator: { $0 == ";" || $0 == ":" }).map { Int($0) ?? 0 }[...]
    if body.isEmpty { codes = [0] }
    while let code = codes.popFirst() {
      switch code {
      case 0: look = Look()
      case 1, 2, 4, 7: look.attributes.insert(code)
      case 22: look.attributes.subtract([1, 2])
      case 24, 27: look.attributes.remove(code - 20)
      case 30...37, 90...97: look.foreground = "\(code)"
      case 40...47, 100...107: look.background = "\(code)"
      case 39: look.foreground = ""
      case 49: look.background = ""
      case 38, 48:
        let parts = codes.prefix(codes.first == 5 ? 2 : 4)
        codes = codes.dropFirst(parts.count)
        let colour = parts.map(String.init).joined(separator: ";")
        if code == 38 { look.foreground = colour } else { look.background = colour }
      case 10: break
      default: unknown.append("SGR \(code)")
      }
    }
  }
}
