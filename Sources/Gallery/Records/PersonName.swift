/// The rules for names.
enum PersonName {
  static let limit = 200

  /// The name without blanks around it.
  /// - Throws: `invalidName`.
  static func checked(_ text: String) throws(GalleryError) -> String {
    let scalars = text.unicodeScalars
    let blank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: { !blank($0) }),
      let last = scalars.lastIndex(where: { !blank($0) })
    else { throw .invalidName(text, .empty) }
    let name = String(scalars[first...last])
    if name.unicodeScalars.contains(where: isControl) {
      throw .invalidName(text, .controlCharacters)
    }
    if name.unicodeScalars.allSatisfy(isInvisible) { throw .invalidName(text, .empty) }
    if name.count > limit || name.utf8.count > 8 * limit {
      throw .invalidName(text, .tooLong(limit: limit))
    }
    return name
  }

  /// Control characters, line breaks, and marks that turn the direction of the text around them.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isWhitespace
  }

  /// Where a name stands in a list: without regard to case, and numbers by their value, so that
  /// `s2` precedes `s10`.
  struct Key: Comparable {
    private let parts: [Part]
    private let name: String

    init(_ name: String) {
      self.name = name
      parts = PersonName.parts(of: name)
    }

    static func < (first: Key, second: Key) -> Bool {
      for (a, b) in zip(first.parts, second.parts) where a != b { return a < b }
      if first.parts.count != second.parts.count { return first.parts.count < second.parts.count }
      return first.name < second.name
    }
  }

  /// A run of digits, or of anything else.
  enum Part: Comparable {
    case number(digits: Int, String)
    case text(String)
  }

  static func parts(of name: String) -> [Part] {
    var parts: [Part] = []
    var rest = name.lowercased()[...]
    while let first = rest.first {
      let isNumber = isDigit(first)
      let run = rest.prefix { isDigit($0) == isNumber }
      rest = rest[run.endIndex...]
      let significant = run.drop { $0 == "0" }
      parts.append(
        isNumber ? .number(digits: significant.count, String(significant)) : .text(String(run)))
    }
    return parts
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
