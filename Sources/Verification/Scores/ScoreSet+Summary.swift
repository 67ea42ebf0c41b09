/// Where false accepts and false rejects are equally frequent.
public struct EqualErrorRate: Hashable, Sendable {
  public let rate: Double
  /// A threshold there: the distance at which false accepts come to outnumber false rejects.
  public let threshold: Double
}

extension ScoreSet {
  /// The area under the ROC: the chance that a mated pair is nearer than a non-mated one, ties
  /// counting half (Mann and Whitney 1947; scikit-learn's `roc_auc_score`). `nil` without pairs of
  /// both classes.
  public func areaUnderROC() -> Double? {
    guard !mated.isEmpty, !nonMated.isEmpty else { return nil }
    // Twice the count of pairs of pairs in the right order, exact in integers.
    var twice = 0
    var last = Step(distance: 0, mated: 0, nonMated: 0)
    forEachStep { step in
      twice += (step.nonMated - last.nonMated) * (last.mated + step.mated)
      last = step
      return true
    }
    // Distances that are not numbers lie beyond all others.
    twice += (nonMated.count - last.nonMated) * (last.mated + mated.count)
    return Double(twice) / 2 / Double(mated.count) / Double(nonMated.count)
  }

  /// The equal error rate: the root of 1 − x = TAR(x), with TAR linear in FAR between the vertices
  /// of the ROC, as davidsandberg/facenet (`lfw.py`) takes it. `nil` without pairs of both classes.
  public func equalErrorRate() -> EqualErrorRate? {
    guard !mated.isEmpty, !nonMated.isEmpty else { return nil }
    let (all, others) = (Double(mated.count), Double(nonMated.count))
    var last = (tar: 0.0, far: 0.0)
    var found: EqualErrorRate?
    forEachStep { step in
      let (tar, far) = (Double(step.mated) / all, Double(step.nonMated) / others)
      guard far >= 1 - tar else {
        last = (tar, far)
        return true
      }
      let slope = far > last.far ? (tar - last.tar) / (far - last.far) : .infinity
      let rate = slope.isFinite ? (1 - last.tar + slope * last.far) / (1 + slope) : far
      found = EqualErrorRate(rate: rate, threshold: Double(step.distance))
      return false
    }
    return found
  }

  /// d′ = |μ₁ − μ₂| / √((σ₁² + σ₂²) / 2): how far apart the classes lie, in their own widths. `nil`
  /// without pairs of both classes, or where both have no width.
  public func sensitivityIndex() -> Double? {
    guard let first = Self.moments(mated), let second = Self.moments(nonMated) else { return nil }
    let width = ((first.variance + second.variance) / 2).squareRoot()
    return width > 0 ? (first.mean - second.mean).magnitude / width : nil
  }

  private static func moments(_ values: [Float]) -> (mean: Double, variance: Double)? {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, squares / Double(values.count))
  }
}
