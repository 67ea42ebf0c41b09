/// A line of text whose parts have their own styles.
public struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
  public struct Span: Hashable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  public var spans: [Span]

  public init(spans: [Span] = []) { self.spans = spans }

  public init(_ text: String, _ style: Style = .plain) { spans = [Span(text, style)] }

  public init(stringLiteral text: String) { self.init(text) }

  /// `text` with the characters at `positions` in another style, as a search shows its matches.
  public init(_ text: String, _ style: Style, highlighting positions: [Int], _ highlight: Style) {
    let marked = Set(positions)
    spans = text.enumerated().map { index, character in
      Span(String(character), marked.contains(index) ? highlight : style)
    }
  }

  public static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(spans: left.spans + right.spans)
  }

  public var text: String { spans.map(\.text).joined() }
  public var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }
}

/// Where a text stands in its place.
public enum Alignment: Hashable, Sendable {
  case left, right, centre

  /// The free cells before a text of `used` cells in `width`.
  func indent(_ used: Int, in width: Int) -> Int {
    switch self {
    case .left: 0
    case .right: max(0, width - used)
    case .centre: max(0, (width - used) / 2)
    }
  }
}

extension Surface {
  /// Writes a styled line, cut with an ellipsis after `limit` columns, and returns the column
  /// after it.
  @discardableResult
  public mutating func write(
    _ line: StyledText, column: Int, row: Int, limit: Int? = nil
  ) -> Int {
    var column = column
    for span in (limit.map(line.truncated) ?? line).spans {
      column = write(span.text, column: column, row: row, style: span.style)
    }
    return column
  }

  /// Writes a line aligned in the first row of a region.
  public mutating func write(
    _ line: StyledText, in region: Region, row: Int = 0, alignment: Alignment = .left
  ) {
    guard row >= 0, row < region.rows, region.columns > 0 else { return }
    let indent = alignment.indent(line.columns, in: region.columns)
    write(line, column: region.column + indent, row: region.row + row, limit: region.columns)
  }
}
