/// A colour as red, green and blue; the terminal shows the nearest it has.
public struct Color: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour between two; `share` is that of the first.
  static func mix(_ first: Color, _ second: Color, share: Double) -> Color {
    func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(min(max(0, Double(a) * share + Double(b) * (1 - share)), 255))
    }
    return Color(
      between(first.red, second.red), between(first.green, second.green),
      between(first.blue, second.blue))
  }
}

/// How a cell is drawn. A colour that is `nil` is the terminal's own.
public struct Style: Hashable, Sendable {
  public var foreground: Color?
  public var background: Color?
  public var isBold = false
  public var isDim = false
  public var isUnderlined = false
  public var isReversed = false

  public init(_ foreground: Color? = nil, on background: Color? = nil) {
    self.foreground = foreground
    self.background = background
  }

  /// The terminal's own colours.
  public static let plain = Style()

  public var bold: Style { with { $0.isBold = true } }
  public var dim: Style { with { $0.isDim = true } }
  public var underlined: Style { with { $0.isUnderlined = true } }
  public var reversed: Style { with { $0.isReversed = true } }

  /// The same style on another background.
  public func on(_ background: Color?) -> Style { with { $0.background = background } }

  private func with(_ change: (inout Style) -> Void) -> Style {
    var copy = self
    change(&copy)
    return copy
  }
}
