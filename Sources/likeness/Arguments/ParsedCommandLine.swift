/// A command line taken apart.
struct ParsedCommandLine: Sendable {
  var options = Options()
  /// The name of the command as it was written; `nil` without one.
  var command: String?
  var arguments: [String] = []
  /// The rules of the options that were given, in order.
  var used: [OptionRule] = []

  /// Takes `words` apart, the program's name left out.
  ///
  /// The first word that is no option is the command. `--option=value` and `--option value` are the
  /// same; after `--` nothing is an option.
  init(_ words: [String], rules: [OptionRule]) throws(UsageError) {
    var rest = words[...]
    var isLiteral = false
    while let word = rest.popFirst() {
      if word == "--", !isLiteral {
        isLiteral = true
      } else if !isLiteral, word.hasPrefix("-"), word != "-" {
        try take(option: word == "-h" ? "--help" : word, &rest, rules)
      } else if command == nil {
        command = word
      } else {
        arguments.append(word)
      }
    }
  }

  private mutating func take(
    option word: String, _ rest: inout ArraySlice<String>, _ rules: [OptionRule]
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let rule = rules.first(where: { $0.name == name }) else {
      throw .unknownOption(name, suggestion: name.nearest(among: rules.map(\.name)))
    }
    used.append(rule)
    guard let value = rule.value else {
      if parts.count > 1 { throw .unexpectedValue(option: name) }
      return try rule.apply(&options, "")
    }
    let given = parts.count > 1 ? String(parts[1]) : rest.popFirst()
    guard let given else { throw .missingValue(option: name, value: value) }
    try rule.apply(&options, given)
  }
}
