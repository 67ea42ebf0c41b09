import Glibc

/// The quantile function of the normal distribution: the value below which a share lies.
///
/// Hastings' approximation, made exact to about 1e-11 by two steps of Halley's method
/// on the complementary error function. −∞ at 0 and ∞ at 1.
public func probit(_ share: Double) -> Double {
  guard share > 0 else { return -.infinity }
  guard share < 1 else { return .infinity }
  var value = share < 0.5 ? -roughTail(share) : share > 0.5 ? roughTail(1 - share) : 0
  for _ in 0..<2 {
    let error = 0.5 * erfc(-value / 2.0.squareRoot()) - share
    let step = error * (2 * Double.pi).squareRoot() * exp(value * value / 2)
    value -= step / (1 + value * step / 2)
  }
  return value
}

/// How far out the upper tail of a share up to one half begins, to about 1e-3 (Hastings 1955,
/// "Approximations for digital computers", sheet 68).
private func roughTail(_ share: Double) -> Double {
  let t = (-2 * log(share)).squareRoot()
  let above = 2.515517 + t * (0.802853 + t * 0.010328)
  let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  return t - above / below
}
