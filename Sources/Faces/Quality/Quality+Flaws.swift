extension Quality {
  /// The bounds outside of which a face compares poorly. Shares are those of LFW's development
  /// set, press photos of 2,741 faces: about one in twenty has a flaw.
  public enum Limit {
    /// Pixels of the shorter side of the box: below, most of a chip of 150 pixels is invented.
    public static let size = 48.0
    /// Below: out of focus, moved or enlarged (2 %).
    public static let sharpness = 35.0
    /// Below: underexposed. So low that dark skin in good light stays above (0.1 %).
    public static let darkest = 60.0
    /// Above: overexposed (0.8 %).
    public static let brightest = 175.0
    /// Below: fog, backlight or a faded print (1 %).
    public static let contrast = 24.0
    /// Degrees of yaw or pitch, to either side: beyond, one half of the face hides the other (2 %).
    public static let turn = 40.0
  }

  /// What makes this face a poor one to compare, in the order of `Flaw`.
  public var flaws: [Flaw] {
    Flaw.allCases.filter { flaw in
      switch flaw {
      case .small: size < Limit.size
      case .blurred: sharpness < Limit.sharpness
      case .dark: brightness < Limit.darkest
      case .bright: brightness > Limit.brightest
      case .flat: contrast < Limit.contrast
      case .turned: max(abs(yaw), abs(pitch)) > Limit.turn
      }
    }
  }
}
