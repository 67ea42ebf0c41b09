/// One place on the screen: a character and how it is drawn.
public struct Cell: Hashable, Sendable {
  /// The character; empty in the right half of a character two cells wide.
  public var character: Character?
  public var style: Style

  public init(_ character: Character? = " ", _ style: Style = .plain) {
    self.character = character
    self.style = style
  }
}

/// A grid of cells that views draw on; the same whether a terminal or a test shows it.
public struct Surface: Sendable, Equatable {
  public let columns: Int
  public let rows: Int
  /// The cells, row after row from the top.
  public private(set) var cells: [Cell]
  /// Where the terminal's cursor stands, when a text is being typed.
  public var cursor: Position?

  /// A column and a row.
  public struct Position: Hashable, Sendable {
    public var column: Int
    public var row: Int

    public init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }

  /// A surface of blanks.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The whole surface.
  public var region: Region { Region(columns: columns, rows: rows) }

  /// The cell at a place. Writing outside the surface does nothing; reading there gives a blank.
  public subscript(column: Int, row: Int) -> Cell {
    get { isInside(column, row) ? cells[row * columns + column] : Cell() }
    set { if isInside(column, row) { cells[row * columns + column] = newValue } }
  }

  private func isInside(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < columns && row >= 0 && row < rows
  }

  /// The cells of a row.
  func row(_ row: Int) -> ArraySlice<Cell> { cells[(row * columns)..<((row + 1) * columns)] }

  /// Writes `text` from a place to the right, cut with an ellipsis after `limit` columns, and
  /// returns the column after it.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, style: Style = .plain, limit: Int? = nil
  ) -> Int {
    let shown = limit.map { text.truncated(toColumns: $0) } ?? text
    var column = column
    for character in shown {
      if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
        self[column, row] = Cell(character, style)
        column += 1
        continue
      }
      for glyph in character.glyphs {
        self[column, row] = Cell(glyph.character, style)
        if glyph.columns == 2 { self[column + 1, row] = Cell(nil, style) }
        column += glyph.columns
      }
    }
    return column
  }

  /// Fills a region with one character.
  public mutating func fill(_ region: Region, with character: Character = " ", style: Style) {
    for row in region.row..<region.endRow {
      for column in region.column..<region.endColumn {
        self[column, row] = Cell(character, style)
      }
    }
  }

  /// Changes the style of every cell in a region.
  public mutating func restyle(_ region: Region, _ change: (inout Style) -> Void) {
    for row in region.row..<region.endRow {
      for column in region.column..<region.endColumn where isInside(column, row) {
        change(&cells[row * columns + column].style)
      }
    }
  }

  /// Puts another surface with its top left corner at a place.
  public mutating func draw(_ other: Surface, column: Int, row: Int) {
    for y in 0..<other.rows {
      for x in 0..<other.columns {
        self[column + x, row + y] = other.cells[y * other.columns + x]
      }
    }
  }

  /// The characters alone, a line a row, without trailing blanks: what a test compares.
  public var text: String {
    (0..<rows).map { row in
      var line = String(
        cells[(row * columns)..<((row + 1) * columns)].compactMap(\.character))
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
