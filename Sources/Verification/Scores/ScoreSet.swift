/// The distances of mated (same person) and non-mated pairs, sorted: every rate at every threshold
/// is a search away.
///
/// A pair is taken as the same person when its distance is below the threshold, strictly. A
/// distance that is not a number is never below one. Rates are exact, unless the pairs were too
/// many to be kept: then `resolution` says how far a threshold may be off.
public struct ScoreSet: Sendable, Equatable {
  /// Distances of pairs of the same person, upwards.
  public private(set) var mated: DistanceList
  /// Distances of pairs of different people, upwards.
  public private(set) var nonMated: DistanceList

  /// Sorts the distances, which are not negative.
  public init(mated: [Float] = [], nonMated: [Float] = []) {
    var (first, second) = (mated, nonMated)
    sortDistances(&first)
    sortDistances(&second)
    self.init(sortedMated: first, sortedNonMated: second)
  }

  init(sortedMated: [Float], sortedNonMated: [Float]) {
    mated = DistanceList(sorted: sortedMated)
    nonMated = DistanceList(sorted: sortedNonMated)
  }

  init(mated: BinnedDistances, nonMated: BinnedDistances) {
    self.mated = DistanceList(mated)
    self.nonMated = DistanceList(nonMated)
  }

  /// Adds the pairs of another set, for instance those that new faces form with the old ones, in
  /// time proportional to the pairs.
  public mutating func add(_ other: ScoreSet) {
    mated = mated.merged(with: other.mated)
    nonMated = nonMated.merged(with: other.nonMated)
  }

  /// The number of pairs of both classes.
  public var count: Int { mated.count + nonMated.count }

  /// How far a distance may be off, as pairs beyond some millions are counted in bins; 0 when every
  /// distance is kept and all figures are exact.
  public var resolution: Double { Swift.max(mated.resolution, nonMated.resolution) }

  /// The smallest and the largest distance of both classes; `nil` without any.
  public var range: ClosedRange<Double>? {
    let lists = [mated, nonMated].filter { $0.countOfNumbers > 0 }
    let lows = lists.map { Double($0[0]) }
    let highs = lists.map { Double($0[$0.countOfNumbers - 1]) }
    guard let low = lows.min(), let high = highs.max() else { return nil }
    return low...high
  }
}
