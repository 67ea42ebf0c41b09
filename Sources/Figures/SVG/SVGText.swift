/// A growing SVG document: elements with attributes, texts escaped, numbers with two decimals.
struct SVGText {
  private(set) var text = ""
  private var open: [String] = []

  /// An attribute's value.
  enum Value: ExpressibleByStringLiteral {
    case number(Double)
    case word(String)

    init(stringLiteral value: String) { self = .word(value) }

    var text: String {
      switch self {
      case .number(let number): SVGText.number(number)
      case .word(let word): SVGText.escaped(word)
      }
    }
  }

  typealias Attributes = KeyValuePairs<String, Value>

  mutating func element(_ name: String, _ attributes: Attributes, content: String? = nil) {
    text += indent + tag(name, attributes)
    if let content {
      text += ">\(Self.escaped(content))</\(name)>\n"
    } else {
      text += "/>\n"
    }
  }

  /// A text with an exponent, without a blank between them.
  mutating func power(_ base: String, _ exponent: String, _ attributes: Attributes) {
    text += indent + tag("text", attributes) + ">" + Self.escaped(base)
    text += tag("tspan", ["dy": "-5", "font-size": "9.5"]) + ">\(Self.escaped(exponent))</tspan>"
    text += "</text>\n"
  }

  mutating func begin(_ name: String, _ attributes: Attributes) {
    text += indent + tag(name, attributes) + ">\n"
    open.append(name)
  }

  mutating func end() {
    guard let name = open.popLast() else { return }
    text += "\(indent)</\(name)>\n"
  }

  private var indent: String { String(repeating: " ", count: open.count) }

  private func tag(_ name: String, _ attributes: Attributes) -> String {
    attributes.reduce("<" + name) { $0 + " \($1.key)=\"\($1.value.text)\"" }
  }

  /// A number with at most two decimals; 0 for what is none.
  static func number(_ value: Double) -> String {
    value.isFinite ? FixedNumber.short(min(max(-1e6, value), 1e6), decimals: 2) : "0"
  }

  /// Text that XML 1.0 allows: its own signs escaped, control characters replaced.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): result += "\u{FFFD}"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// About the width of a text in the widest of the usual sans-serif faces.
  static func width(_ text: String, size: Double) -> Double {
    size * 1.13
      * text.unicodeScalars.reduce(0) { sum, scalar in
        switch scalar {
        case "i", "j", "l", "I", "'", "|", ".", ",", ":", ";", "!", "·": sum + 0.25
        case "f", "t", "r", " ", "(", ")", "-", "/", "[", "]": sum + 0.32
        case "m", "M", "W", "%", "@": sum + 0.86
        case "w", "A"..."Z": sum + 0.7
        case _ where scalar.value >= 0x1100: sum + 1
        default: sum + 0.556
        }
      }
  }

  /// A text in lines of at most a width.
  static func wrapped(_ text: String, width limit: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(last + " " + word, size: size) <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
