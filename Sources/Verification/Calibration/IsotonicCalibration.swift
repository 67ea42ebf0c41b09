import Glibc

/// Evidence as steps that only fall with the distance, by pool adjacent violators.
///
/// A mated pair beyond the farthest distance and a non-mated one before the nearest are added
/// (Laplace's rule), so that evidence stays finite. Zadrozny and Elkan, "Transforming classifier
/// scores into accurate multiclass probability estimates", 2002.
public struct IsotonicCalibration: Calibration, Hashable, Codable {
  public struct Step: Hashable, Sendable, Codable {
    /// The largest distance of the step.
    public let end: Float
    public let logLikelihoodRatio: Double
  }

  /// By distance, upwards; the last goes on beyond its end.
  public let steps: [Step]

  public func logLikelihoodRatio(_ distance: Double) -> Double {
    let index = steps.partitioningIndex { Double($0.end) >= distance }
    return steps[min(index, steps.count - 1)].logLikelihoodRatio
  }

  /// Fits to pairs; `nil` without pairs of both classes.
  public init?(_ scores: ScoreSet) {
    let (m, n) = (scores.mated.countOfNumbers, scores.nonMated.countOfNumbers)
    if m == 0 || n == 0 { return nil }
    var points = [Acceptance(mated: 0, nonMated: 0, last: nil, next: nil)]
    for point in scores.acceptances {
      points.append(
        Acceptance(
          mated: point.mated, nonMated: point.nonMated + 1, last: point.last, next: point.next))
    }
    points.append(
      Acceptance(mated: m + 1, nonMated: n + 1, last: .greatestFiniteMagnitude, next: nil))
    let corners = ScoreSet.convexHull(of: points)
    steps = zip(corners, corners.dropFirst()).map { low, high in
      let mated = Double(high.mated - low.mated) / Double(m + 1)
      let nonMated = Double(high.nonMated - low.nonMated) / Double(n + 1)
      return Step(end: high.last ?? 0, logLikelihoodRatio: log(mated / nonMated))
    }
  }
}
