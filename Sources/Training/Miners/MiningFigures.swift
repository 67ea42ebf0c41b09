/// What the mined triplets of a batch are like.
public struct MiningFigures: Sendable, Equatable {
  public let count: Int
  /// Those on which the loss is not zero.
  public let active: Int
  /// The mean squared distance of anchor and positive; 0 without triplets.
  public let meanPositive: Double
  /// The mean squared distance of anchor and negative; 0 without triplets.
  public let meanNegative: Double

  /// - Parameter active: the triplets on which the loss is not zero.
  public init(_ triplets: [Triplet], in batch: BatchDistances, active: Int) {
    var (positive, negative) = (0.0, 0.0)
    for triplet in triplets {
      positive += batch[triplet.anchor, triplet.positive]
      negative += batch[triplet.anchor, triplet.negative]
    }
    let count = Double(max(1, triplets.count))
    self.count = triplets.count
    self.active = active
    meanPositive = positive / count
    meanNegative = negative / count
  }

  /// The share of triplets that still teach something.
  public var activeShare: Double { Double(active) / Double(max(1, count)) }
}
