import FoundationEssentials
import Glibc

/// Writing to the two standard streams: results to one, everything else to the other.
enum StandardStreams {
  /// Prints a line of results.
  static func result(_ line: String) throws(ProgramError) {
    try write(Array((line + "\n").utf8), to: STDOUT_FILENO)
  }

  /// Prints a value as one line of JSON.
  static func json(_ value: some Encodable) throws(ProgramError) {
    try result(encoded(value))
  }

  /// A value as JSON.
  static func encoded(_ value: some Encodable) throws(ProgramError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .unencodable("\(error)")
    }
  }

  /// Prints a line for the person, not for scripts.
  static func note(_ line: String) {
    Progress.clear()
    try? write(Array(("likeness: " + line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether the second stream is a terminal.
  static let isTerminal = isatty(STDERR_FILENO) == 1

  /// Writes everything.
  /// - Throws: `unwritable`, for instance when the disk is full.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(ProgramError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { throw .unwritable(path: "standard output", errno: errno) }
      written += count
    }
  }
}

extension String {
  /// The text for a message or a table: control characters, which could drive a terminal, become
  /// replacement characters.
  var shown: String {
    let isPlain = unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    if isPlain { return self }
    return unicodeScalars.map {
      $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0)
    }.joined()
  }
}
