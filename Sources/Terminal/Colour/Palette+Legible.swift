import Glibc

extension Float {
  var cubeRoot: Float { cbrtf(self) }
  /// The sRGB exponent, 2.4.
  var power24: Float { powf(self, 2.4) }
}

extension Palette {
  /// The named colours for a text: nearest, but never so near each other that it can't be read.
  ///
  /// With 8 or 16 colours a nearest foreground often falls on the nearest background (a dark grey
  /// on black, say). Then the foreground becomes black or white, whichever stands out. A grey on
  /// the terminal's own background, of which nothing is known, is left to the terminal, or is
  /// bright black where that is a colour.
  static func legibleNamed(
    foreground: Color?, background: Color?, count: Int
  ) -> (foreground: Int?, background: Int?) {
    let back = background.map { nearestNamed(to: $0, count: count) }
    guard let foreground else { return (back.map { contrasting($0, count) }, back) }
    guard let back else { return (onUnknown(foreground, count), nil) }
    let fore = nearestNamed(to: foreground, count: count)
    // A picture names its colours exactly and means them.
    let isMeant = named[fore] == foreground && background == named[back]
    return (isMeant || isReadable(fore, on: back) ? fore : contrasting(back, count), back)
  }

  private static func onUnknown(_ color: Color, _ count: Int) -> Int? {
    if let exact = named.prefix(count).firstIndex(of: color), exact % 8 != 0, exact % 8 != 7 {
      return exact
    }
    let perceived = Perceived(color)
    guard perceived.chroma < 0.06 else { return hue(color) }
    return count > 8 && perceived.lightness < 0.62 ? 8 : nil
  }

  /// Red, green, yellow, blue, magenta or cyan, whichever has the nearest hue.
  private static func hue(_ color: Color) -> Int {
    let target = Perceived(color)
    let angle = atan2f(target.blueYellow, target.greenRed)
    let angles = (1...6).map { index -> Float in
      let pure = Perceived(named[index])
      let difference = abs(atan2f(pure.blueYellow, pure.greenRed) - angle)
      return min(difference, 2 * .pi - difference)
    }
    return 1 + (angles.indices.min { angles[$0] < angles[$1] } ?? 0)
  }

  private static func isReadable(_ fore: Int, on back: Int) -> Bool {
    abs(Perceived(named[fore]).lightness - Perceived(named[back]).lightness) > 0.35
  }

  private static func contrasting(_ back: Int, _ count: Int) -> Int {
    Perceived(named[back]).lightness > 0.6 ? 0 : count > 8 ? 15 : 7
  }
}
