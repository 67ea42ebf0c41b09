/// All pairs of anchor and positive, each with its nearest semi-hard negative (Schroff et al. 2015,
/// "FaceNet", equation 4): farther than the positive, but by less than the margin. Pairs without one
/// give no triplet.
public struct SemiHardTriplets: TripletMiner {
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
        let semiHard = negatives.filter {
          batch[anchor, $0] > near && batch[anchor, $0] < near + margin
        }
        guard let negative = batch.nearest(to: anchor, among: semiHard) else { continue }
        triplets.append(Triplet(anchor: anchor, positive: positive, negative: negative))
      }
    }
    return triplets
  }
}
