/// Every anchor with every positive and every negative: their number grows with the cube of the
/// batch.
public struct AllTriplets: TripletMiner {
  public init() {}

  public func triplets(
    in batch: BatchDistances, using generator: inout some RandomNumberGenerator
  ) -> [Triplet] {
    var triplets: [Triplet] = []
    batch.forEachAnchor { anchor, positives, negatives in
      for positive in positives {
        triplets += negatives.map {
          Triplet(anchor: anchor, positive: positive, negative: $0)
        }
      }
    }
    return triplets
  }
}
