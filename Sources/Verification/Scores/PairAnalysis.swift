/// What all pairs of a set of embeddings say: their distances by class, and the pairs to look at.
public struct PairAnalysis: Sendable, Equatable {
  public let metric: Metric
  public private(set) var scores: ScoreSet
  public private(set) var ranking: RankedPairs
  private let keeping: Int

  /// Compares every pair once.
  ///
  /// Takes 4 bytes a pair, and as much again while sorting.
  /// - Parameters:
  ///   - rows: only pairs whose later embedding lies there, for instance the new faces of a grown
  ///     gallery, to be joined with `add`; all pairs by default.
  ///   - keeping: how many hardest impostors and worst genuine pairs are kept.
  ///   - isCancelled: asked many times a second; `nil` comes back once it says yes.
  public init?(
    of embeddings: EmbeddingSet, metric: Metric, rows: Range<Int>? = nil, keeping: Int = 200,
    isCancelled: () -> Bool = { false }
  ) {
    let rows = rows ?? 0..<embeddings.count
    var collector = PairCollector(embeddings: embeddings, rows: rows, keeping: keeping)
    let isComplete = embeddings.forEachRow(rows, metric: metric, isCancelled: isCancelled) {
      collector.take(row: $0, distances: $1)
    }
    guard isComplete else { return nil }
    sortDistances(&collector.mated, isCancelled: isCancelled)
    sortDistances(&collector.nonMated, isCancelled: isCancelled)
    if isCancelled() { return nil }
    self.metric = metric
    self.keeping = keeping
    scores = ScoreSet(sortedMated: collector.mated, sortedNonMated: collector.nonMated)
    ranking = RankedPairs(
      hardestImpostors: collector.impostors.ranked(sign: 1),
      worstGenuine: collector.genuine.ranked(sign: -1))
  }

  /// Joins the pairs that further rows of the same set form.
  /// - Precondition: `other` has the same metric.
  public mutating func add(_ other: PairAnalysis) {
    precondition(other.metric == metric, "distances of \(other.metric) among \(metric)")
    scores.add(other.scores)
    ranking = ranking.merged(with: other.ranking, keeping: keeping)
  }
}

/// Sorts rows of distances into the two classes.
private struct PairCollector {
  let people: [Int]
  var mated: [Float] = []
  var nonMated: [Float] = []
  var impostors: ShortList
  /// Keys are negated distances.
  var genuine: ShortList

  init(embeddings: EmbeddingSet, rows: Range<Int>, keeping: Int) {
    people = embeddings.people
    impostors = ShortList(capacity: keeping)
    genuine = ShortList(capacity: keeping)
    let counts = embeddings.pairCounts(rows: rows)
    mated.reserveCapacity(counts.mated)
    nonMated.reserveCapacity(counts.nonMated)
  }

  mutating func take(row: Int, distances: UnsafeBufferPointer<Float>) {
    let person = people[row]
    people.withUnsafeBufferPointer { people in
      for column in 0..<distances.count {
        let distance = distances[column]
        if people[column] == person {
          mated.append(distance)
          if -distance < genuine.bound { genuine.insert(-distance, row: row, column: column) }
        } else {
          nonMated.append(distance)
          if distance < impostors.bound { impostors.insert(distance, row: row, column: column) }
        }
      }
    }
  }
}
