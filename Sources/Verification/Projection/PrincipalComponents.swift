/// The directions along which a set varies most (Pearson, "On lines and planes of closest fit to
/// systems of points in space", 1901).
public struct PrincipalComponents: Sendable {
  /// The mean embedding.
  public let mean: [Double]
  /// Orthogonal directions of length 1, the one with the largest variance first. The component of
  /// the largest magnitude is positive, the first of equals.
  public let directions: [[Double]]
  /// The variance along each, over count − 1.
  public let variances: [Double]
  /// The sum of the variances along all directions there are.
  public let totalVariance: Double

  /// By block power iteration with Rayleigh–Ritz steps (Saad, "Numerical methods for large
  /// eigenvalue problems", 2011, algorithm 5.3) on the covariance matrix, until each direction is
  /// one to rounding.
  ///
  /// - Returns: as many directions as asked for, or as the set has dimensions; `nil` when cancelled.
  public init?(_ set: EmbeddingSet, count: Int = 2, isCancelled: () -> Bool = { false }) {
    let wanted = min(count, set.dimension)
    mean = set.meanEmbedding
    guard let covariance = Covariance(set, mean: mean, isCancelled: isCancelled) else { return nil }
    totalVariance = covariance.trace
    var block = EigenBlock(covariance, width: min(set.dimension, wanted + 8))
    guard block.converge(first: wanted, isCancelled: isCancelled) else { return nil }
    directions = block.directions.prefix(wanted).map(Self.signed)
    variances = Array(block.values.prefix(wanted))
  }

  private static func signed(_ direction: [Double]) -> [Double] {
    var largest = 0.0
    for value in direction where abs(value) > abs(largest) * (1 + 1e-9) { largest = value }
    return largest < 0 ? direction.map { -$0 } : direction
  }

  /// Where each embedding lies along the first two directions.
  public func plane(_ set: EmbeddingSet) -> [PlanePoint] {
    let offsets = directions.map { direction in zip(direction, mean).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (0..<set.count).map { item in
      var sums = offsets.map { -$0 }
      for (number, direction) in directions.prefix(2).enumerated() {
        for (value, weight) in zip(set[item], direction) { sums[number] += Double(value) * weight }
      }
      return PlanePoint(Float(sums.first ?? 0), sums.count > 1 ? Float(sums[1]) : 0)
    }
  }
}

extension EmbeddingSet {
  fileprivate var meanEmbedding: [Double] {
    var sums = [Double](repeating: 0, count: dimension)
    for item in 0..<count {
      for (index, value) in self[item].enumerated() { sums[index] += Double(value) }
    }
    return sums.map { $0 / Double(max(1, count)) }
  }
}
