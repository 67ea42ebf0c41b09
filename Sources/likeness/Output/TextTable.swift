import Terminal

/// Rows of text in aligned columns.
struct TextTable {
  /// Where the text of a column stands.
  enum Side { case left, right }

  let sides: [Side]
  var rows: [[String]] = []

  init(_ sides: Side...) { self.sides = sides }

  /// A line a row, two blanks between columns.
  var lines: [String] {
    let widths = sides.indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let fill = String(repeating: " ", count: widths[column] - text.columns)
        line += (column == 0 ? "" : "  ") + (sides[column] == .left ? text + fill : fill + text)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
