/// The colours of a terminal by number, and the number nearest to a colour.
///
/// The first sixteen are xterm's; users change them, so with 256 colours only the fixed ones, the
/// 6×6×6 cube and the grey ramp, are chosen.
public enum Palette {
  /// The sixteen named colours as xterm shows them.
  public static let named: [Color] = [
    Color(0, 0, 0), Color(205, 0, 0), Color(0, 205, 0), Color(205, 205, 0),
    Color(0, 0, 238), Color(205, 0, 205), Color(0, 205, 205), Color(229, 229, 229),
    Color(127, 127, 127), Color(255, 0, 0), Color(0, 255, 0), Color(255, 255, 0),
    Color(92, 92, 255), Color(255, 0, 255), Color(0, 255, 255), Color(255, 255, 255),
  ]

  static let cubeLevels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The colour of a number, 0 to 255.
  public static func color(_ index: Int) -> Color {
    switch index {
    case ..<16: return named[max(0, index)]
    case 16..<232:
      let cube = index - 16
      return Color(
        cubeLevels[cube / 36], cubeLevels[cube / 6 % 6], cubeLevels[cube % 6])
    default:
      let grey = UInt8(8 + 10 * (min(index, 255) - 232))
      return Color(grey, grey, grey)
    }
  }

  /// The number, 16 to 255, of the fixed colour nearest to `color`.
  public static func nearest256(to color: Color) -> Int {
    let red = cubeStep(color.red), green = cubeStep(color.green), blue = cubeStep(color.blue)
    let cube = 16 + 36 * red + 6 * green + blue
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let grey = 232 + min(23, max(0, (mean - 3) / 10))
    let target = Perceived(color)
    return target.distance(to: Perceived(self.color(grey)))
      < target.distance(to: Perceived(self.color(cube))) ? grey : cube
  }

  private static func cubeStep(_ value: UInt8) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
  }

  /// The number below `count` (8 or 16) of the named colour nearest to `color`.
  static func nearestNamed(to color: Color, count: Int) -> Int {
    if let exact = named.prefix(count).firstIndex(of: color) { return exact }
    let target = Perceived(color)
    let distances = named.prefix(count).map { target.distance(to: Perceived($0)) }
    return distances.indices.min { distances[$0] < distances[$1] } ?? 7
  }
}

/// A colour in Oklab, where distance is close to what the eye sees.
///
/// Björn Ottosson, "A perceptual color space for image processing", 2020.
struct Perceived {
  let lightness, greenRed, blueYellow: Float

  init(_ color: Color) {
    let r = Self.linear[Int(color.red)]
    let g = Self.linear[Int(color.green)]
    let b = Self.linear[Int(color.blue)]
    let l = (0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b).cubeRoot
    let m = (0.211_903_50 * r + 0.680_699_55 * g + 0.107_396_96 * b).cubeRoot
    let s = (0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_70 * b).cubeRoot
    lightness = 0.210_454_26 * l + 0.793_617_79 * m - 0.004_072_05 * s
    greenRed = 1.977_998_50 * l - 2.428_592_21 * m + 0.450_593_71 * s
    blueYellow = 0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s
  }

  var chroma: Float { (greenRed * greenRed + blueYellow * blueYellow).squareRoot() }

  func distance(to other: Perceived) -> Float {
    let l = lightness - other.lightness
    let a = greenRed - other.greenRed
    let b = blueYellow - other.blueYellow
    return l * l + a * a + b * b
  }

  /// The linear light of an sRGB value (IEC 61966-2-1).
  private static let linear: [Float] = (0..<256).map { value in
    let v = Float(value) / 255
    return v <= 0.040_45 ? v / 12.92 : ((v + 0.055) / 1.055).power24
  }
}
