extension String {
  /// The text in lines of at most `width` cells, broken between words, and inside a word that is
  /// longer than a line. Line breaks in the text stay.
  public func wrapped(toColumns width: Int) -> [String] {
    guard width > 0 else { return [] }
    return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { Self.wrap($0, width) }
  }

  private static func wrap(_ paragraph: Substring, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if joined.columns <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      let pieces = broken(String(word), width)
      lines += pieces.dropLast()
      line = pieces.last ?? ""
    }
    return lines + [line]
  }

  private static func broken(_ word: String, _ width: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var used = 0
    for character in word {
      if used + character.columns > width, !piece.isEmpty {
        pieces.append(piece)
        (piece, used) = ("", 0)
      }
      piece.append(character)
      used += character.columns
    }
    return pieces + [piece]
  }
}

/// A text of several lines in a region, wrapped; what does not fit is left out.
public struct Paragraph: Sendable {
  public var text: String
  public var style: Style
  public var alignment: Alignment

  public init(_ text: String, style: Style = .plain, alignment: Alignment = .left) {
    self.text = text
    self.style = style
    self.alignment = alignment
  }

  /// Draws the lines and returns the region below them.
  @discardableResult
  public func draw(on surface: inout Surface, in region: Region) -> Region {
    let lines = text.wrapped(toColumns: region.columns).prefix(region.rows)
    for (row, line) in lines.enumerated() {
      surface.write(StyledText(line, style), in: region, row: row, alignment: alignment)
    }
    return region.splitRows(lines.count).lower
  }
}
