/// A list in columns under a heading.
public struct Table: Sendable {
  public struct Column: Sendable {
    public var title: String
    /// The width in cells; columns without one share what is left.
    public var width: Int?
    public var alignment: Alignment

    public init(_ title: String, width: Int? = nil, alignment: Alignment = .left) {
      self.title = title
      self.width = width
      self.alignment = alignment
    }
  }

  public var columns: [Column]
  public var list: ListView
  /// Cells that stay below the rows, under a rule, as their total.
  public var foot: [StyledText]

  public init(_ columns: [Column], list: ListView, foot: [StyledText] = []) {
    self.columns = columns
    self.list = list
    self.foot = foot
  }

  /// The region of the rows under the heading.
  public func body(_ region: Region) -> Region {
    let rows = region.splitRows(1).lower
    return foot.isEmpty ? rows : rows.splitRows(rows.rows - 2).upper
  }

  /// Draws heading and rows; `cell` gives the text of a row and column.
  public func draw(
    on surface: inout Surface, in region: Region, theme: Theme,
    cell: (_ row: Int, _ column: Int) -> StyledText
  ) {
    let body = body(region)
    let isScrolled = list.count > body.rows && region.columns > 2
    let widths = widths(in: isScrolled ? region.columns - 1 : region.columns)
    let titles = columns.map { StyledText($0.title, theme.muted) }
    surface.write(line(titles, widths), in: region)
    list.draw(on: &surface, in: body, theme: theme) { row in
      line(columns.indices.map { cell(row, $0) }, widths)
    }
    guard !foot.isEmpty else { return }
    let rule = String(repeating: "─", count: region.columns)
    surface.write(StyledText(rule, theme.faint), in: region, row: region.rows - 2)
    surface.write(line(foot, widths), in: region, row: region.rows - 1)
  }

  /// The widths of the columns, two cells between them. Where they don't fit, the last go first.
  func widths(in total: Int) -> [Int] {
    let gaps = 2 * max(0, columns.count - 1)
    let fixed = columns.reduce(0) { $0 + ($1.width ?? 0) }
    let flexible = columns.count { $0.width == nil }
    var spare = max(0, total - gaps - fixed)
    var open = flexible
    var left = total
    return columns.map { column in
      var width = column.width ?? 0
      if column.width == nil {
        width = spare / max(1, open)
        spare -= width
        open -= 1
      }
      let given = max(0, min(width, left))
      left -= given + 2
      return given
    }
  }

  private func line(_ cells: [StyledText], _ widths: [Int]) -> StyledText {
    var line = StyledText()
    for (index, width) in widths.enumerated() where width > 0 {
      if index > 0 { line.spans.append(.init("  ")) }
      line = line + cells[index].fitted(width, columns[index].alignment)
    }
    return line
  }
}

extension StyledText {
  /// The line in exactly `width` cells: cut, or filled with blanks.
  public func fitted(_ width: Int, _ alignment: Alignment = .left) -> StyledText {
    let cut = truncated(toColumns: width)
    let free = max(0, width - cut.columns)
    let before = alignment.indent(cut.columns, in: width)
    func blanks(_ count: Int) -> StyledText { StyledText(String(repeating: " ", count: count)) }
    return blanks(min(before, free)) + cut + blanks(free - min(before, free))
  }

  /// The line cut to at most `limit` cells, the last of them an ellipsis when something is left
  /// out.
  public func truncated(toColumns limit: Int) -> StyledText {
    if columns <= limit { return self }
    var cut = StyledText()
    var left = limit
    for span in spans where left > 0 {
      let width = span.text.columns
      // The ellipsis stands where the line ends, also between two spans.
      let text =
        width == left
        ? (span.text + "…").truncated(toColumns: left)
        : span.text.truncated(toColumns: left)
      cut.spans.append(.init(text, span.style))
      left -= min(width, left)
    }
    return cut
  }
}
