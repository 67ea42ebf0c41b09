/// Where a person's name stands in a list: without regard to case, and numbers by their value, so
/// that `s2` precedes `s10`.
public struct NameOrder: Comparable, Sendable {
  private let parts: [Part]
  private let name: String

  public init(_ name: String) {
    self.name = name
    parts = Self.parts(of: name)
  }

  public static func < (first: NameOrder, second: NameOrder) -> Bool {
    for (a, b) in zip(first.parts, second.parts) where a != b { return a < b }
    if first.parts.count != second.parts.count { return first.parts.count < second.parts.count }
    return first.name < second.name
  }

  /// A run of digits, or of anything else.
  private enum Part: Comparable {
    case number(digits: Int, String)
    case text(String)
  }

  private static func parts(of name: String) -> [Part] {
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
