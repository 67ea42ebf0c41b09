/// Which threshold stands for a false-accept rate that the data doesn't hit.
public enum OperatingPointRule: String, Sendable, CaseIterable, Codable {
  /// The largest with FAR at most the target: lowest FRR, the definition of FVC2000 and ISO/IEC
  /// 19795. The best `tpr` of scikit-learn's `roc_curve` with `fpr` at most the target.
  case atMost = "at-most"
  /// The one with FAR nearest to the target: pyeer's `get_fmr_op`.
  case nearest
}

/// A threshold for a target, with the rates it has.
public struct OperatingPoint: Hashable, Sendable {
  /// The rate that was asked for.
  public let target: Double
  public let rates: Rates
  /// Whether the data holds enough pairs to speak of this rate: thirty errors are expected.
  public let isResolvable: Bool

  /// Infinite where every pair may be accepted.
  public var threshold: Double { rates.threshold }
}

extension ScoreSet {
  /// The false-accept rates that tables of verification list.
  public static let usualFARs = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]

  /// The operating point with the largest threshold whose false-accept rate is at most `target`
  /// (0…1); `nil` without non-mated pairs.
  public func operatingPoint(atFAR target: Double) -> OperatingPoint? {
    operatingPoint(atFAR: target, .atMost)
  }

  /// The threshold for a false-accept rate (0…1) and the rates there; `nil` without non-mated
  /// pairs.
  public func operatingPoint(
    atFAR target: Double, _ rule: OperatingPointRule
  ) -> OperatingPoint? {
    guard !nonMated.isEmpty, target >= 0 else { return nil }
    let threshold = rule == .atMost ? threshold(atFAR: target) : threshold(nearestToFAR: target)
    guard let threshold else { return nil }
    return OperatingPoint(
      target: target, rates: rates(at: threshold), isResolvable: isResolvable(far: target))
  }

  /// The smallest threshold whose true-accept rate is at least `target` (0…1), and so has the
  /// lowest FAR that does; `nil` without mated pairs or where even all are too few.
  public func lowestFAR(atTAR target: Double) -> OperatingPoint? {
    guard !mated.isEmpty, target <= 1 else { return nil }
    // The share is rounded down by a hair first, as 0.3 × 10 means 3 and no more.
    let needed = (target * Double(mated.count) * (1 - 1e-12)).rounded(.up)
    let found = acceptances.first { Double($0.mated) >= needed }
    guard let found else { return nil }
    let rates = rates(at: threshold(of: found))
    return OperatingPoint(
      target: target, rates: rates,
      isResolvable: (1 - target) * Double(mated.count) >= Double(Proportion.resolvedCount))
  }

  /// Whether thirty false accepts are expected among the pairs at a rate.
  public func isResolvable(far: Double) -> Bool {
    far * Double(nonMated.count) * (1 + 1e-12) >= Double(Proportion.resolvedCount)
  }

  /// The lowest FRR where FAR is at most 1/100 (FVC2000).
  public var fmr100: Double? { operatingPoint(atFAR: 0.01)?.rates.frr.rate }

  /// The lowest FRR where FAR is at most 1/1000 (FVC2000).
  public var fmr1000: Double? { operatingPoint(atFAR: 0.001)?.rates.frr.rate }

  /// The lowest FRR without a false accept (FVC2000).
  public var zeroFMR: Double? { operatingPoint(atFAR: 0)?.rates.frr.rate }

  /// The lowest FAR without a false reject (FVC2000).
  public var zeroFNMR: Double? { lowestFAR(atTAR: 1)?.rates.far.rate }

  /// Of equally near rates the higher one wins.
  private func threshold(nearestToFAR target: Double) -> Double? {
    let candidates = acceptances.dropFirst()
    var best: (acceptance: Acceptance, distance: Double)?
    for acceptance in candidates {
      let distance = abs(Double(acceptance.nonMated) / Double(nonMated.count) - target)
      if let old = best?.distance, distance > old { continue }
      best = (acceptance, distance)
    }
    return best.map { threshold(of: $0.acceptance) }
  }
}
