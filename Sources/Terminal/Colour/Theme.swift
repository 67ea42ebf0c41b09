/// The style of each role on the screen.
///
/// Nothing but the terminal's own background is assumed: the colours are of middle lightness, with
/// a contrast of about 3 or more on black and on white, and where a background is set the text on
/// it is set too. Colour is never the only sign: every verdict has its word, every selection its
/// mark.
public struct Theme: Sendable, Equatable {
  public var text = Style.plain
  /// Secondary text: units, hints, what is not the point.
  public var muted = Style.plain
  /// What should nearly disappear: tracks, guides, backdrops.
  public var faint = Style.plain
  public var accent = Style.plain
  public var title = Style.plain
  public var good = Style.plain
  public var bad = Style.plain
  public var warning = Style.plain
  public var selection = Style.plain
  /// The selection of a list that has not the focus.
  public var idleSelection = Style.plain
  public var border = Style.plain
  public var focusedBorder = Style.plain
  /// A key in a hint.
  public var key = Style.plain
  /// The program's name at the top.
  public var header = Style.plain
  public var tab = Style.plain
  public var activeTab = Style.plain
  /// The one threshold, wherever it is drawn.
  public var threshold = Style.plain
  /// Pairs of the same person, and of different people.
  public var mated = Style.plain
  public var nonMated = Style.plain
  /// The curves of a plot, in turn; the first two are those of mated and non-mated pairs.
  public var curves = [Style.plain]
  /// Groups of points in a picture, in turn.
  public var categories = [Style.plain]
  /// Characters that a search matched.
  public var match = Style.plain
  public var field = Style.plain
  /// Whether there are colours enough for shades.
  var hasShades = false

  /// The theme for a screen with these colours.
  public init(_ depth: ColorDepth) {
    switch depth {
    case .mono: self = .mono
    case .indexed8, .indexed16: self = .named(depth)
    case .indexed256, .direct: self = .full
    }
  }

  private init() {}

  private static let full: Theme = {
    let grey = Color(134, 142, 156), line = Color(96, 105, 120), blue = Color(66, 135, 245)
    let white = Color(255, 255, 255), amber = Color(208, 138, 20)
    var theme = Theme()
    theme.hasShades = true
    theme.muted = Style(grey)
    theme.faint = Style(line)
    theme.accent = Style(blue)
    theme.title = Style.plain.bold
    theme.good = Style(Color(30, 165, 90)).bold
    theme.bad = Style(Color(235, 75, 75)).bold
    theme.warning = Style(amber)
    theme.selection = Style(white, on: Color(38, 84, 158)).bold
    theme.idleSelection = Style(Color(225, 228, 234), on: Color(66, 72, 84))
    theme.border = Style(line)
    theme.focusedBorder = Style(blue)
    theme.key = Style(blue).bold
    theme.header = Style(white, on: Color(38, 84, 158)).bold
    theme.tab = Style(grey)
    theme.activeTab = Style(white, on: Color(66, 72, 84)).bold
    theme.threshold = Style(amber).bold
    theme.mated = Style(Color(20, 160, 150))
    theme.nonMated = Style(Color(150, 105, 245))
    theme.curves =
      [theme.mated, theme.nonMated]
      + [Color(66, 135, 245), Color(225, 85, 150), Color(110, 155, 40), Color(190, 110, 60)]
      .map { Style($0) }
    theme.categories = [
      Color(66, 135, 245), Color(225, 85, 150), Color(110, 155, 40), Color(190, 110, 60),
      Color(20, 160, 150), Color(150, 105, 245), Color(208, 138, 20), Color(0, 150, 200),
      Color(200, 80, 200), Color(120, 140, 90), Color(220, 100, 90), Color(100, 130, 180),
    ].map { Style($0) }
    theme.match = Style(amber).bold.underlined
    theme.field = Style.plain
    return theme
  }()

  /// The user's own sixteen (or eight) colours. Blue and yellow are left out as text: on black the
  /// one, on white the other can't be read.
  private static func named(_ depth: ColorDepth) -> Theme {
    func color(_ index: Int) -> Style { Style(Palette.named[index]) }
    let quiet = depth == .indexed16 ? color(8) : Style.plain.dim
    let bright = Palette.named[depth == .indexed16 ? 15 : 7]
    var theme = mono
    theme.muted = quiet
    theme.faint = quiet
    theme.border = quiet
    theme.accent = color(6)
    theme.good = color(2).bold
    theme.bad = color(1).bold
    theme.warning = color(3)
    theme.selection = Style(bright, on: Palette.named[4]).bold
    theme.idleSelection = Style(Palette.named[0], on: Palette.named[7])
    theme.focusedBorder = color(6)
    theme.key = color(6).bold
    theme.header = theme.selection
    theme.activeTab = theme.idleSelection
    theme.threshold = color(3).bold
    theme.mated = color(6)
    theme.nonMated = color(5)
    theme.curves = [6, 5, 2].map(color) + [.plain]
    theme.categories = [6, 5, 2, 3, 1].map(color)
    theme.match = color(3).bold.underlined
    return theme
  }

  /// Attributes alone.
  private static let mono: Theme = {
    var theme = Theme()
    theme.muted = Style.plain.dim
    theme.faint = Style.plain.dim
    theme.accent = Style.plain.bold
    theme.title = Style.plain.bold
    theme.good = Style.plain.bold
    theme.bad = Style.plain.bold.underlined
    theme.warning = Style.plain.bold
    theme.selection = Style.plain.reversed
    theme.idleSelection = Style.plain.underlined
    theme.border = Style.plain.dim
    theme.focusedBorder = Style.plain.bold
    theme.key = Style.plain.bold
    theme.header = Style.plain.reversed
    theme.tab = Style.plain
    theme.activeTab = Style.plain.reversed.bold
    theme.threshold = Style.plain.bold
    theme.mated = Style.plain
    theme.nonMated = Style.plain
    theme.match = Style.plain.bold.underlined
    return theme
  }()
}
