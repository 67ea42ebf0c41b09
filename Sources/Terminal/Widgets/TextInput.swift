/// A line of text being typed, and its cursor.
public struct TextInput: Hashable, Sendable {
  public private(set) var text: String
  /// The number of characters before the cursor.
  public private(set) var cursor: Int

  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// Puts another text in its place, the cursor at its end.
  public mutating func replace(with text: String) { self = TextInput(text) }

  /// Answers a key that edits or moves; says whether it did.
  @discardableResult
  public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace: remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(text.count, cursor + 1))
    case .control("w"): remove(wordStart..<cursor)
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<text.count)
    default: return false
    }
    return true
  }

  /// Puts a text at the cursor; line breaks become blanks and other controls are left out.
  public mutating func insert(_ inserted: String) {
    var clean = String.UnicodeScalarView()
    for scalar in inserted.unicodeScalars {
      if scalar == "\n" || scalar == "\t" { clean.append(" ") }
      if scalar.properties.generalCategory != .control { clean.append(scalar) }
    }
    // A mark joins the letter before it, so the cursor is found by what stands before it.
    let before = text.prefix(cursor) + String(clean)
    let after = text.dropFirst(cursor)
    text = String(before + after)
    cursor = min(before.count, text.count)
  }

  private mutating func remove(_ range: Range<Int>) {
    text = String(text.prefix(range.lowerBound) + text.dropFirst(range.upperBound))
    cursor = min(range.lowerBound, text.count)
  }

  /// The start of the word before the cursor; a path's parts are words.
  private var wordStart: Int {
    let before = Array(text.prefix(cursor))
    func isBreak(_ character: Character) -> Bool { character == " " || character == "/" }
    var start = before.count
    while start > 0, isBreak(before[start - 1]) { start -= 1 }
    while start > 0, !isBreak(before[start - 1]) { start -= 1 }
    return start
  }
}

/// Shows a ``TextInput`` in one row, scrolled so that its cursor is seen.
public struct TextField: Sendable {
  public var input: TextInput
  public var prompt: StyledText
  /// Shown while nothing is typed.
  public var placeholder: String
  public var isFocused: Bool

  public init(
    _ input: TextInput, prompt: StyledText = "", placeholder: String = "", isFocused: Bool = true
  ) {
    self.input = input
    self.prompt = prompt
    self.placeholder = placeholder
    self.isFocused = isFocused
  }

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    guard !region.isEmpty else { return }
    let start = surface.write(
      prompt, column: region.column, row: region.row, limit: region.columns)
    let room = max(0, region.endColumn - start)
    guard room > 0 else { return }
    if input.text.isEmpty {
      surface.write(
        placeholder, column: start, row: region.row, style: theme.muted, limit: room)
    }
    let (shown, cursor) = window(room)
    surface.write(shown, column: start, row: region.row, style: theme.field)
    if isFocused { surface.cursor = .init(column: start + cursor, row: region.row) }
  }

  /// The part of the text seen in `room` cells, and the cursor's column in it.
  private func window(_ room: Int) -> (text: String, cursor: Int) {
    let before = Array(input.text.prefix(input.cursor))
    var start = before.count
    var cursor = 0
    while start > 0, cursor + before[start - 1].columns < room {
      start -= 1
      cursor += before[start].columns
    }
    var shown = String(before[start...])
    var used = cursor
    for character in input.text.dropFirst(input.cursor) {
      if used + character.columns > room { break }
      shown.append(character)
      used += character.columns
    }
    return (shown, cursor)
  }
}
