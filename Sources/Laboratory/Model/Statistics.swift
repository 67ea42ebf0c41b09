import Gallery
import Verification

/// What the distances between the gallery's own faces say about a threshold.
struct Statistics: Sendable {
  /// The fingerprint of the model whose embeddings were compared.
  let model: String
  /// Distances of all mated and non-mated pairs.
  let scores: ScoreSet
  /// Figures over all thresholds.
  let summary: Summary
  /// Pairs of different people, the most alike first.
  private(set) var hardestImpostors: [RankedPair]
  /// Pairs of one person, the least alike first.
  private(set) var worstGenuine: [RankedPair]

  /// How many pairs of each kind are kept to be looked at.
  static let keptPairs = 1_000

  /// What takes longer to compute; `nil` until it is there.
  private(set) var inference: Inference?

  mutating func take(_ computed: Inference) {
    let isOfThese =
      computed.model == model && computed.matedPairs == scores.mated.count
      && computed.nonMatedPairs == scores.nonMated.count
    if isOfThese { inference = computed }
  }

  /// 95 % intervals that respect that pairs share people, once they are known.
  var intervals: RateIntervals {
    inference.map { .sharedPeople($0.dependence) } ?? .independentPairs
  }

  /// What does not depend on the threshold.
  struct Summary: Sendable {
    let area: Double?
    let equalErrors: EqualErrorRate?
    let best: BestAccuracy?
    let sensitivity: Double?

    init(_ scores: ScoreSet) {
      area = scores.areaUnderROC()
      equalErrors = scores.equalErrorRate()
      best = scores.bestAccuracy()
      sensitivity = scores.sensitivityIndex()
    }
  }

  /// Two faces of the gallery and their distance.
  struct RankedPair: Sendable, Equatable {
    let reference: FaceRecord.ID
    let probe: FaceRecord.ID
    let distance: Float
  }

  /// Turns row numbers of `embeddings` into faces.
  init(_ analysis: PairAnalysis, of embeddings: GalleryEmbeddings) {
    let name = { (pair: Verification.RankedPair) in
      RankedPair(
        reference: embeddings.faces[pair.first], probe: embeddings.faces[pair.second],
        distance: pair.distance)
    }
    model = embeddings.model
    scores = analysis.scores
    summary = Summary(analysis.scores)
    hardestImpostors = analysis.ranking.hardestImpostors.map(name)
    worstGenuine = analysis.ranking.worstGenuine.map(name)
  }

  /// The same after an edit, until the pairs are compared anew: what is no such pair any more is
  /// not walked to.
  func settled(in collection: Collection) -> Statistics {
    var settled = self
    settled.hardestImpostors.removeAll { collection.isMated($0.reference, $0.probe) != false }
    settled.worstGenuine.removeAll { collection.isMated($0.reference, $0.probe) != true }
    return settled
  }

  /// Whether rates can be told at all.
  var hasEnough: Bool { scores.hasEnough }
}
