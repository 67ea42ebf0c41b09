import Glibc

/// From the words of the command line to the exit status.
enum Program {
  static func run(_ words: [String]) -> Int32 {
    // A file that may grow no further is an error like a full disk, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    do throws(ProgramError) {
      return try start(words).rawValue
    } catch {
      StandardStreams.note(error.description.shown)
      return ExitStatus.unusable.rawValue
    }
  }

  private static func start(_ words: [String]) throws(ProgramError) -> ExitStatus {
    let (line, command) = try understand(words)
    if line.options.wantsVersion {
      try StandardStreams.result("likeness \(Help.version)")
      return .done
    }
    if line.options.wantsHelp {
      try StandardStreams.result(command.map(Help.command) ?? Help.program())
      return .done
    }
    let invocation = Invocation(options: line.options, arguments: line.arguments)
    guard let command else { return try openLaboratory(invocation.options) }
    return try command.run(invocation)
  }

  /// The command line and its command; `nil` is the laboratory.
  static func understand(
    _ words: [String]
  ) throws(ProgramError) -> (line: ParsedCommandLine, command: Command?) {
    do throws(UsageError) {
      let line = try ParsedCommandLine(words, rules: Command.allOptions)
      let command = try line.command.map { name throws(UsageError) in try Command.named(name) }
      if line.options.wantsHelp || line.options.wantsVersion { return (line, command) }
      let global = Set(OptionRule.global.map(\.name))
      if command == nil, let stray = line.used.first(where: { !global.contains($0.name) }) {
        throw .unsuitableOption(stray.name, command: "likeness")
      }
      try command?.check(line)
      if [.bf16, .int8].contains(line.options.precision) {
        throw .unavailablePrecision(line.options.precision)
      }
      return (line, command)
    } catch {
      throw .usage(error)
    }
  }
}
