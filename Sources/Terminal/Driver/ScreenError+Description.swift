import Glibc

extension ScreenError: CustomStringConvertible {
  /// One line that names the fault and the way out.
  public var description: String {
    switch self {
    case .inputIsNotATerminal:
      "standard input is not a terminal; the laboratory needs one (commands with --json do not)"
    case .outputIsNotATerminal:
      "standard output is not a terminal; the laboratory needs one (commands with --json do not)"
    case .typeIsUnset:
      "TERM is not set; set it to your terminal's type, for example TERM=xterm-256color"
    case .typeIsUnknown(let name):
      "terminal type '\(name.printable)' is unknown here; install ncurses-term or set "
        + "TERM=xterm-256color"
    case .typeIsUnsuitable(let name):
      "terminal type '\(name.printable)' cannot place a cursor; set TERM to your terminal's type, "
        + "for example TERM=xterm-256color"
    case .systemCallFailed(let call, let code):
      "the terminal cannot be used: \(call): \(String(cString: strerror(code)))"
    }
  }
}

extension String {
  /// The text with visible signs for what a terminal would obey, safe to print.
  public var printable: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars { text.append(scalar.visible) }
    return String(text)
  }
}
