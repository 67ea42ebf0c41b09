extension Metric {
  /// The distance between two embeddings.
  ///
  /// Never negative; not a number when a component isn't one. A vector of zeros has cosine distance
  /// 1 and angle ½ from everything.
  /// - Precondition: both have the same number of components.
  public func distance(_ a: [Float], _ b: [Float]) -> Float {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in distance(a, b) } }
  }

  /// The distance between two embeddings that lie in memory owned by the caller.
  public func distance(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
    precondition(a.count == b.count, "embeddings of \(a.count) and \(b.count) components")
    guard let first = a.baseAddress, let second = b.baseAddress else { return 0 }
    return distance(first, second, count: a.count)
  }

  func distance(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Float {
    switch self {
    case .l2: Difference.distance(a, b, count: count)
    case .squaredL2: SquaredDifference.distance(a, b, count: count)
    case .cosine: CosineComplement.distance(a, b, count: count)
    case .angle: Angle.distance(a, b, count: count)
    case .chiSquare: ChiSquare.distance(a, b, count: count)
    }
  }
}
