/// A command: how it is called, what it does, and how help explains it.
struct Command: Sendable {
  let name: String
  /// Ways to call it, without the program's name, as `detect PHOTO…`.
  let usages: [String]
  let summary: String
  /// Further lines of help.
  var details: [String] = []
  /// Options besides those of every command.
  var options: [OptionRule] = []
  let examples: [String]
  /// How many arguments may be given.
  let arguments: ClosedRange<Int>
  let run: @Sendable (Invocation) throws(ProgramError) -> ExitStatus
}

/// A command line that was understood, ready to run.
struct Invocation: Sendable {
  var options: Options
  var arguments: [String]

  /// An argument by its place, which the command's count of arguments warrants.
  subscript(index: Int) -> String { arguments[index] }
}

/// What the program tells its caller.
enum ExitStatus: Int32, Sendable {
  /// Done; the same person.
  case done = 0
  /// Different people, or nothing found.
  case negative = 1
  /// Wrong usage or unusable input.
  case unusable = 2
  case interrupted = 130
  case terminated = 143
}

extension Command {
  /// Any number of arguments.
  static let any = 0...Int.max
  static let atLeastOne = 1...Int.max

  /// All commands, in the order of help.
  static let all: [Command] = [
    .detect, .embed, .enroll, .people, .forget, .rename, .merge, .undo, .verify, .matrix, .roc,
    .lfw, .threshold, .identify, .cluster, .mark, .train, .models, .bench,
  ]

  /// Every option there is.
  static var allOptions: [OptionRule] {
    var seen: Set<String> = []
    return (OptionRule.global + all.flatMap(\.options)).filter { seen.insert($0.name).inserted }
  }

  static func named(_ name: String) throws(UsageError) -> Command {
    if let command = all.first(where: { $0.name == name }) { return command }
    throw .unknownCommand(name, suggestion: name.nearest(among: all.map(\.name)))
  }

  /// Refuses options of other commands and a wrong number of arguments.
  func check(_ line: ParsedCommandLine) throws(UsageError) {
    let own = Set((OptionRule.global + options).map(\.name))
    for rule in line.used where !own.contains(rule.name) {
      throw .unsuitableOption(rule.name, command: name)
    }
    if line.arguments.count < arguments.lowerBound {
      throw .missingArguments(command: name, usage: usages.joined(separator: " | "))
    }
    if line.arguments.count > arguments.upperBound {
      throw .tooManyArguments(command: name, usage: usages.joined(separator: " | "))
    }
  }
}
