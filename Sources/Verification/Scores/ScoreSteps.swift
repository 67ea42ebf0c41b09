/// One distance that occurs, with the pairs at it and below it.
public struct ScoreStep: Hashable, Sendable {
  public let distance: Float
  /// Pairs at exactly this distance.
  public let mated: Int
  public let nonMated: Int
  /// Pairs at smaller distances: what a threshold of `distance` accepts.
  public let matedBelow: Int
  public let nonMatedBelow: Int
}

/// The distances that occur in either class, upwards, ties once. Ends before what isn't a number.
public struct ScoreSteps: Sequence, IteratorProtocol {
  private var mated: DistanceRuns
  private var nonMated: DistanceRuns
  private var matedBelow = 0
  private var nonMatedBelow = 0
  private var nextMated: DistanceRuns.Run?
  private var nextNonMated: DistanceRuns.Run?

  init(_ scores: ScoreSet) {
    mated = DistanceRuns(scores.mated)
    nonMated = DistanceRuns(scores.nonMated)
    nextMated = mated.next()
    nextNonMated = nonMated.next()
  }

  public mutating func next() -> ScoreStep? {
    let candidates = (nextMated?.distance ?? .infinity, nextNonMated?.distance ?? .infinity)
    if nextMated == nil && nextNonMated == nil { return nil }
    let distance = Swift.min(candidates.0, candidates.1)
    var (m, n) = (0, 0)
    if let run = nextMated, run.distance == distance {
      m = run.count
      nextMated = mated.next()
    }
    if let run = nextNonMated, run.distance == distance {
      n = run.count
      nextNonMated = nonMated.next()
    }
    defer {
      matedBelow += m
      nonMatedBelow += n
    }
    return ScoreStep(
      distance: distance, mated: m, nonMated: n, matedBelow: matedBelow,
      nonMatedBelow: nonMatedBelow)
  }
}

/// The distances of a list with how often each occurs.
struct DistanceRuns: IteratorProtocol {
  struct Run {
    let distance: Float
    let count: Int
  }

  private let list: DistanceList.Storage
  private let end: Int
  private var place = 0

  init(_ list: DistanceList) {
    self.list = list.storage
    switch list.storage {
    case .sorted: end = list.countOfNumbers
    case .binned: end = DistanceGrid.bins
    }
  }

  mutating func next() -> Run? {
    switch list {
    case .sorted(let distances): nextKept(distances)
    case .binned(let bins): nextBin(bins)
    }
  }

  private mutating func nextKept(_ distances: [Float]) -> Run? {
    guard place < end else { return nil }
    let (start, distance) = (place, distances[place])
    repeat { place += 1 } while place < end && distances[place] == distance
    return Run(distance: distance, count: place - start)
  }

  private mutating func nextBin(_ bins: BinnedDistances) -> Run? {
    while place < end {
      defer { place += 1 }
      let count = bins.count(in: place)
      if count > 0 { return Run(distance: bins.grid.edge(place), count: count) }
    }
    return nil
  }
}

extension ScoreSet {
  /// The distances that occur, upwards, with the pairs at and below each.
  public var steps: ScoreSteps { ScoreSteps(self) }
}
