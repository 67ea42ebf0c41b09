extension ScoreSet {
  /// What is accepted once the threshold has passed a distance: a vertex of the ROC.
  public struct Step: Hashable, Sendable {
    /// The distance; a threshold just above it accepts what is counted here.
    public let distance: Float
    /// How many mated and how many non-mated pairs are at this distance or below.
    public let mated: Int
    public let nonMated: Int
  }

  /// Goes through all distances that occur, upwards, each once, until `body` says stop; in time
  /// proportional to the pairs. Distances that are not numbers are never passed.
  func forEachStep(_ body: (Step) -> Bool) {
    mated.withUnsafeBufferPointer { mated in
      nonMated.withUnsafeBufferPointer { nonMated in
        var (i, j) = (0, 0)
        while i < mated.count || j < nonMated.count {
          let first = i < mated.count ? mated[i] : .infinity
          let second = j < nonMated.count ? nonMated[j] : .infinity
          let distance = Float.minimum(first, second)
          let (before, beforeOther) = (i, j)
          while i < mated.count, mated[i] == distance { i += 1 }
          while j < nonMated.count, nonMated[j] == distance { j += 1 }
          if i == before, j == beforeOther { return }
          if !body(Step(distance: distance, mated: i, nonMated: j)) { return }
        }
      }
    }
  }
}
