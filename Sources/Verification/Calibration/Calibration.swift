import Glibc

/// A distance made into evidence, by a fit to pairs of which the truth is known.
public protocol Calibration: Sendable {
  /// ln P(distance | mated) / P(distance | non-mated): above 0 it speaks for one person, whatever
  /// the share of mated pairs.
  func logLikelihoodRatio(_ distance: Double) -> Double
}

extension Calibration {
  /// The probability that a pair at this distance is of one person, where `prior` (0…1) is the
  /// share of mated pairs among all that are asked about.
  public func probability(_ distance: Double, prior: Double) -> Double {
    if prior <= 0 { return 0 }
    if prior >= 1 { return 1 }
    return 1 / (1 + exp(-logLikelihoodRatio(distance) - log(prior / (1 - prior))))
  }
}

extension ScoreSet {
  /// The cost of log-likelihood ratios in bits: 0 for certainty and right, 1 for saying nothing,
  /// more for being wrong; `nil` without pairs of both classes.
  ///
  /// Cllr = ½ (mean of log₂(1 + 1/LR) over mated + mean of log₂(1 + LR) over non-mated pairs).
  /// Brümmer and du Preez, "Application-independent evaluation of speaker detection", 2006;
  /// `calibration.cllr` of bob.measure.
  public func cllr(_ logLikelihoodRatio: (Double) -> Double) -> Double? {
    if mated.isEmpty || nonMated.isEmpty { return nil }
    let first = mated.mean { softplus(-logLikelihoodRatio($0)) }
    let second = nonMated.mean { softplus(logLikelihoodRatio($0)) }
    return (first + second) / 2 / M_LN2
  }

  /// The Cllr of a calibration on these pairs.
  public func cllr(_ calibration: some Calibration) -> Double? {
    cllr { calibration.logLikelihoodRatio($0) }
  }

  /// The least Cllr that any rising calibration could reach on these pairs, by pool adjacent
  /// violators: what is lost even with the best fit; `nil` without pairs of both classes.
  ///
  /// Equal distances are pooled, as by scikit-learn's `IsotonicRegression` and Bosaris.
  /// bob.measure's `calibration.min_cllr` orders them by class instead, in its own favour; it agrees where no
  /// distance occurs in both classes.
  public var minCllr: Double? {
    if mated.isEmpty || nonMated.isEmpty { return nil }
    let corners = convexHull
    let cost = zip(corners, corners.dropFirst()).reduce(0.0) { sum, block in
      let m = Double(block.1.mated - block.0.mated) / Double(mated.count)
      let n = Double(block.1.nonMated - block.0.nonMated) / Double(nonMated.count)
      return sum + (m > 0 ? m * log2(1 + n / m) : 0) + (n > 0 ? n * log2(1 + m / n) : 0)
    }
    return cost / 2
  }
}

extension DistanceList {
  /// The mean of a function over all distances; NaN counts as infinitely far.
  fileprivate func mean(_ value: (Double) -> Double) -> Double {
    var runs = DistanceRuns(self)
    var sum = 0.0
    while let run = runs.next() { sum += Double(run.count) * value(Double(run.distance)) }
    let others = count - countOfNumbers
    if others > 0 { sum += Double(others) * value(.infinity) }
    return sum / Double(count)
  }
}

/// ln(1 + eˣ).
func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
