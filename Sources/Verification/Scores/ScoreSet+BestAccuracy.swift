/// The most right decisions a single threshold can make on a set of pairs.
public struct BestAccuracy: Hashable, Sendable {
  public let accuracy: Proportion
  /// The middle of the lowest interval of thresholds that reach it.
  public let threshold: Double
}

extension ScoreSet {
  /// The best accuracy over all thresholds and where it is reached; `nil` without a pair.
  ///
  /// It is measured on the pairs it was chosen on, and so is an upper bound of what new pairs give.
  public func bestAccuracy() -> BestAccuracy? {
    guard let best = bestAcceptance({ $0.mated - $0.nonMated }) else { return nil }
    return BestAccuracy(
      accuracy: Proportion(
        successes: best.mated + nonMated.count - best.nonMated, trials: count),
      threshold: threshold(of: best))
  }
}
