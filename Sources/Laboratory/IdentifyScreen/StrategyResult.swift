import Figures
import Verification

/// How well a strategy finds the gallery's own people, each photo searched for in the others.
struct StrategyResult: Sendable {
  let strategy: IdentificationStrategy
  let folds: Int?
  let match: CumulativeMatch
  /// Open-set rates over all thresholds.
  let curve: [OpenSetRates]
  private let outcomes: [SearchOutcome]

  /// - Returns: `nil` when cancelled, or where the strategy is not possible with the set.
  init?(
    _ strategy: IdentificationStrategy, of set: EmbeddingSet, metric: Metric,
    isCancelled: () -> Bool
  ) {
    let found = try? LeaveOneOut(
      set, metric: metric, strategy: strategy, isCancelled: isCancelled)
    guard let found else { return nil }
    self.strategy = strategy
    folds = found.folds
    outcomes = found.outcomes
    match = CumulativeMatch(found.outcomes)
    curve = OpenSetRates.curve(found.outcomes, points: 100)
  }

  func rates(at threshold: Double) -> OpenSetRates { OpenSetRates(outcomes, threshold: threshold) }
}

extension [StrategyResult] {
  /// Shares of probes whose person is among the first candidates.
  func matchChart(to last: Int = 20) -> CurveChart {
    let curves = map { result in
      Curve(
        result.strategy.name,
        result.match.curve(to: last).enumerated().map {
          Curve.Point(Double($0.offset + 1), $0.element.rate ?? .nan)
        }, shape: .line)
    }
    let least = curves.flatMap(\.points).map(\.y).filter(\.isFinite).min() ?? 0
    let floor = Swift.max(0, (least * 20 - 0.2).rounded(.down) / 20)
    return CurveChart(
      x: ChartAxis("rank", 1...Double(last)), y: ChartAxis("found", Swift.min(floor, 0.95)...1),
      curves: curves)
  }

  /// People found over strangers taken for somebody, with the point of a threshold on the first.
  func openSetChart(at threshold: Double) -> CurveChart {
    let curves = map { result in
      Curve(
        result.strategy.name,
        result.curve.map {
          Curve.Point($0.falsePositives.rate ?? .nan, 1 - ($0.falseNegatives.rate ?? .nan))
        }, shape: .line)
    }
    let rates = first?.rates(at: threshold)
    let cursor = rates.flatMap { rates in
      rates.falsePositives.rate.map { rate in
        CurveChart.Cursor(x: rate, y: rates.falseNegatives.rate.map { 1 - $0 })
      }
    }
    return CurveChart(
      x: ChartAxis("FPIR", 0...1), y: ChartAxis("1−FNIR", 0...1), curves: curves, cursor: cursor)
  }
}
