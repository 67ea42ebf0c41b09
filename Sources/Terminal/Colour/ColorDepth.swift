/// What the user asks for with `--color`.
public enum ColorMode: String, Sendable, CaseIterable {
  /// What the terminal says it can, or nothing when NO_COLOR is set.
  case auto
  /// Red, green and blue as they are.
  case direct
  case indexed256 = "256"
  case indexed16 = "16"
  /// No colour sequence at all.
  case mono
}

/// The colours a screen has.
public enum ColorDepth: Int, Sendable, CaseIterable, Comparable {
  case mono, indexed8, indexed16, indexed256, direct

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
