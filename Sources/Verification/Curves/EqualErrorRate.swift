/// What is called the equal error rate, for curves of steps that don't meet where both are equal.
public enum EqualErrorDefinition: String, Sendable, CaseIterable, Codable {
  /// Where the straight lines between the points of the ROC curve meet FRR = FAR. The root of
  /// 1 − x − TPR(x) over scikit-learn's `roc_curve`, as davidsandberg/facenet takes it.
  case interpolated
  /// The mean of both rates at the better of the two thresholds around the crossing (Maio et al.,
  /// "FVC2000", 2002): pyeer's `get_eer_values`.
  case midpoint
  /// The mean of both rates where they differ least: `farfrr` at bob.measure's `eer_threshold`.
  case nearest
  /// Where the convex hull of the ROC curve meets FRR = FAR: `eer_rocch` of bob.measure and
  /// Bosaris.
  case convexHull = "convex-hull"
}

/// An equal error rate and the threshold it belongs to.
public struct EqualErrorRate: Hashable, Sendable {
  public let rate: Double
  /// The distance at which false accepts come to outnumber false rejects.
  public let threshold: Double
  public let definition: EqualErrorDefinition
}

extension ScoreSet {
  /// The equal error rate by a definition; `nil` without pairs of both classes.
  public func equalErrorRate(
    _ definition: EqualErrorDefinition = .interpolated
  ) -> EqualErrorRate? {
    if mated.isEmpty || nonMated.isEmpty { return nil }
    let (before, after) = crossing(of: acceptances)
    let rate: Double
    switch definition {
    case .interpolated: rate = interpolatedRate(before, after)
    case .midpoint: rate = midpointRate(before, after)
    case .nearest: rate = nearestRate(before, after)
    case .convexHull:
      let (corner, next) = crossing(of: convexHull)
      rate = interpolatedRate(corner, next)
    }
    return EqualErrorRate(
      rate: rate, threshold: Double(before.next ?? 0), definition: definition)
  }

  /// The acceptances around the crossing: the last with FRR above FAR and the first without. At
  /// the end everything is accepted, even what isn't a number.
  private func crossing(
    of points: some Sequence<Acceptance>
  ) -> (before: Acceptance, after: Acceptance) {
    var before = Acceptance(mated: 0, nonMated: 0, last: nil, next: nil)
    for point in points {
      if excess(point) <= 0 { return (before, point) }
      before = point
    }
    return (before, everything)
  }

  /// (FRR − FAR) × mated × non-mated pairs, which is whole.
  private func excess(_ point: Acceptance) -> Double {
    let (m, n) = (mated.count, nonMated.count)
    let (rejected, overflow) = (m - point.mated).multipliedReportingOverflow(by: n)
    let (accepted, overflowToo) = point.nonMated.multipliedReportingOverflow(by: m)
    if overflow || overflowToo {
      return Double(m - point.mated) * Double(n) - Double(point.nonMated) * Double(m)
    }
    return Double(rejected - accepted)
  }

  private func far(_ point: Acceptance) -> Double {
    Double(point.nonMated) / Double(nonMated.count)
  }

  private func frr(_ point: Acceptance) -> Double {
    Double(mated.count - point.mated) / Double(mated.count)
  }

  private func mean(_ point: Acceptance) -> Double { (far(point) + frr(point)) / 2 }

  private func interpolatedRate(_ before: Acceptance, _ after: Acceptance) -> Double {
    let share = excess(before) / (excess(before) - excess(after))
    return far(before) + share * (far(after) - far(before))
  }

  private func midpointRate(_ before: Acceptance, _ after: Acceptance) -> Double {
    excess(after) == 0 ? mean(after) : min(mean(after), mean(before))
  }

  private func nearestRate(_ before: Acceptance, _ after: Acceptance) -> Double {
    let (high, low) = (abs(excess(after)), abs(excess(before)))
    // At a tie the smaller threshold wins, unless it accepts nothing of a class, as in
    // bob.measure.
    let takesBefore =
      low < high || (low == high && before.mated > 0 && before.nonMated > 0)
    return mean(takesBefore ? before : after)
  }

  var everything: Acceptance {
    Acceptance(mated: mated.count, nonMated: nonMated.count, last: .infinity, next: nil)
  }
}
