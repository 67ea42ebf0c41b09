extension Quality {
  /// The bounds outside of which a face compares poorly.
  public enum Limit {
    /// Pixels of the shorter side of the box: below, a chip of 150 pixels invents most of them.
    public static let size = 48.0
    public static let sharpness = 60.0
    public static let darkest = 55.0
    public static let brightest = 200.0
    public static let contrast = 22.0
    /// Degrees of yaw or pitch, to either side.
    public static let turn = 38.0
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
