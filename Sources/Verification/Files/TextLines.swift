/// The lines of a text with their numbers from 1 on, blank ones left out; ends with or without CR.
struct TextLines {
  struct Line {
    let number: Int
    let text: Substring
  }

  private(set) var lines: [Line] = []

  init(_ text: String) {
    let bytes = text.utf8
    var start = bytes.startIndex
    // The mark some editors put at the start of a file is no part of the first line.
    if text.unicodeScalars.first == "\u{FEFF}" { bytes.formIndex(&start, offsetBy: 3) }
    let pieces = bytes[start...].split(separator: 10, omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      let line = Substring(piece.last == 13 ? piece.dropLast() : piece)
      if line.utf8.contains(where: { $0 != 32 && $0 != 9 }) {
        lines.append(Line(number: index + 1, text: line))
      }
    }
  }
}

extension Substring {
  /// Without blanks at both ends.
  var trimmed: Substring {
    let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
    let bytes = utf8.drop(while: isBlank)
    let end = bytes.lastIndex { !isBlank($0) }
    return end.map { Substring(bytes[...$0]) } ?? ""
  }
}
