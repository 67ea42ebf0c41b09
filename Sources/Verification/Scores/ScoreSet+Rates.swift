import Glibc

/// The rates of both kinds of right and wrong at one threshold.
public struct Rates: Hashable, Sendable {
  public let threshold: Double
  /// True accepts among mated pairs (VAL in FaceNet, 1 − FNMR in ISO/IEC 19795).
  public let tar: Proportion
  /// False accepts among non-mated pairs (FMR in ISO/IEC 19795).
  public let far: Proportion

  /// False rejects among mated pairs (FNMR).
  public var frr: Proportion { tar.complement }

  /// Right decisions among all pairs.
  public var accuracy: Proportion {
    Proportion(
      successes: tar.successes + far.trials - far.successes, trials: tar.trials + far.trials)
  }
}

extension ScoreSet {
  /// The exact rates at a threshold, in time logarithmic in the pairs.
  public func rates(at threshold: Double) -> Rates {
    Rates(
      threshold: threshold,
      tar: Proportion(successes: mated.countBelow(threshold), trials: mated.count),
      far: Proportion(successes: nonMated.countBelow(threshold), trials: nonMated.count))
  }

  /// True accepts at a threshold.
  public func tar(at threshold: Double) -> Proportion { rates(at: threshold).tar }

  /// False accepts at a threshold.
  public func far(at threshold: Double) -> Proportion { rates(at: threshold).far }

  /// False rejects at a threshold.
  public func frr(at threshold: Double) -> Proportion { rates(at: threshold).frr }

  /// Whether there are thirty pairs of each class, the least for rates worth showing: with fewer
  /// the 95 % interval of a rate in the middle is wider than ±17 points.
  public var hasEnough: Bool {
    mated.count >= Self.enough && nonMated.count >= Self.enough
  }

  /// The number of pairs of each class from which on rates are worth showing.
  public static let enough = 30

  /// The smallest false-accept rate at which thirty errors are expected; `nil` when there are not
  /// even thirty pairs. What lies below is not resolved by this data.
  public var smallestResolvableFAR: Double? {
    nonMated.count < Proportion.resolvedCount
      ? nil : Double(Proportion.resolvedCount) / Double(nonMated.count)
  }

  /// The largest threshold whose false-accept rate is at most `target` (0…1); infinite when every
  /// pair may be accepted; `nil` without non-mated pairs.
  public func threshold(atFAR target: Double) -> Double? {
    guard !nonMated.isEmpty, target >= 0 else { return nil }
    // The share is rounded up by a hair first: 0.3 × 10 is 2.9999999999999996, and means 3.
    let allowed = (target * Double(nonMated.count) * (1 + 1e-12)).rounded(.down)
    return allowed >= Double(nonMated.count) ? .infinity : Double(nonMated[Int(allowed)])
  }
}
