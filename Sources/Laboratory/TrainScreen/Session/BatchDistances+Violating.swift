import Training
import Verification

extension BatchDistances {
  /// The share of all triplets that violate the margin; of losses without triplets, of those whose
  /// stranger is nearer than the other photo.
  func violatingShare(_ plan: TrainingPlan) -> Double {
    let margin = plan.loss == .triplet ? plan.margin : 0
    var (violating, all) = (0, 0)
    for anchor in people.indices {
      let strangers = people.indices.filter { people[$0] != people[anchor] }
        .map { self[anchor, $0] }.sorted()
      for other in people.indices where other != anchor && people[other] == people[anchor] {
        let reach = self[anchor, other] + margin
        violating += strangers.partitioningIndex { $0 >= reach }
        all += strangers.count
      }
    }
    return Double(violating) / Double(max(1, all))
  }
}
