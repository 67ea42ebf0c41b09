import Glibc

/// All pairs of anchor and positive, each with a negative drawn so that all distances come up alike
/// (Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", equation 4): with a weight
/// inverse to q(d) ∝ dⁿ⁻² (1 − d²/4)^((n−3)/2), the density of distances on the sphere of n
/// dimensions.
///
/// Embeddings have norm 1.
public struct DistanceWeightedTriplets: TripletMiner {
  /// Smaller Euclidean distances weigh as much as this one.
  public var floor: Double
  /// Negatives beyond this Euclidean distance teach nothing and are left out.
  public var reach: Double

  public init(floor: Double = 0.5, reach: Double = 1.4) {
    self.floor = floor
    self.reach = reach
  }

  public func triplets(
    in batch: BatchDistances, using generator: inout some RandomNumberGenerator
  ) -> [Triplet] {
    var triplets: [Triplet] = []
    batch.forEachAnchor { anchor, positives, negatives in
      let near = negatives.filter { batch[anchor, $0].squareRoot() < reach }
      let weights = weights(near.map { batch[anchor, $0].squareRoot() }, batch.dimension)
      for positive in positives {
        guard let place = weights.draw(using: &generator) else { continue }
        triplets.append(Triplet(anchor: anchor, positive: positive, negative: near[place]))
      }
    }
    return triplets
  }

  /// Weights relative to the largest.
  func weights(_ distances: [Double], _ dimension: Int) -> [Double] {
    let n = Double(dimension)
    let logarithms = distances.map { distance in
      let d = max(distance, floor)
      return (2 - n) * log(d) - (n - 3) / 2 * log(max(1 - d * d / 4, 1e-8))
    }
    let peak = logarithms.max() ?? 0
    return logarithms.map { exp($0 - peak) }
  }
}

extension [Double] {
  /// A place drawn with the probability of its weight; nil without any weight.
  fileprivate func draw(using generator: inout some RandomNumberGenerator) -> Int? {
    let total = reduce(0, +)
    guard total > 0 else { return nil }
    var rest = Double.random(in: 0..<total, using: &generator)
    for (place, weight) in enumerated() {
      if rest < weight { return place }
      rest -= weight
    }
    return lastIndex { $0 > 0 }
  }
}
