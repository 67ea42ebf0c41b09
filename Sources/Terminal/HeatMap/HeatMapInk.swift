import Figures

/// The colours or shades of a heat map.
struct HeatMapInk {
  /// Colours for the values; shades where not.
  let isColored: Bool
  let error: Style
  let cursor: Style
  let theme: Theme
  private let range: ClosedRange<Double>
  private let ramp: [Color]
  private let shades: [Character]

  private static let direct = ColorRamp(steps: 48).colors.map {
    Color($0.red, $0.green, $0.blue)
  }
  private static let indexed = direct.map(cubeColor)
  static let red = Color(226, 48, 56)
  /// Where there is nothing to compare.
  static let empty = Color(96, 105, 120)

  static func hasBlocks(_ map: HeatMap) -> Bool {
    map.colors >= .indexed256 && map.repertoire != .ascii
  }

  init(_ map: HeatMap, _ theme: Theme) {
    isColored = map.colors >= .indexed256
    range = map.range
    ramp = map.colors == .direct ? Self.direct : Self.indexed
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
    let share = 1 - PlotScale(range, size: 2).fraction(value)
    return ramp[Int((min(max(0, share), 1) * Double(ramp.count - 1)).rounded())]
  }

  /// The colour of the 256 nearest to one of the ramp, but no grey: greys stand for nothing there.
  private static func cubeColor(_ color: Color) -> Color {
    let target = Perceived(color)
    let colorful = (16..<232).map(Palette.color).filter { Perceived($0).chroma > 0.07 }
    let distances = colorful.map { Perceived($0).distance(to: target) }
    let nearest = distances.indices.min { distances[$0] < distances[$1] }
    return nearest.map { colorful[$0] } ?? color
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
