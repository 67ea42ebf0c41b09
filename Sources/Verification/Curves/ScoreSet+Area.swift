extension ScoreSet {
  /// The area under the ROC curve: the share of (mated, non-mated) couples of which the mated pair
  /// is the nearer, ties counting half; `nil` without pairs of both classes.
  ///
  /// It equals scikit-learn's `roc_auc_score` on negated distances. A distance that isn't a number
  /// counts as the farthest.
  public func areaUnderROC() -> Double? {
    if mated.isEmpty || nonMated.isEmpty { return nil }
    var sum = 0.0
    var (m, n) = (0, 0)
    for step in steps {
      // Twice the mated pairs nearer than each of these non-mated ones.
      sum += Double(step.nonMated) * Double(2 * step.matedBelow + step.mated)
      m += step.mated
      n += step.nonMated
    }
    sum += Double(nonMated.count - n) * Double(m + mated.count)
    return sum / 2 / Double(mated.count) / Double(nonMated.count)
  }

  /// How far apart the classes lie: |μ₁ − μ₂| / √((σ₁² + σ₂²) / 2), the d′ or decidability of
  /// Daugman ("Biometric decision landscapes", 2000); `nil` where both have no spread or a class is
  /// missing.
  ///
  /// The variances are those of the population, as in pyeer's `get_decidability_value`.
  public func sensitivityIndex() -> Double? {
    guard let first = mated.moments, let second = nonMated.moments else { return nil }
    let variance = (first.variance + second.variance) / 2
    return variance > 0 ? abs(first.mean - second.mean) / variance.squareRoot() : nil
  }
}

extension DistanceList {
  /// Mean and population variance of what is a number; `nil` without any.
  public var moments: (mean: Double, variance: Double)? {
    var (count, sum, squares) = (0, 0.0, 0.0)
    var runs = DistanceRuns(self)
    while let run = runs.next() {
      count += run.count
      sum += Double(run.count) * Double(run.distance)
    }
    if count == 0 { return nil }
    let mean = sum / Double(count)
    runs = DistanceRuns(self)
    while let run = runs.next() {
      let difference = Double(run.distance) - mean
      squares += Double(run.count) * difference * difference
    }
    return (mean, squares / Double(count))
  }
}
