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
    let trials = mated.count + nonMated.count
    if trials == 0 { return nil }
    var walk = AccuracyWalk(best: nonMated.count, low: nil, high: nil)
    var (i, j) = (0, 0)
    while let score = smaller(i, j), !score.isNaN {
      // With a threshold up to `score` the i mated below it are right, and all but j non-mated.
      walk.visit(right: i + nonMated.count - j, upTo: score)
      while i < mated.count, mated[i] == score { i += 1 }
      while j < nonMated.count, nonMated[j] == score { j += 1 }
    }
    walk.visit(right: i + nonMated.count - j, upTo: nil)
    return BestAccuracy(
      accuracy: Proportion(successes: walk.best, trials: trials), threshold: walk.threshold)
  }

  private func smaller(_ i: Int, _ j: Int) -> Float? {
    switch (i < mated.count, j < nonMated.count) {
    case (true, true):
      mated[i].bitPattern <= nonMated[j].bitPattern ? mated[i] : nonMated[j]
    case (true, false): mated[i]
    case (false, true): nonMated[j]
    case (false, false): nil
    }
  }
}

/// Goes up through the intervals between scores and keeps the lowest that is best.
private struct AccuracyWalk {
  var best: Int
  /// The scores the best interval lies between; `nil` where it has no end.
  var low: Float?
  var high: Float?
  private var previous: Float?
  private var hasVisited = false

  init(best: Int, low: Float?, high: Float?) {
    self.best = best
    self.low = low
    self.high = high
  }

  mutating func visit(right: Int, upTo score: Float?) {
    if !hasVisited || right > best {
      best = right
      (low, high) = (previous, score)
    }
    hasVisited = true
    previous = score
  }

  var threshold: Double {
    switch (low, high) {
    case (let low?, let high?): (Double(low) + Double(high)) / 2
    case (nil, let high?): Double(high)
    case (let low?, nil): Double(low.nextUp)
    case (nil, nil): 0
    }
  }
}
