import CNCurses
import Glibc

/// The locale whose character widths hold: the one ncurses paints in, or nothing when this machine
/// has no UTF-8 locale and drawing is in ASCII.
private let widthLocale: CharacterLocale? = ["C.UTF-8", "", "en_US.UTF-8"]
  .lazy.compactMap(CharacterLocale.init).first

/// A locale object of the C library.
///
/// `@unchecked Sendable`: the object is never changed after its making, and the C library allows
/// any number of threads to use it at once.
private final class CharacterLocale: @unchecked Sendable {
  let handle: locale_t

  init?(_ name: String) {
    guard let handle = character_locale(name) else { return nil }
    // Only a UTF-8 locale knows that this ideograph takes two cells.
    guard columns_of_character(0x4E2D, handle) == 2 else {
      freelocale(handle)
      return nil
    }
    self.handle = handle
  }

  deinit { freelocale(handle) }
}

extension Unicode.Scalar {
  /// The cells the scalar takes by itself; -1 for what cannot be shown.
  var columns: Int {
    if value < 0x7F { return value < 0x20 ? -1 : 1 }
    guard let widthLocale else { return value < 0xA0 ? -1 : 1 }
    return Int(columns_of_character(value, widthLocale.handle))
  }

  /// What is shown in the scalar's place: a visible sign for controls and for what turns the
  /// direction of the rest of the line, itself otherwise.
  var visible: Unicode.Scalar {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case 0xAD: "-"
    default: columns < 0 ? "\u{FFFD}" : self
    }
  }
}

extension Character {
  /// The number of cells the character takes on a terminal: 0 for a mark without a letter, 2 for
  /// ideographs, emoji and flags, 1 for most; more for a cluster of several letters.
  ///
  /// It is the C library's `wcwidth`, by which ncurses paints, applied to what is painted: of an
  /// emoji joined of several the first, and for a control character its visible sign.
  public var columns: Int {
    if let ascii = asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
    return glyphs.reduce(0) { $0 + $1.columns }
  }

  /// What the character is painted as, a cell or a pair of cells each.
  ///
  /// The marks stay with their letter, at most four; emoji joiners and what follows them are left
  /// out, because ncurses holds one letter a cell.
  var glyphs: [Glyph] {
    var glyphs: [Glyph] = []
    for original in unicodeScalars {
      let scalar = original.visible
      switch scalar.columns {
      case 1, 2:
        if let last = glyphs.last, last.isEmoji, scalar.properties.isEmoji { continue }
        glyphs.append(Glyph(scalar))
      default:
        guard scalar.isMark, let last = glyphs.indices.last else { continue }
        glyphs[last].append(scalar)
      }
    }
    return glyphs
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is drawn onto the letter before it. Joiners, variation selectors and
  /// direction marks are not drawn at all.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark:
      !(0xFE00...0xFE0F).contains(value)
    case .otherLetter: true  // the vowels and finals of a Hangul syllable written in parts
    default: false
    }
  }
}

/// A letter with its marks: what one cell, or two for a wide letter, shows.
struct Glyph {
  private(set) var scalars: String.UnicodeScalarView
  let columns: Int
  private let base: Unicode.Scalar

  init(_ base: Unicode.Scalar) {
    self.base = base
    scalars = String.UnicodeScalarView([base])
    columns = base.columns
  }

  /// Adds a mark while there is room.
  mutating func append(_ mark: Unicode.Scalar) {
    if scalars.count < 5 { scalars.append(mark) }
  }

  var isEmoji: Bool { columns == 2 && base.properties.isEmoji }

  var character: Character { Character(String(scalars)) }
}

extension String {
  /// The number of cells the text takes on a terminal.
  public var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text cut to at most `limit` cells, the last of them an ellipsis when something is left
  /// out.
  public func truncated(toColumns limit: Int) -> String {
    if columns <= limit { return self }
    if limit <= 0 { return "" }
    var kept = ""
    var used = 0
    for character in self {
      if used + character.columns > limit - 1 { break }
      kept.append(character)
      used += character.columns
    }
    return kept + "…"
  }

  /// The text followed by blanks up to `width` cells, cut when longer.
  public func padded(toColumns width: Int) -> String {
    let shown = truncated(toColumns: width)
    return shown + String(repeating: " ", count: max(0, width - shown.columns))
  }

  /// The text cut at its beginning to at most `limit` cells, for paths whose end matters.
  public func truncatedAtStart(toColumns limit: Int) -> String {
    if columns <= limit { return self }
    if limit <= 0 { return "" }
    var kept: [Character] = []
    var used = 0
    for character in reversed() {
      if used + character.columns > limit - 1 { break }
      kept.append(character)
      used += character.columns
    }
    return "…" + String(kept.reversed())
  }
}
