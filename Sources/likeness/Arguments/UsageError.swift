/// A command line that cannot be understood.
enum UsageError: Error, Equatable {
  case unknownOption(String, suggestion: String?)
  case unknownCommand(String, suggestion: String?)
  case missingValue(option: String, value: String)
  case unexpectedValue(option: String)
  case badValue(option: String, value: String, expected: String)
  /// An option of other commands.
  case unsuitableOption(String, command: String)
  case missingArguments(command: String, usage: String)
  case tooManyArguments(command: String, usage: String)
  case missingOption(String, command: String)
  case unavailablePrecision(Precision)
}

extension UsageError: CustomStringConvertible {
  /// One line: what is wrong, and the way out.
  var description: String {
    switch self {
    case .unknownOption(let name, let suggestion):
      "\(name.shown): no such option" + Self.hint(suggestion, command: nil)
    case .unknownCommand(let name, let suggestion):
      "\(name.shown): no such command" + Self.hint(suggestion, command: nil)
    case .missingValue(let option, let value): "\(option): wants a value (\(option) \(value))"
    case .unexpectedValue(let option): "\(option): takes no value"
    case .badValue(let option, let value, let expected):
      "\(option) \(value.shown): the value must be \(expected)"
    case .unsuitableOption(let option, let command):
      "\(option): not an option of `\(command)`" + Self.hint(nil, command: command)
    case .missingArguments(let command, let usage):
      "\(command): something is missing; usage: likeness \(usage)"
    case .tooManyArguments(let command, let usage):
      "\(command): too many arguments; usage: likeness \(usage)"
    case .missingOption(let option, let command):
      "\(command): \(option) is missing" + Self.hint(nil, command: command)
    case .unavailablePrecision(let precision):
      "--precision \(precision.rawValue): not available; this version computes in f32"
    }
  }

  private static func hint(_ suggestion: String?, command: String?) -> String {
    if let suggestion { return "; did you mean \(suggestion)?" }
    let name = command?.split(separator: " ").first.map { $0 + " " } ?? ""
    return "; see likeness \(name)--help"
  }
}
