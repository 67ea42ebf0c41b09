import Glibc

/// Evidence as a line: ln LR = `intercept` + `slope` · distance.
///
/// Fitted by logistic regression with both classes of equal weight, so that it presumes no prior,
/// towards Platt's targets (M+1)/(M+2) and 1/(N+2), which keep it finite where a distance separates
/// the classes. Platt, "Probabilistic outputs for support vector machines", 1999.
public struct LogisticCalibration: Calibration, Hashable, Codable {
  public let slope: Double
  public let intercept: Double

  public init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  public func logLikelihoodRatio(_ distance: Double) -> Double { intercept + slope * distance }

  /// Fits to pairs; `nil` without pairs of both classes.
  public init?(_ scores: ScoreSet) {
    guard let mated = scores.mated.moments, let nonMated = scores.nonMated.moments else {
      return nil
    }
    let between = (mated.mean - nonMated.mean) / 2
    let spread = ((mated.variance + nonMated.variance) / 2 + between * between).squareRoot()
    let centre = (mated.mean + nonMated.mean) / 2
    let fit = LogisticFit(scores, centre: centre, scale: spread > 0 ? 1 / spread : 0)
    let (intercept, slope) = fit.solve()
    self.slope = slope * fit.scale
    self.intercept = intercept - slope * fit.scale * centre
  }
}

/// Newton's method for two coefficients on distances brought to zero mean and unit spread.
private struct LogisticFit {
  let scale: Double
  private let points: [(x: Double, weight: Double, target: Double)]

  init(_ scores: ScoreSet, centre: Double, scale: Double) {
    self.scale = scale
    let (m, n) = (Double(scores.mated.countOfNumbers), Double(scores.nonMated.countOfNumbers))
    let (high, low) = ((m + 1) / (m + 2), 1 / (n + 2))
    points = scores.steps.map { step in
      let (a, b) = (Double(step.mated) / (2 * m), Double(step.nonMated) / (2 * n))
      return ((Double(step.distance) - centre) * scale, a + b, (a * high + b * low) / (a + b))
    }
  }

  func solve() -> (intercept: Double, slope: Double) {
    var current = (a: 0.0, b: 0.0)
    for _ in 0..<100 {
      let step = newtonStep(current)
      let size = abs(step.a) + abs(step.b) < 1e-3 ? 1 : length(of: step, from: current)
      current = (current.a + size * step.a, current.b + size * step.b)
      if abs(step.a) + abs(step.b) < 1e-13 * (1 + abs(current.a) + abs(current.b)) { break }
    }
    return (current.a, current.b)
  }

  /// The share of a step that goes down: the loss is convex, but a whole step may overshoot. Near
  /// the end, where only rounding would be seen, it doesn't.
  private func length(of step: (a: Double, b: Double), from at: (a: Double, b: Double)) -> Double {
    let before = loss(at)
    var size = 1.0
    while size > 1e-6, loss((at.a + size * step.a, at.b + size * step.b)) > before { size /= 2 }
    return size
  }

  private func loss(_ at: (a: Double, b: Double)) -> Double {
    points.reduce(0) { sum, point in
      let z = at.a + at.b * point.x
      return sum + point.weight * (softplus(z) - point.target * z)
    }
  }

  private func newtonStep(_ at: (a: Double, b: Double)) -> (a: Double, b: Double) {
    var gradient = (a: 0.0, b: 0.0)
    var curvature = (aa: 0.0, ab: 0.0, bb: 0.0)
    for point in points {
      let p = 1 / (1 + exp(-at.a - at.b * point.x))
      let (slope, bend) = (point.weight * (p - point.target), point.weight * p * (1 - p))
      gradient.a += slope
      gradient.b += slope * point.x
      curvature.aa += bend
      curvature.ab += bend * point.x
      curvature.bb += bend * point.x * point.x
    }
    let determinant = curvature.aa * curvature.bb - curvature.ab * curvature.ab
    // All distances alike: only the intercept is known.
    guard determinant > 1e-300 else { return (-gradient.a / curvature.aa, 0) }
    return (
      (curvature.ab * gradient.b - curvature.bb * gradient.a) / determinant,
      (curvature.ab * gradient.a - curvature.aa * gradient.b) / determinant
    )
  }
}
