/// A rule by which the triplets of a batch are chosen.
public protocol TripletMiner: Sendable {
  /// The triplets in the order of their anchors.
  ///
  /// - Parameter generator: is asked only by rules that draw.
  func triplets(
    in batch: BatchDistances, using generator: inout some RandomNumberGenerator
  ) -> [Triplet]
}

/// The rules by the names that the command line and the screen use.
public enum MiningRule: String, Sendable, CaseIterable {
  case all
  case semiHard = "semi-hard"
  case hardest
  case batchHard = "batch-hard"
  case random
  case distanceWeighted = "distance-weighted"

  /// - Parameter margin: of the loss, in squared distance.
  public func miner(margin: Double) -> any TripletMiner {
    switch self {
    case .all: AllTriplets()
    case .semiHard: SemiHardTriplets(margin: margin)
    case .hardest: HardestTriplets()
    case .batchHard: BatchHardTriplets()
    case .random: RandomViolators(margin: margin)
    case .distanceWeighted: DistanceWeightedTriplets()
    }
  }
}
