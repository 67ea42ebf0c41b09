/// How many pairs of each class fall into equal steps of distance.
public struct Histogram: Hashable, Sendable {
  /// The distances covered; a bin holds its lower end, the last one both ends.
  public let range: ClosedRange<Double>
  public let mated: [Int]
  public let nonMated: [Int]

  /// The number of bins.
  public var count: Int { mated.count }

  /// The distance at which a bin begins; `count` gives the end of the last one.
  public func edge(_ bin: Int) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(bin) / Double(count)
  }
}

extension ScoreSet {
  /// Both classes counted in `bins` equal steps over `range`; what lies outside is not counted.
  public func histogram(bins: Int, range: ClosedRange<Double>) -> Histogram {
    precondition(bins > 0, "a histogram needs a bin")
    let step = (range.upperBound - range.lowerBound) / Double(bins)
    let inner = (0..<bins).map { range.lowerBound + step * Double($0) }
    // Counting below the next number above the upper end takes that end in.
    let edges = inner + [range.upperBound.nextUp]
    func counts(_ distances: DistanceList) -> [Int] {
      let below = edges.map { distances.countBelow($0) }
      return zip(below.dropFirst(), below).map { $0 - $1 }
    }
    return Histogram(range: range, mated: counts(mated), nonMated: counts(nonMated))
  }
}
