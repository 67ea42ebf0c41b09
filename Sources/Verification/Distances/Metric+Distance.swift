import Glibc

extension Metric {
  /// The distance between two embeddings.
  ///
  /// Never negative; not a number when a component isn't one. A vector of zeros has cosine distance
  /// 1 from everything.
  /// - Precondition: both have the same number of components.
  public func distance(_ a: [Float], _ b: [Float]) -> Float {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in distance(a, b) } }
  }

  /// The distance between two embeddings that lie in memory owned by the caller.
  public func distance(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
    precondition(a.count == b.count, "embeddings of \(a.count) and \(b.count) components")
    guard let first = a.baseAddress, let second = b.baseAddress else { return 0 }
    switch self {
    case .l2, .squaredL2:
      return finish(
        SquaredDifference.sum(first, second, count: a.count), inverseNorms: 1)
    case .cosine:
      return finish(
        DotProduct.sum(first, second, count: a.count),
        inverseNorms: Self.inverseNorm(first, count: a.count)
          * Self.inverseNorm(second, count: b.count))
    }
  }

  /// The distance from the kernel's sum; `inverseNorms` is 1 / (‖a‖ ‖b‖) for the cosine.
  @inline(__always)
  func finish(_ sum: Float, inverseNorms: Float) -> Float {
    switch self {
    case .l2: return sum.squareRoot()
    case .squaredL2: return sum
    case .cosine:
      let distance = 1 - sum * inverseNorms
      // Rounding may go below zero; a NaN must stay one, which max() would not grant.
      return distance <= 0 ? 0 : distance
    }
  }

  static func inverseNorm(_ vector: UnsafePointer<Float>, count: Int) -> Float {
    let norm = DotProduct.sum(vector, vector, count: count).squareRoot()
    return norm == 0 ? 0 : 1 / norm
  }
}
