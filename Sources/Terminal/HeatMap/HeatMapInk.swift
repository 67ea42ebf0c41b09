import Figures

/// The colours or shades of a heat map.
struct HeatMapInk {
  /// Colours for the values; shades where not.
  let isColored: Bool
  let error: Style
  let cursor: Style
  let theme: Theme
  private let range: ClosedRange<Double>
  private let shades: [Character]

  private static let ramp = ColorRamp(steps: 48)
  static let red = Color(226, 48, 56)
  /// Where there is nothing to compare.
  static let empty = Color(96, 105, 120)

  static func hasBlocks(_ map: HeatMap) -> Bool {
    map.colors >= .indexed256 && map.repertoire != .ascii
  }

  init(_ map: HeatMap, _ theme: Theme) {
    isColored = map.colors >= .indexed256
    range = map.range
    self.theme = theme
    error = isColored ? Style(Color(255, 255, 255), on: Self.red).bold : theme.bad.reversed
    cursor = theme.accent.bold.reversed
    shades = map.repertoire == .ascii ? [" ", ".", ":", "*", "#"] : [" ", "░", "▒", "▓", "█"]
  }

  func color(_ entry: MatrixEntry) -> Color {
    if entry.mark == .error { return Self.red }
    return entry.value.map(color) ?? Self.empty
  }

  func color(of value: Double) -> Color {
    let color = Self.ramp.color(of: value, in: range)
    return Color(color.red, color.green, color.blue)
  }

  /// Black or white, whichever stands out.
  func contrast(to color: Color) -> Color {
    Perceived(color).lightness > 0.62 ? Color(8, 8, 8) : Color(255, 255, 255)
  }

  /// The shade of a value, the densest for the least distance.
  func shade(_ value: Double?) -> Character {
    guard let value, !value.isNaN else { return "·" }
    let share = 1 - PlotScale(range, size: 2).fraction(value)
    return shades[min(max(0, Int(share * Double(shades.count))), shades.count - 1)]
  }

  /// The filling of a place with a value.
  func filling(_ value: Double?) -> Cell {
    guard isColored else { return Cell(shade(value), theme.text) }
    let color = value.map(color) ?? Self.empty
    return Cell(" ", Style(contrast(to: color), on: color))
  }
}
