/// The distances of mated (same person) and non-mated pairs, sorted: every rate at every threshold
/// is a search away, exactly.
///
/// A pair is taken as the same person when its distance is below the threshold, strictly. A
/// distance that is not a number is never below one.
public struct ScoreSet: Sendable, Equatable {
  /// Distances of pairs of the same person, upwards.
  public private(set) var mated: [Float]
  /// Distances of pairs of different people, upwards.
  public private(set) var nonMated: [Float]

  /// Sorts the distances, which are not negative.
  public init(mated: [Float] = [], nonMated: [Float] = []) {
    self.mated = mated
    self.nonMated = nonMated
    sortDistances(&self.mated)
    sortDistances(&self.nonMated)
  }

  init(sortedMated: [Float], sortedNonMated: [Float]) {
    mated = sortedMated
    nonMated = sortedNonMated
  }

  /// Adds the pairs of another set, for instance those that new faces form with the old ones, in
  /// time proportional to the pairs.
  public mutating func add(_ other: ScoreSet) {
    mated = merged(mated, other.mated)
    nonMated = merged(nonMated, other.nonMated)
  }

  /// The smallest and the largest distance of both classes; `nil` without any.
  public var range: ClosedRange<Double>? {
    let lows = [mated.first, nonMated.first].compactMap { $0 }.filter { !$0.isNaN }
    let highs = [Self.largest(mated), Self.largest(nonMated)].compactMap { $0 }
    guard let low = lows.min(), let high = highs.max() else { return nil }
    return Double(low)...Double(high)
  }

  /// The largest distance that is a number.
  private static func largest(_ distances: [Float]) -> Float? { distances.last { !$0.isNaN } }
}

extension [Float] {
  /// In a list sorted upwards, how many lie below `threshold`.
  func countBelow(_ threshold: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Double(self[middle]) < threshold { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
