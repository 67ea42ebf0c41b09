/// A share that was counted, with how far the count can be trusted.
public struct Proportion: Hashable, Sendable {
  public let successes: Int
  public let trials: Int

  /// - Precondition: 0 ≤ `successes` ≤ `trials`.
  public init(successes: Int, trials: Int) {
    precondition((0...trials).contains(successes), "\(successes) of \(trials)")
    self.successes = successes
    self.trials = trials
  }

  /// successes / trials; `nil` without a trial.
  public var rate: Double? { trials == 0 ? nil : Double(successes) / Double(trials) }

  /// Wilson's score interval at 95 %; 0…1 without a trial. Where nothing was counted its upper end
  /// is 3 / trials, and likewise its lower end where everything was.
  ///
  /// It takes the trials as independent. Pairs of one gallery share faces and people, so over all
  /// pairs it is narrower than the truth: `PairDependence` widens it.
  /// Wilson, "Probable inference, the law of succession, and statistical inference", 1927; Hanley
  /// and Lippman-Hand, "If nothing goes wrong, is everything all right?", 1983.
  public var interval: ClosedRange<Double> { interval(effectiveTrials: Double(trials)) }

  /// The interval that as many independent trials give.
  func interval(
    effectiveTrials n: Double, deviate z: Double = Self.deviate
  ) -> ClosedRange<Double> {
    guard let rate, n > 0 else { return 0...1 }
    if successes == 0 { return 0...min(1, 3 / n) }
    if successes == trials { return max(0, 1 - 3 / n)...1 }
    let scale = 1 + z * z / n
    let centre = (rate + z * z / (2 * n)) / scale
    let half = z * ((rate * (1 - rate) + z * z / (4 * n)) / n).squareRoot() / scale
    return max(0, centre - half)...min(1, centre + half)
  }

  /// What 95 % of a normal distribution lie within.
  static let deviate = 1.959963984540054

  /// Whether at least thirty were counted, so that the true rate lies within about ±30 % of it with
  /// 90 % confidence: Doddington's "rule of 30" (Doddington et al., "The NIST speaker recognition
  /// evaluation", 2000). A false-accept rate that fails this is not resolved by its data.
  public var isResolved: Bool { successes >= Self.resolvedCount }

  /// The rule's thirty.
  public static let resolvedCount = 30

  /// What was not counted as success.
  public var complement: Proportion {
    Proportion(successes: trials - successes, trials: trials)
  }
}
