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
    var last = Step(distance: 0, mated: 0, nonMated: 0)
    // With a threshold up to a distance the mated pairs below it are right, and the non-mated ones
    // that are not.
    func right(after step: Step) -> Int { step.mated + nonMated.count - step.nonMated }
    forEachStep { step in
      walk.visit(right: right(after: last), upTo: step.distance)
      last = step
      return true
    }
    walk.visit(right: right(after: last), upTo: nil)
    return BestAccuracy(
      accuracy: Proportion(successes: walk.best, trials: trials), threshold: walk.threshold)
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
