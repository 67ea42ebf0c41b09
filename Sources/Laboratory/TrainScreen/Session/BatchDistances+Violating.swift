import Training

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
        violating += strangers.partition { $0 >= reach }
        all += strangers.count
      }
    }
    return Double(violating) / Double(max(1, all))
  }
}

extension [Double] {
  /// The first place in a sorted list where a condition begins to hold.
  fileprivate func partition(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
