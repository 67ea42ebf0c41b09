import Glibc

/// How values are spread along an axis.
public enum AxisScale: Hashable, Sendable, CaseIterable {
  case linear
  /// By the logarithm to base 10, for rates over several powers of ten.
  case logarithmic
  /// By the quantile of the normal distribution: the scale of both axes of a DET curve, on which
  /// normal scores give a straight line (Martin et al., "The DET curve in assessment of detection
  /// task performance", 1997).
  case probit

  /// The value on the scale; infinite where the scale has no place for it, as the logarithm of 0.
  public func transformed(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .logarithmic: value > 0 ? log10(value) : value.isNaN ? .nan : -.infinity
    case .probit: normalQuantile(value)
    }
  }

  /// The value that ``transformed(_:)`` takes to `place`.
  public func restored(_ place: Double) -> Double {
    switch self {
    case .linear: place
    case .logarithmic: pow(10, place)
    case .probit: normalProbability(place)
    }
  }

  /// The part of a range that the scale can show.
  public func drawable(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    switch self {
    case .linear: return range
    case .logarithmic:
      let upper = max(range.upperBound, 1e-12)
      return min(max(range.lowerBound, 1e-15), upper)...upper
    case .probit:
      let limits = 1e-9...(1 - 1e-9)
      return range.clamped(to: limits)
    }
  }
}

/// The standard normal distribution function Φ.
public func normalProbability(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

/// The quantile of the standard normal distribution, Φ⁻¹; -∞ at 0 and below, ∞ at 1 and above.
///
/// The first guess is Abramowitz and Stegun 26.2.23 (1964; its error is below 4.5e-4); two steps of
/// Halley's method over `erfc` take it to the precision of `Double`.
public func normalQuantile(_ probability: Double) -> Double {
  guard !probability.isNaN else { return .nan }
  guard probability > 0 else { return -.infinity }
  guard probability < 1 else { return .infinity }
  // 1 - p is exact for p ≥ 0.5.
  let tail = probability < 0.5 ? probability : 1 - probability
  let t = (-2 * log(tail)).squareRoot()
  let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
  let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  var z = numerator / denominator - t
  for _ in 0..<2 {
    let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    let step = (normalProbability(z) - tail) / density
    z -= step / (1 + z * step / 2)
  }
  return probability < 0.5 ? z : -z
}
