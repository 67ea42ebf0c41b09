/// The characters a screen can show.
public enum Repertoire: Sendable, CaseIterable {
  /// Any in Unicode that the font has.
  case full
  /// The Linux console's 512: boxes with square corners and blocks, no Braille.
  case console
  /// ASCII only.
  case ascii

  /// What is painted for `scalar`, always one cell for one cell.
  func substitute(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch self {
    case .full: scalar
    case .console: Self.consoleSubstitute(scalar)
    case .ascii: scalar.value < 0x7F ? scalar : Self.asciiSubstitute(scalar)
    }
  }

  private static func consoleSubstitute(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x256D: "┌"
    case 0x256E: "┐"
    case 0x256F: "┘"
    case 0x2570: "└"
    case 0x25CF: "■"
    case 0x2026: "."
    case 0x2713: "√"
    case 0x2717: "x"
    case 0x2800...0x28FF: shade(dots: scalar.value & 0xFF, from: [" ", "░", "▒", "▓", "█"])
    case 0x2595: "│"
    case 0x2581...0x2583: "_"
    case 0x2585...0x2587: "█"
    case 0x2589...0x258B: "█"
    case 0x258D...0x258F: "▌"
    default: scalar
    }
  }

  private static func shade(dots: UInt32, from ramp: [Unicode.Scalar]) -> Unicode.Scalar {
    let lit = dots.nonzeroBitCount
    return ramp[(lit * (ramp.count - 1) + 7) / 8]
  }

  private static func asciiSubstitute(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let known = asciiTable[scalar] { return known }
    switch scalar.value {
    case 0x2500...0x257F: return "+"
    case 0x2581...0x2583: return "_"
    case 0x2580, 0x2584...0x259F: return "#"
    case 0x2800...0x28FF: return shade(dots: scalar.value & 0xFF, from: [" ", ".", ":", "*", "#"])
    case 0x1FB00...0x1FB3B: return "#"
    case 0x00A0, 0x2000...0x200A: return " "
    default: return PlainLetters.table[Character(scalar)] ?? "?"
    }
  }

  private static let asciiTable: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(Character, String)] = [
      ("-", "─━╌╍┄┅┈┉╴╶╸╺–—−‐‑"), ("|", "│┃╎╏┆┇┊┋╵╷╹╻▏▕"), ("=", "═≡"), (">", "▶▸►›→»⏎"),
      ("<", "◀◂◄‹←«"), ("^", "▲▴△↑⌃"), ("v", "▼▾▽↓"), ("o", "●○◉◌◎◍"), ("*", "•★☆✦◆◇✱"),
      ("+", "✓✔±"), ("x", "✗✘×✕"), (".", "·∙⋅…░"), (":", "▒∶"), ("#", "▓■▪□▫◼"), ("'", "‘’′"),
      ("\"", "“”″"), ("~", "≈∼"), ("!", "⚠¡"), ("/", "╱⁄"), ("\\", "╲"), ("X", "╳"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (plain, fancy) in groups {
      for scalar in fancy.unicodeScalars { table[scalar] = plain.unicodeScalars.first }
    }
    return table
  }()
}
