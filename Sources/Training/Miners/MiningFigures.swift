/// What the mined triplets of a batch are like.
public struct MiningFigures: Sendable, Equatable {
  public let count: Int
  /// Those whose hinge with the margin is not zero.
  public let active: Int
  /// The mean squared distance of anchor and positive; 0 without triplets.
  public let meanPositive: Double
  /// The mean squared distance of anchor and negative; 0 without triplets.
  public let meanNegative: Double

  /// - Parameter margin: in squared distance.
  public init(_ triplets: [Triplet], in batch: BatchDistances, margin: Double) {
    var (active, positive, negative) = (0, 0.0, 0.0)
    for triplet in triplets {
      let near = batch[triplet.anchor, triplet.positive]
      let far = batch[triplet.anchor, triplet.negative]
      if near - far + margin > 0 { active += 1 }
      positive += near
      negative += far
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
