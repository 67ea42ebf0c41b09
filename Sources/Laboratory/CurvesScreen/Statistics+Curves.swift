import Terminal
import Verification

extension ScoreSet {
  /// The least FAR that a curve of these pairs begins with.
  var leastFAR: Double { max(1e-6, 1 / Double(max(1, nonMated.count))) }

  /// TAR at FARs that lie evenly on an axis.
  func tarOverFAR(_ axis: PlotAxis, points: Int) -> [(x: Double, y: Double)] {
    (0...points).compactMap { index in
      let far = axis.value(Double(index) / Double(points))
      guard let point = operatingPoint(atFAR: far), let tar = point.rates.tar.rate else { return nil }
      return (far, tar)
    }
  }

  /// A rate at thresholds that lie evenly on an axis.
  func rates(
    over axis: PlotAxis, points: Int, _ rate: (Rates) -> Proportion
  ) -> [(x: Double, y: Double)] {
    (0...points).compactMap { index in
      let threshold = axis.value(Double(index) / Double(points))
      return rate(rates(at: threshold)).rate.map { (threshold, $0) }
    }
  }
}
