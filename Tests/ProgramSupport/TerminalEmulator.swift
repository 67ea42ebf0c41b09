import Terminal

/// The screen of a terminal of xterm's kind, as far as a program of ours uses one.
public struct TerminalEmulator: Sendable {
  /// A cell: its text with all marks, empty in the right half of a wide character, and its look.
  public struct Cell: Hashable, Sendable {
    public var text = " "
    public var look = Look()
  }

  /// Colours as the numbers of the sequence that chose them, empty for the terminal's own.
  public struct Look: Hashable, Sendable {
    public var foreground = ""
    public var background = ""
    public var attributes: Set<Int> = []
  }

  public internal(set) var columns: Int
  public internal(set) var rows: Int
  public internal(set) var cells: [[Cell]]
  public internal(set) var column = 0
  public internal(set) var row = 0
  /// The private modes that are on: 25 cursor, 1049 alternate screen, 1000 mouse, 2004 paste.
  public internal(set) var modes: Set<Int> = [25]
  /// How often the whole screen was erased.
  public internal(set) var clears = 0
  /// Sequences that it doesn't know.
  public internal(set) var unknown: [String] = []

  var look = Look()
  var willWrap = false
  var last: Character = " "
  var region: ClosedRange<Int>
  var mainScreen: [[Cell]] = []
  private var pending: [UInt8] = []

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Self.blank(columns, rows)
    region = 0...(rows - 1)
  }

  static func blank(_ columns: Int, _ rows: Int) -> [[Cell]] {
    Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The characters of the screen, without trailing blanks.
  public var text: String { lines.joined(separator: "\n") }

  public var lines: [String] {
    cells.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  public var isCursorShown: Bool { modes.contains(25) }
  public var isAlternate: Bool { modes.contains(1049) }
  public var isMouseOn: Bool { !modes.isDisjoint(with: [9, 1000, 1002, 1003, 1006]) }

  public mutating func resize(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = (0..<rows).map { y in
      (0..<columns).map { x in y < cells.count && x < cells[y].count ? cells[y][x] : Cell() }
    }
    region = 0...(rows - 1)
    column = min(column, columns - 1)
    row = min(row, rows - 1)
    willWrap = false
  }

  /// Takes bytes from the program; a sequence may come in parts.
  public mutating func feed(_ bytes: some Collection<UInt8>) {
    pending += bytes
    var rest = pending[...]
    while !rest.isEmpty, let count = step(rest) { rest = rest.dropFirst(count) }
    pending = Array(rest)
  }

  /// Obeys the first sequence or character and returns its length; nothing when it isn't complete.
  private mutating func step(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return escape(bytes) }
    if first < 0x20 || first == 0x7F {
      control(first)
      return 1
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    put(String(decoding: bytes.prefix(length), as: UTF8.self).first ?? " ")
    return length
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 8: column = max(0, column - 1)
    case 9: column = min(columns - 1, (column / 8 + 1) * 8)
    case 10, 11, 12: lineFeed()
    case 13: column = 0
    default: break
    }
    willWrap = false
  }

  mutating func lineFeed() {
    if row == region.upperBound { scroll(by: 1) } else { row = min(rows - 1, row + 1) }
  }

  mutating func scroll(by count: Int) {
    let blank = Array(repeating: Cell(), count: columns)
    for _ in 0..<min(abs(count), region.count) {
      cells.remove(at: count > 0 ? region.lowerBound : region.upperBound)
      cells.insert(blank, at: count > 0 ? region.upperBound : region.lowerBound)
    }
  }

  private mutating func put(_ character: Character) {
    let width = character.columns
    if width == 0 {
      let at = willWrap ? column : max(0, column - 1)
      let start = cells[row][at].text.isEmpty ? max(0, at - 1) : at
      cells[row][start].text.append(character)
      return
    }
    if willWrap || column + width > columns {
      column = 0
      lineFeed()
      willWrap = false
    }
    last = character
    cells[row][column] = Cell(text: String(character), look: look)
    if width == 2, column + 1 < columns { cells[row][column + 1] = Cell(text: "", look: look) }
    willWrap = column + width >= columns
    column = min(column + width, columns - 1)
  }

  mutating func repeatLast(_ count: Int) {
    for _ in 0..<count { put(last) }
  }

  private mutating func escape(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 2 else { return nil }
    let second = bytes[bytes.startIndex + 1]
    switch Character(Unicode.Scalar(second)) {
    case "[":
      guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
        return nil
      }
      let body = String(decoding: bytes[(bytes.startIndex + 2)..<end], as: UTF8.self)
      obey(Character(Unicode.Scalar(bytes[end])), body)
      return end - bytes.startIndex + 1
    case "(", ")": return bytes.count >= 3 ? 3 : nil
    case "M": if row == region.lowerBound { scroll(by: -1) } else { row = max(0, row - 1) }
    case "=", ">", "7", "8": break
    default: unknown.append("ESC \(Character(Unicode.Scalar(second)))")
    }
    return 2
  }
}
