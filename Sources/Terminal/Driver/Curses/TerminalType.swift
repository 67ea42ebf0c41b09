import CNCurses
import Glibc

/// Which terminfo entry is used for a terminal, and which colours that gives.
struct TerminalType {
  let name: String
  let colors: ColorDepth
  let repertoire: Repertoire
  /// Whether it knows xterm's modes for the mouse and for pasting.
  let hasModes: Bool

  /// - Throws: ``ScreenError`` when TERM is unset, unknown or can't place a cursor.
  init(
    output: Int32, mode: ColorMode, repertoire wanted: Repertoire? = nil,
    environment: (String) -> String?
  ) throws(ScreenError) {
    guard let term = environment("TERM"), !term.isEmpty else { throw .typeIsUnset }
    if term == "dumb" { throw .typeIsUnsuitable(term) }
    guard Entry.load(term, output) else { throw .typeIsUnknown(term) }
    guard Entry.canPlaceCursor else { throw .typeIsUnsuitable(term) }
    let depth = Self.wantedDepth(mode, environment)
    name = Self.entry(for: depth, term: term, output)
    colors = min(depth, Entry.depth)
    hasModes = curses_string_capability("kmous") != nil
    let isUnicode = Self.adoptUnicodeLocale()
    repertoire = wanted ?? (!isUnicode ? .ascii : term.hasPrefix("linux") ? .console : .full)
  }

  /// What is asked for: `auto` believes NO_COLOR, then COLORTERM, then the entry.
  private static func wantedDepth(
    _ mode: ColorMode, _ environment: (String) -> String?
  ) -> ColorDepth {
    switch mode {
    case .direct: .direct
    case .indexed256: .indexed256
    case .indexed16: .indexed16
    case .mono: .mono
    case .auto:
      if environment("NO_COLOR")?.isEmpty == false {
        .mono
      } else if ["truecolor", "24bit"].contains(environment("COLORTERM")) {
        .direct
      } else {
        Entry.depth
      }
    }
  }

  /// The entry with the colours wanted: TERM's own, or its sister `-direct` or `-256color`.
  /// Leaves it loaded.
  private static func entry(for wanted: ColorDepth, term: String, _ output: Int32) -> String {
    guard wanted > Entry.depth else { return term }
    let base = term.hasSuffix("-256color") ? String(term.dropLast(9)) : term
    for sister in wanted == .direct ? ["\(base)-direct", "\(base)-256color"] : ["\(base)-256color"]
    where Entry.load(sister, output) {
      return sister
    }
    _ = Entry.load(term, output)
    return term
  }

  /// Puts the process into a UTF-8 locale for characters, and says whether there is one.
  /// Numbers keep their C form.
  private static func adoptUnicodeLocale() -> Bool {
    for name in ["", "C.UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      if String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" { return true }
    }
    return false
  }
}

/// The terminfo entry loaded last.
private enum Entry {
  static func load(_ name: String, _ output: Int32) -> Bool {
    var error: Int32 = 0
    return setupterm(name, output, &error) == OK
  }

  static var canPlaceCursor: Bool {
    curses_string_capability("cup") != nil && curses_string_capability("clear") != nil
      && tigetflag("hc") <= 0
  }

  static var depth: ColorDepth {
    switch tigetnum("colors") {
    case (1 << 24)...: .direct
    case 256...: .indexed256
    case 16...: .indexed16
    case 8...: .indexed8
    default: .mono
    }
  }
}
