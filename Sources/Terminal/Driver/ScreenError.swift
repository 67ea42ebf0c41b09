/// Why a program can't take the terminal.
public enum ScreenError: Error, Hashable, Sendable {
  case inputIsNotATerminal
  case outputIsNotATerminal
  case typeIsUnset
  case typeIsUnknown(String)
  /// The terminal can't place its cursor, as `dumb` can't.
  case typeIsUnsuitable(String)
  case systemCallFailed(String, code: Int32)
}
