/// Each anchor with its farthest positive and its nearest negative (Hermans et al. 2017, "In Defense
/// of the Triplet Loss for Person Re-Identification", equation 5).
public struct BatchHardTriplets: TripletMiner {
  public init() {}

  public func triplets(
    in batch: BatchDistances, using generator: inout some RandomNumberGenerator
  ) -> [Triplet] {
    var triplets: [Triplet] = []
    batch.forEachAnchor { anchor, positives, negatives in
      guard let positive = batch.farthest(from: anchor, among: positives),
        let negative = batch.nearest(to: anchor, among: negatives)
      else { return }
      triplets.append(Triplet(anchor: anchor, positive: positive, negative: negative))
    }
    return triplets
  }
}
