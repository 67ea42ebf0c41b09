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
}
