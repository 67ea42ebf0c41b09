import Glibc

/// Σ(aᵢ − bᵢ)², taken from the differences: ‖a‖² + ‖b‖² − 2a·b loses its digits where a ≈ b.
enum SquaredDifference: DistanceKernel {
  static var needsNorms: Bool { false }

  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    let difference = a - b
    return difference * difference
  }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Float { (a - b) * (a - b) }

  @inline(__always)
  static func finish(_ sum: Float, inverseNorms: Float) -> Float { sum }
}

/// The root of the squared differences.
enum Difference: DistanceKernel {
  static var needsNorms: Bool { false }

  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    SquaredDifference.term(a, b)
  }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Float { SquaredDifference.term(a, b) }

  @inline(__always)
  static func finish(_ sum: Float, inverseNorms: Float) -> Float { sum.squareRoot() }
}

/// One less the cosine, from Σ aᵢbᵢ.
enum CosineComplement: DistanceKernel {
  static var needsNorms: Bool { true }

  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> { a * b }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Float { a * b }

  @inline(__always)
  static func finish(_ sum: Float, inverseNorms: Float) -> Float {
    let distance = 1 - sum * inverseNorms
    // Rounding may go below zero; a NaN must stay one, which max() would not grant.
    return distance <= 0 ? 0 : distance
  }
}

/// The angle as a share of π, from Σ aᵢbᵢ in double precision: near 0 and π the arc cosine turns
/// an error ε of the cosine into √(2ε), which single precision has not the digits for.
enum Angle: DistanceKernel {
  static var needsNorms: Bool { true }

  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Double> {
    SIMD8<Double>(a) * SIMD8<Double>(b)
  }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Double { Double(a) * Double(b) }

  @inline(__always)
  static func finish(_ sum: Double, inverseNorms: Double) -> Float {
    let cosine = sum * inverseNorms
    // Written so that a NaN passes through.
    return Float(acos(cosine > 1 ? 1 : cosine < -1 ? -1 : cosine) / .pi)
  }
}

/// Σ(aᵢ − bᵢ)² / (|aᵢ| + |bᵢ|), nothing where both are zero.
enum ChiSquare: DistanceKernel {
  static var needsNorms: Bool { false }

  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    let difference = a - b
    let total = magnitude(a) + magnitude(b)
    return (difference * difference / total).replacing(with: 0, where: total .== 0)
  }

  @inline(__always)
  private static func magnitude(_ a: SIMD8<Float>) -> SIMD8<Float> {
    a.replacing(with: -a, where: a .< 0)
  }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Float {
    let total = abs(a) + abs(b)
    return total == 0 ? 0 : (a - b) * (a - b) / total
  }

  @inline(__always)
  static func finish(_ sum: Float, inverseNorms: Float) -> Float { sum }
}
