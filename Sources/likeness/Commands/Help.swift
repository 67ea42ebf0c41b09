/// The texts of `--help`, made from the table of commands.
enum Help {
  static let version = "0.1.0"

  /// The whole program.
  static func program() -> String {
    """
    likeness \(version): a laboratory for face embeddings in the terminal

    Usage: likeness [OPTION…]            opens the laboratory
           likeness COMMAND [OPTION…] …  prints the same figures, for scripts

    Commands:
    \(rows(Command.all.map { ($0.name, $0.summary) }))

    Options, before or after the command:
    \(rows(OptionRule.global.map { ($0.usage, $0.summary) }))

    Example:
      likeness enroll ~/Photos/people
      likeness verify a.jpg b.jpg

    `likeness COMMAND --help` explains a command.
    Exit status: 0 done, or the same person; 1 different, unknown or nothing found;
    2 wrong usage or unusable input.
    """
  }

  /// One command.
  static func command(_ command: Command) -> String {
    var blocks = [
      command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".",
      zip(["Usage:"] + Array(repeating: "      ", count: command.usages.count), command.usages)
        .map { "\($0) likeness \($1)" }.joined(separator: "\n"),
    ]
    if !command.details.isEmpty { blocks.append(command.details.joined(separator: "\n")) }
    if !command.options.isEmpty {
      blocks.append("Options:\n" + rows(command.options.map { ($0.usage, $0.summary) }))
    }
    blocks.append(
      "Options of every command:\n" + rows(OptionRule.global.map { ($0.usage, $0.summary) }))
    let title = command.examples.count == 1 ? "Example:" : "Examples:"
    blocks.append(([title] + command.examples.map { "  " + $0 }).joined(separator: "\n"))
    return blocks.joined(separator: "\n\n")
  }

  /// Two columns; a long entry on the left pushes its text to the next line.
  private static func rows(_ entries: [(String, String)]) -> String {
    let width = entries.map { $0.0.count }.filter { $0 <= 22 }.max() ?? 0
    return entries.map { left, right in
      left.count > width
        ? "  \(left)\n  \(String(repeating: " ", count: width))  \(right)"
        : "  \(left)\(String(repeating: " ", count: width - left.count))  \(right)"
    }.joined(separator: "\n")
  }
}
