import Glibc

/// The normal deviate below which a share `p` of a normal distribution lies; infinite at 0 and 1,
/// not a number outside.
///
/// Acklam's rational approximation ("An algorithm for computing the inverse normal cumulative
/// distribution function", 2003), made exact by a step of Halley's method.
public func probit(_ p: Double) -> Double {
  if p == 0 { return -.infinity }
  if p == 1 { return .infinity }
  guard p > 0, p < 1 else { return .nan }
  // The upper half mirrors the lower, where the distribution function keeps its digits.
  if p > 0.5 { return -probit(1 - p) }
  let x = approximateProbit(p)
  let error = normalDistribution(x) - p
  let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
  return x - step / (1 + x * step / 2)
}

/// The share of a normal distribution below `x` deviates.
public func normalDistribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

/// For p of at most ½, within 1.2e-9.
private func approximateProbit(_ p: Double) -> Double {
  if p < 0.02425 {
    let q = (-2 * log(p)).squareRoot()
    return polynomial(
      q, -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838,
      -2.549732539343734, 4.374664141464968, 2.938163982698783)
      / polynomial(
        q, 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1)
  }
  let q = p - 0.5
  return q
    * polynomial(
      q * q, -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
      1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239)
    / polynomial(
      q * q, -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
      6.680131188771972e+01, -1.328068155288572e+01, 1)
}

/// Coefficients from the highest power down.
private func polynomial(_ x: Double, _ coefficients: Double...) -> Double {
  coefficients.reduce(0) { $0 * x + $1 }
}
