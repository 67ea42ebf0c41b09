/// A sum over the components of two vectors, eight components at a time.
///
/// The tiled and the single form add in the same order, so a pair has the same distance to the bit
/// whether it was asked for alone or among millions.
protocol DistanceKernel {
  /// What eight components of each vector add to the sum.
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float>
  static func term(_ a: Float, _ b: Float) -> Float
}

/// Σ(aᵢ − bᵢ)², taken from the differences: ‖a‖² + ‖b‖² − 2a·b loses its digits where a ≈ b.
enum SquaredDifference: DistanceKernel {
  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    let difference = a - b
    return difference * difference
  }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Float { (a - b) * (a - b) }
}

/// Σ aᵢbᵢ.
enum DotProduct: DistanceKernel {
  @inline(__always)
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> { a * b }

  @inline(__always)
  static func term(_ a: Float, _ b: Float) -> Float { a * b }
}

extension DistanceKernel {
  /// The sum over `count` components.
  @inline(__always)
  static func sum(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Float {
    var lanes = SIMD8<Float>.zero
    var index = 0
    while index + 8 <= count {
      lanes += term(eight(a, index), eight(b, index))
      index += 8
    }
    return lanes.sum() + tail(a, b, from: index, to: count)
  }

  /// The sums of four vectors, `stride` apart from `a` on, with `b`: each part of `b` is read once.
  @inline(__always)
  static func sums(
    ofFour a: UnsafePointer<Float>, stride: Int, _ b: UnsafePointer<Float>, count: Int
  ) -> SIMD4<Float> {
    let (a1, a2, a3) = (a + stride, a + 2 * stride, a + 3 * stride)
    var (lanes0, lanes1) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (lanes2, lanes3) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var index = 0
    while index + 8 <= count {
      let part = eight(b, index)
      lanes0 += term(eight(a, index), part)
      lanes1 += term(eight(a1, index), part)
      lanes2 += term(eight(a2, index), part)
      lanes3 += term(eight(a3, index), part)
      index += 8
    }
    return SIMD4(
      lanes0.sum() + tail(a, b, from: index, to: count),
      lanes1.sum() + tail(a1, b, from: index, to: count),
      lanes2.sum() + tail(a2, b, from: index, to: count),
      lanes3.sum() + tail(a3, b, from: index, to: count))
  }

  @inline(__always)
  private static func eight(_ pointer: UnsafePointer<Float>, _ index: Int) -> SIMD8<Float> {
    UnsafeRawPointer(pointer + index).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func tail(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, from start: Int, to end: Int
  ) -> Float {
    var sum: Float = 0
    var index = start
    while index < end {
      sum += term(a[index], b[index])
      index += 1
    }
    return sum
  }
}
