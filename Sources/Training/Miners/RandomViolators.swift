/// All pairs of anchor and positive, each with a negative drawn among those that violate the margin,
/// even nearer ones than the positive (Parkhi et al. 2015, "Deep Face Recognition", section 4.4;
/// davidsandberg/facenet). Pairs without one give no triplet.
public struct RandomViolators: TripletMiner {
  /// In squared distance.
  public var margin: Double

  public init(margin: Double = 0.2) { self.margin = margin }

  public func triplets(
    in batch: BatchDistances, using generator: inout some RandomNumberGenerator
  ) -> [Triplet] {
    var triplets: [Triplet] = []
    batch.forEachAnchor { anchor, positives, negatives in
      for positive in positives {
        let near = batch[anchor, positive]
        let violators = negatives.filter { batch[anchor, $0] - near < margin }
        guard let negative = violators.randomElement(using: &generator) else { continue }
        triplets.append(Triplet(anchor: anchor, positive: positive, negative: negative))
      }
    }
    return triplets
  }
}
