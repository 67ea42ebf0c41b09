import Glibc

/// A point of the curves: a threshold and the rates it has.
public struct CurvePoint: Hashable, Sendable {
  public let threshold: Double
  /// True and false accepts, 0…1.
  public let tar: Double
  public let far: Double

  /// False rejects.
  public var frr: Double { 1 - tar }

  /// The place on a DET curve: both errors as normal deviates (Martin et al., "The DET curve in
  /// assessment of detection task performance", 1997). Infinite at rates of 0 and 1.
  public var deviates: (far: Double, frr: Double) { (probit(far), probit(frr)) }
}

/// The corners of the ROC curve, from a threshold that accepts nothing to one that accepts all; DET
/// and both error rates against the threshold are other views of the same points.
public struct Curve: Hashable, Sendable {
  /// Threshold, TAR and FAR rise along the points.
  public let points: [CurvePoint]
}

extension ScoreSet {
  /// The curve; `nil` without pairs of both classes.
  ///
  /// - Parameter detail: points that lie closer than 1 / `detail` of an axis are left out, on
  ///   linear axes, on six decades of FAR and on an axis of normal deviates from −4 to 4 alike; by
  ///   default every corner is given.
  public func curve(detail: Int? = nil) -> Curve? {
    if mated.isEmpty || nonMated.isEmpty { return nil }
    var thinner = CurveThinner(detail: detail)
    for acceptance in acceptances {
      let point = CurvePoint(
        threshold: threshold(of: acceptance),
        tar: Double(acceptance.mated) / Double(mated.count),
        far: Double(acceptance.nonMated) / Double(nonMated.count))
      thinner.take(point)
    }
    return Curve(points: thinner.finished())
  }
}

/// Leaves out points that no picture could show.
private struct CurveThinner {
  private let step: Double
  private var kept: [CurvePoint] = []
  private var skipped: CurvePoint?

  init(detail: Int?) { step = detail.map { 1 / Double(max(1, $0)) } ?? 0 }

  mutating func take(_ point: CurvePoint) {
    guard let last = kept.last else { return kept.append(point) }
    if !isFar(point, from: last) {
      skipped = point
      return
    }
    // The corner before a jump belongs to the shape.
    if let skipped, step > 0, isFar(point, from: skipped) { kept.append(skipped) }
    skipped = nil
    kept.append(point)
  }

  private func isFar(_ a: CurvePoint, from b: CurvePoint) -> Bool {
    if step == 0 || a.tar - b.tar >= step || a.far - b.far >= step { return true }
    let decades = log10(max(a.far, 1e-6)) - log10(max(b.far, 1e-6))
    if decades >= 6 * step { return true }
    let far = limited(a.deviates.far) - limited(b.deviates.far)
    return max(far, limited(b.deviates.frr) - limited(a.deviates.frr)) >= 8 * step
  }

  private func limited(_ deviate: Double) -> Double { min(4, max(-4, deviate)) }

  func finished() -> [CurvePoint] { kept + [skipped].compactMap { $0 } }
}
