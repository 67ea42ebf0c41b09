/// All pairs of anchor and positive, each with the negative nearest to the anchor. From random
/// weights this can draw all embeddings into one point (Schroff et al. 2015, section 3.2).
public struct HardestTriplets: TripletMiner {
  public init() {}

  public func triplets(
    in batch: BatchDistances, using generator: inout some RandomNumberGenerator
  ) -> [Triplet] {
    var triplets: [Triplet] = []
    batch.forEachAnchor { anchor, positives, negatives in
      guard let negative = batch.nearest(to: anchor, among: negatives) else { return }
      triplets += positives.map { Triplet(anchor: anchor, positive: $0, negative: negative) }
    }
    return triplets
  }
}
