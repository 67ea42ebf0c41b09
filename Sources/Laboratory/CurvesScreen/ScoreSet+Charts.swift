import Figures
import Verification

/// Distances of one model or metric, by the name that a legend shows.
public struct NamedScores: Sendable {
  public let name: String
  public let scores: ScoreSet

  public init(_ name: String, _ scores: ScoreSet) {
    self.name = name
    self.scores = scores
  }
}

extension ScoreSet {
  /// TAR over FAR with its 95 % band, on a linear or a logarithmic axis, with the point of a
  /// threshold; `others` are drawn over it.
  func rocChart(
    at threshold: Double, logarithmic: Bool, intervals: RateIntervals, name: String = "",
    over others: [NamedScores] = []
  ) -> CurveChart {
    let range = (logarithmic ? leastFAR : 0)...1
    let axis = ChartAxis("FAR", range, scale: logarithmic ? .logarithmic : .linear)
    let points = operatingPoints(over: axis)
    let curve = Curve(
      name, Self.rocPoints(points), shape: .line,
      band: points.map { Curve.Interval($0.target, intervals.tar($0.rates)) })
    let further = others.map {
      Curve($0.name, Self.rocPoints($0.scores.operatingPoints(over: axis)), shape: .line)
    }
    let rates = rates(at: threshold)
    return CurveChart(
      x: axis, y: ChartAxis("TAR", 0...1), curves: [curve] + further,
      greyAreas: logarithmic ? unresolved(in: range) : [],
      cursor: .init(x: max(range.lowerBound, rates.far.rate ?? 0), y: rates.tar.rate))
  }

  /// FRR over FAR on probit axes (Martin et al. 1997), with the point of a threshold.
  func detChart(
    at threshold: Double, intervals: RateIntervals, name: String = "",
    over others: [NamedScores] = []
  ) -> CurveChart {
    let range = max(0.0001, leastFAR)...0.5
    let axis = ChartAxis("FAR %", range, scale: .probit, format: .percent)
    let points = operatingPoints(over: axis)
    let curve = Curve(
      name, Self.detPoints(points), shape: .line,
      band: points.map { Curve.Interval($0.target, intervals.frr($0.rates)) })
    let further = others.map {
      Curve($0.name, Self.detPoints($0.scores.operatingPoints(over: axis)), shape: .line)
    }
    let rates = rates(at: threshold)
    return CurveChart(
      x: axis, y: ChartAxis("FRR %", 0.0001...0.5, scale: .probit, format: .percent),
      curves: [curve] + further, guides: [.identity], greyAreas: unresolved(in: range),
      cursor: .init(x: max(range.lowerBound, rates.far.rate ?? 0), y: rates.frr.rate))
  }

  /// FAR and FRR over the threshold.
  func ratesChart(
    at threshold: Double, over range: ClosedRange<Double>, intervals: RateIntervals
  ) -> CurveChart {
    let axis = ChartAxis("threshold", range)
    let places = axis.places(Self.places)
    let all = (0..<Self.places).map { rates(at: places.value($0)) }
    return CurveChart(
      x: axis, y: ChartAxis("rate", 0...1),
      curves: [
        Curve(
          "FRR", all.map { Curve.Point($0.threshold, $0.frr.rate ?? 0) }, shape: .line,
          band: all.map { Curve.Interval($0.threshold, intervals.frr($0)) }),
        Curve(
          "FAR", all.map { Curve.Point($0.threshold, $0.far.rate ?? 0) }, shape: .line,
          band: all.map { Curve.Interval($0.threshold, intervals.far($0)) }),
      ], cursor: .init(x: threshold))
  }

  /// How the pairs of each class are spread over the distances, as if there were equally many.
  func histogramChart(at threshold: Double, over range: ClosedRange<Double>) -> CurveChart {
    let histogram = histogram(bins: Self.bins, range: range)
    func curve(_ name: String, _ counts: [Int], of total: Int) -> Figures.Curve {
      let shares = counts.map { 100 * Double($0) / Double(max(1, total)) }
      let steps = shares.enumerated().map { Curve.Point(histogram.edge($0), $1) }
      return Curve(name, steps + [Curve.Point(range.upperBound, shares.last ?? 0)], shape: .area)
    }
    let curves = [
      curve("same person", histogram.mated, of: mated.count),
      curve("different people", histogram.nonMated, of: nonMated.count),
    ]
    let highest = curves.flatMap(\.points).map(\.y).max() ?? 1
    return CurveChart(
      x: ChartAxis("distance", range), y: ChartAxis("% of the class", 0...max(highest, 1e-3)),
      curves: curves, cursor: .init(x: threshold))
  }

  private static func rocPoints(_ points: [OperatingPoint]) -> [Figures.Curve.Point] {
    points.map { Curve.Point($0.target, $0.rates.tar.rate ?? 0) }
  }

  private static func detPoints(_ points: [OperatingPoint]) -> [Figures.Curve.Point] {
    points.map { Curve.Point($0.target, $0.rates.frr.rate ?? 0) }
  }

  /// Few enough for the small class to make a shape.
  private static let bins = 80

  /// Enough points for the widest screen. They are joined by lines: steps, which hold a value until
  /// the next point, would show it up to a point too late.
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

extension Figures.Curve.Interval {
  fileprivate init(_ x: Double, _ range: ClosedRange<Double>) {
    self.init(x, range.lowerBound, range.upperBound)
  }
}
