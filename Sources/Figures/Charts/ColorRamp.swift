import Glibc

/// A colour of a figure: red, green and blue in sRGB.
public struct FigureColor: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// `#rrggbb`.
  public var hex: String {
    "#"
      + [red, green, blue].map { value in
        let digits = String(value, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }
}

/// Colours for the values of a matrix, from a dark blue over teal and green to a light yellow.
///
/// The path runs through Oklab (Björn Ottosson, "A perceptual color space for image processing",
/// 2020) with the lightness rising from 0.28 to 0.90, and its steps are of equal length there, so
/// that equal differences of values look equal, also in grey and to most colour-blind eyes. It holds
/// no red, which is left for errors. Cells fill their whole place, so the ramp doesn't depend on
/// what is behind it; on a dark screen the light end stands out, on paper the dark one.
public struct ColorRamp: Hashable, Sendable {
  public let colors: [FigureColor]

  /// - Parameter steps: how many colours; few keep a terminal's table of colour pairs small.
  public init(steps: Int = 64) {
    let path = Self.path(1024)
    var lengths = [0.0]
    for (from, to) in zip(path, path.dropFirst()) {
      lengths.append(lengths[lengths.count - 1] + from.distance(to: to))
    }
    let total = lengths[lengths.count - 1]
    colors = (0..<max(2, steps)).map { step in
      let wanted = total * Double(step) / Double(max(2, steps) - 1)
      return path[lengths.firstIndex { $0 >= wanted } ?? path.count - 1].color
    }
  }

  /// The colour of a share from 0 (dark) to 1 (light).
  public func color(_ share: Double) -> FigureColor {
    let share = share.isNaN ? 0 : min(max(0, share), 1)
    return colors[Int((share * Double(colors.count - 1)).rounded())]
  }

  /// The ramp of distances: what is alike is light.
  public func color(of distance: Double, in range: ClosedRange<Double>) -> FigureColor {
    color(1 - PlotScale(range, size: 2).fraction(distance))
  }

  private static func path(_ count: Int) -> [Oklab] {
    (0..<count).map { index in
      let share = Double(index) / Double(count - 1)
      return Oklab(
        lightness: 0.28 + 0.62 * share, chroma: 0.095 + 0.06 * share,
        hue: (275 - 170 * share) * .pi / 180
      ).inGamut
    }
  }
}

/// A colour by lightness and two opponent axes.
struct Oklab {
  var lightness, a, b: Double

  init(lightness: Double, chroma: Double, hue: Double) {
    self.lightness = lightness
    a = chroma * cos(hue)
    b = chroma * sin(hue)
  }

  func distance(to other: Oklab) -> Double {
    let l = lightness - other.lightness
    return (l * l + (a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)).squareRoot()
  }

  /// The most colourful colour of the same hue and lightness that a screen can show.
  var inGamut: Oklab {
    var low = 0.0, high = 1.0
    func scaled(_ share: Double) -> Oklab {
      var copy = self
      copy.a *= share
      copy.b *= share
      return copy
    }
    if isShown { return self }
    for _ in 0..<20 {
      let middle = (low + high) / 2
      if scaled(middle).isShown { low = middle } else { high = middle }
    }
    return scaled(low)
  }

  private var isShown: Bool { linear.allSatisfy { (-1e-6...1.000001).contains($0) } }

  /// Linear red, green and blue.
  private var linear: [Double] {
    let l = lightness + 0.3963377774 * a + 0.2158037573 * b
    let m = lightness - 0.1055613458 * a - 0.0638541728 * b
    let s = lightness - 0.0894841775 * a - 1.2914855480 * b
    let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
    return [
      4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
      -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
      -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3,
    ]
  }

  /// In sRGB (IEC 61966-2-1).
  var color: FigureColor {
    let values = linear.map { light -> UInt8 in
      let light = min(max(0, light), 1)
      let value = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return UInt8((value * 255).rounded())
    }
    return FigureColor(values[0], values[1], values[2])
  }
}
