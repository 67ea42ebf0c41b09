import CNCurses

/// The numbers of colour pairs, handed out in order.
///
/// Redefining a pair makes ncurses look through the whole screen, so no pair is ever redefined:
/// when they run out, all are given back at once and the screen is painted anew.
struct PairTable {
  /// Two colours by number; -1 is the terminal's own.
  struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private struct Wish: Hashable {
    var foreground: Color?
    var background: Color?
  }

  private var wishes: [Wish: Int32] = [:]
  private var numbers: [Pair: Int32] = [:]
  private var next: Int32 = 1
  let limit: Int32
  let depth: ColorDepth
  private let hasDefaults: Bool

  init(limit: Int32, depth: ColorDepth, hasDefaults: Bool) {
    self.limit = limit
    self.depth = depth
    self.hasDefaults = hasDefaults
  }

  /// The number of the pair nearest to what `style` wants, or nothing when all are given away.
  mutating func number(for style: Style, define: (Int32, Pair) -> Void) -> Int32? {
    if depth == .mono { return 0 }
    if style.foreground == nil && style.background == nil { return 0 }
    let wish = Wish(foreground: style.foreground, background: style.background)
    if let known = wishes[wish] { return known }
    let pair = Self.quantised(style.foreground, style.background, depth, hasDefaults)
    guard let number = number(of: pair, define: define) else { return nil }
    if wishes.count > 1 << 17 { wishes.removeAll(keepingCapacity: true) }
    wishes[wish] = number
    return number
  }

  private mutating func number(of pair: Pair, define: (Int32, Pair) -> Void) -> Int32? {
    if let known = numbers[pair] { return known }
    guard next < limit else { return nil }
    defer { next += 1 }
    define(next, pair)
    numbers[pair] = next
    return next
  }

  /// Forgets all pairs.
  mutating func removeAll() {
    wishes.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    next = 1
  }

  /// The colour numbers nearest to two colours. Without default colours white on black stands in.
  static func quantised(
    _ foreground: Color?, _ background: Color?, _ depth: ColorDepth, _ hasDefaults: Bool
  ) -> Pair {
    var pair = Pair(foreground: -1, background: -1)
    switch depth {
    case .mono: break
    case .indexed8, .indexed16:
      let named = Palette.legibleNamed(
        foreground: foreground, background: background, count: depth == .indexed8 ? 8 : 16)
      pair = Pair(
        foreground: Int32(named.foreground ?? -1), background: Int32(named.background ?? -1))
    case .indexed256:
      pair = Pair(
        foreground: foreground.map { Int32(Palette.nearest256(to: $0)) } ?? -1,
        background: background.map { Int32(Palette.nearest256(to: $0)) } ?? -1)
    case .direct:
      pair = Pair(
        foreground: foreground.map(direct) ?? -1, background: background.map(direct) ?? -1)
    }
    if !hasDefaults {
      if pair.foreground < 0 { pair.foreground = 7 }
      if pair.background < 0 { pair.background = 0 }
    }
    return pair
  }

  /// The colour as one number. 0 to 7 are the user's eight colours even there, so the darkest
  /// blues become the first that is not.
  private static func direct(_ color: Color) -> Int32 {
    let value = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    return max(8, value)
  }
}
