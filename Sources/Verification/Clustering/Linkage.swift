/// How far apart two clusters are.
public enum Linkage: String, Sendable, CaseIterable {
  /// The mean over all pairs of one item of each (UPGMA; Sokal and Michener, 1958).
  case average
  /// The largest distance of an item of one to an item of the other.
  case complete

  /// The distance of a cluster to two joined ones, from its distances to both (Lance and Williams,
  /// "A general theory of classificatory sorting strategies", 1967).
  @inline(__always)
  func joined(_ a: Float, _ b: Float, shareOfA: Float) -> Float {
    switch self {
    case .average:
      // Infinity stands for a pair that must not be together; it outlasts every mean.
      return a == b ? a : a * shareOfA + b * (1 - shareOfA)
    case .complete: return max(a, b)
    }
  }
}
