/// The ASCII letter under the accents of a Latin letter.
enum PlainLetters {
  /// Keyed by the accented letter. Characters that are canonically equivalent are equal, so the
  /// composed letter is found by the sequence it stands for.
  static let table: [Character: Unicode.Scalar] = {
    var table = strokes
    for letter in letters {
      for mark in marks {
        add(letter, [mark], to: &table)
        for second in marks where second != mark { add(letter, [mark, second], to: &table) }
      }
    }
    return table
  }()

  private static func add(
    _ letter: Unicode.Scalar, _ marks: [Unicode.Scalar], to table: inout [Character: Unicode.Scalar]
  ) {
    var text = String.UnicodeScalarView([letter])
    text.append(contentsOf: marks)
    table[Character(String(text))] = letter
  }

  private static let letters = (UInt8(ascii: "A")...UInt8(ascii: "z"))
    .map { Unicode.Scalar($0) }.filter { $0.properties.isAlphabetic }

  /// Grave, acute, circumflex, tilde, macron, breve, dot, diaeresis, hook, ring, double acute,
  /// caron, horn, dot below, comma below, cedilla, ogonek.
  private static let marks: [Unicode.Scalar] = [
    "\u{300}", "\u{301}", "\u{302}", "\u{303}", "\u{304}", "\u{306}", "\u{307}", "\u{308}",
    "\u{309}", "\u{30A}", "\u{30B}", "\u{30C}", "\u{31B}", "\u{323}", "\u{326}", "\u{327}",
    "\u{328}",
  ]

  /// Letters whose stroke or ligature is no mark.
  private static let strokes: [Character: Unicode.Scalar] = [
    "ß": "s", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "ı": "i", "ħ": "h", "Ħ": "H",
  ]
}
