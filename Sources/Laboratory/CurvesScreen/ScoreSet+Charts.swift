import Figures
import Verification

extension ScoreSet {
  /// TAR over FAR, on a linear or a logarithmic axis, with the point of a threshold.
  public func rocChart(at threshold: Double, logarithmic: Bool) -> CurveChart {
    let range = (logarithmic ? leastFAR : 0)...1
    let axis = ChartAxis("FAR", range, scale: logarithmic ? .logarithmic : .linear)
    let points = operatingPoints(over: axis)
    let curve = Curve(
      "", points.map { Curve.Point($0.target, $0.rates.tar.rate ?? 0) },
      band: points.map {
        let interval = $0.rates.tar.interval
        return Curve.Interval($0.target, interval.lowerBound, interval.upperBound)
      })
    let rates = rates(at: threshold)
    return CurveChart(
      x: axis, y: ChartAxis("TAR", 0...1), curves: [curve],
      greyAreas: logarithmic ? unresolved(in: range) : [],
      cursor: .init(x: max(range.lowerBound, rates.far.rate ?? 0), y: rates.tar.rate))
  }

  /// FRR over FAR on probit axes (Martin et al. 1997), with the point of a threshold.
  func detChart(at threshold: Double) -> CurveChart {
    let range = max(0.0001, leastFAR)...0.5
    let axis = ChartAxis("FAR %", range, scale: .probit, format: .percent)
    let points = operatingPoints(over: axis).map { point in
      Curve.Point(point.target, point.rates.frr.rate ?? 0)
    }
    let rates = rates(at: threshold)
    return CurveChart(
      x: axis, y: ChartAxis("FRR %", 0.0001...0.5, scale: .probit, format: .percent),
      curves: [Curve("", points)], guides: [.identity], greyAreas: unresolved(in: range),
      cursor: .init(x: max(range.lowerBound, rates.far.rate ?? 0), y: rates.frr.rate))
  }

  /// FAR and FRR over the threshold.
  func ratesChart(at threshold: Double, over range: ClosedRange<Double>) -> CurveChart {
    let axis = ChartAxis("threshold", range)
    let places = axis.places(Self.places)
    let all = (0..<Self.places).map { rates(at: places.value($0)) }
    return CurveChart(
      x: axis, y: ChartAxis("rate", 0...1),
      curves: [
        Curve("FRR", all.map { Curve.Point($0.threshold, $0.frr.rate ?? 0) }),
        Curve("FAR", all.map { Curve.Point($0.threshold, $0.far.rate ?? 0) }),
      ], cursor: .init(x: threshold))
  }

  /// Enough points for the widest screen.
  private static let places = 400

  /// The least FAR that a curve of these pairs begins with.
  private var leastFAR: Double { max(1e-6, 1 / Double(max(1, nonMated.count))) }

  private func operatingPoints(over axis: ChartAxis) -> [OperatingPoint] {
    let places = axis.places(Self.places)
    return (0..<Self.places).compactMap { operatingPoint(atFAR: places.value($0)) }
  }

  /// The FARs that so few pairs cannot tell.
  private func unresolved(in range: ClosedRange<Double>) -> [CurveChart.GreyArea] {
    let limit = min(smallestResolvableFAR ?? range.upperBound, range.upperBound)
    guard limit > range.lowerBound else { return [] }
    return [CurveChart.GreyArea(.x, range.lowerBound...limit, caption: "too few pairs to tell")]
  }
}
