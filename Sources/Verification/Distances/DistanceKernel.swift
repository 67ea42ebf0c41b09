import Glibc

/// A sum over the components of two vectors, eight components at a time, and the distance it gives.
///
/// The tiled and the single form add in the same order, so a pair has the same distance to the bit
/// whether it was asked for alone or among millions.
protocol DistanceKernel {
  /// What sums are held in.
  associatedtype Scalar: BinaryFloatingPoint & SIMDScalar & Sendable

  /// What eight components of each vector add to the sum.
  static func term(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Scalar>
  static func term(_ a: Float, _ b: Float) -> Scalar
  /// Whether `finish` wants 1 / (‖a‖ ‖b‖); it is given 1 otherwise.
  static var needsNorms: Bool { get }
  static func finish(_ sum: Scalar, inverseNorms: Scalar) -> Float
}

extension DistanceKernel {
  /// The sum over `count` components.
  @inline(__always)
  static func sum(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Scalar {
    var lanes = SIMD8<Scalar>.zero
    var index = 0
    while index + 8 <= count {
      lanes += term(eight(a, index), eight(b, index))
      index += 8
    }
    return lanes.sum() + tail(a, b, from: index, to: count)
  }

  /// The distance over `count` components.
  @inline(__always)
  static func distance(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Float {
    let norms = needsNorms ? inverseNorm(a, count: count) * inverseNorm(b, count: count) : 1
    return finish(sum(a, b, count: count), inverseNorms: norms)
  }

  /// 1 / ‖v‖, and 0 for a vector of zeros, where the kernel sums products.
  static func inverseNorm(_ vector: UnsafePointer<Float>, count: Int) -> Scalar {
    let norm = sum(vector, vector, count: count).squareRoot()
    return norm == 0 ? 0 : 1 / norm
  }

  /// The sums of four vectors, `stride` apart from `a` on, with `b`: each part of `b` is read once.
  @inline(__always)
  static func sums(
    ofFour a: UnsafePointer<Float>, stride: Int, _ b: UnsafePointer<Float>, count: Int
  ) -> SIMD4<Scalar> {
    let (a1, a2, a3) = (a + stride, a + 2 * stride, a + 3 * stride)
    var (lanes0, lanes1) = (SIMD8<Scalar>.zero, SIMD8<Scalar>.zero)
    var (lanes2, lanes3) = (SIMD8<Scalar>.zero, SIMD8<Scalar>.zero)
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
  ) -> Scalar {
    var sum: Scalar = 0
    var index = start
    while index < end {
      sum += term(a[index], b[index])
      index += 1
    }
    return sum
  }
}
