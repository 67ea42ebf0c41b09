import Figures
import Verification

/// Ways to draw how distances part the two classes.
public enum CurveKind: String, Sendable, CaseIterable {
  case logarithmicROC = "log-roc"
  case roc
  case det
  case rates
  case histogram

  public var title: String {
    switch self {
    case .logarithmicROC: "ROC, log FAR"
    case .roc: "ROC"
    case .det: "DET"
    case .rates: "FAR and FRR against the threshold"
    case .histogram: "Both classes"
    }
  }
}

extension ScoreSet {
  /// A curve of these distances with the point of a threshold.
  ///
  /// - Parameters:
  ///   - range: the distances over which rates and both classes are drawn.
  ///   - others: drawn over a ROC or a DET curve, which don't depend on the distances themselves.
  public func chart(
    _ kind: CurveKind, at threshold: Double, over range: ClosedRange<Double>,
    intervals: RateIntervals, name: String = "", with others: [NamedScores] = []
  ) -> CurveChart {
    switch kind {
    case .logarithmicROC, .roc:
      rocChart(
        at: threshold, logarithmic: kind == .logarithmicROC, intervals: intervals, name: name,
        over: others)
    case .det: detChart(at: threshold, intervals: intervals, name: name, over: others)
    case .rates: ratesChart(at: threshold, over: range, intervals: intervals)
    case .histogram: histogramChart(at: threshold, over: range)
    }
  }
}
