import Tensors

/// What all pairs of a set of embeddings say: their distances by class, and the pairs to look at.
public struct PairAnalysis: Sendable, Equatable {
  public let metric: Metric
  public private(set) var scores: ScoreSet
  public private(set) var ranking: RankedPairs
  private let keeping: Int

  /// Pairs up to which every distance is kept.
  public static let keptPairs = 4_000_000

  /// Compares every pair once.
  ///
  /// Up to `keptPairs` pairs every distance is kept: 4 bytes a pair, and as much again while
  /// sorting. Beyond, the distances are counted in bins of at most 1/65,536 of the largest distance
  /// the embeddings can have (`scores.resolution`), on several threads, in memory that doesn't grow
  /// with the pairs.
  /// - Parameters:
  ///   - rows: only pairs whose later embedding lies there, for instance the new faces of a grown
  ///     gallery, to be joined with `add`; all pairs by default.
  ///   - keeping: how many hardest impostors and worst genuine pairs are kept.
  ///   - keptPairs: a limit other than `PairAnalysis.keptPairs`.
  ///   - threads: for pairs that are counted; all processors by default.
  ///   - isCancelled: asked many times a second on this thread; `nil` comes back once it says yes.
  public init?(
    of embeddings: EmbeddingSet, metric: Metric, rows: Range<Int>? = nil, keeping: Int = 200,
    keptPairs: Int = PairAnalysis.keptPairs, threads: Int? = nil,
    isCancelled: () -> Bool = { false }
  ) {
    let rows = rows ?? 0..<embeddings.count
    let pairs = embeddings.pairCounts(rows: rows)
    if pairs.mated + pairs.nonMated > keptPairs,
      let grid = DistanceGrid(bound: metric.bound(for: embeddings))
    {
      let counter = PairCounter(
        embeddings: embeddings, metric: metric, rows: rows, grid: grid, keeping: keeping)
      self.init(
        counter, pairs: pairs, threads: threads ?? Processors.available, isCancelled: isCancelled)
    } else {
      self.init(
        keepingAll: embeddings, metric: metric, rows: rows, keeping: keeping,
        isCancelled: isCancelled)
    }
  }

  private init?(
    keepingAll embeddings: EmbeddingSet, metric: Metric, rows: Range<Int>, keeping: Int,
    isCancelled: () -> Bool
  ) {
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

  private init?(
    _ counter: PairCounter, pairs: (mated: Int, nonMated: Int), threads: Int,
    isCancelled: () -> Bool
  ) {
    guard let counts = counter.count(threads: threads, isCancelled: isCancelled) else { return nil }
    let mated = counts.mated.reduce(0, +)
    let nonMated = counts.all.reduce(0, +) - mated
    metric = counter.metric
    keeping = counter.keeping
    scores = ScoreSet(
      mated: BinnedDistances(
        grid: counter.grid, counts: counts.mated, beyond: pairs.mated - mated),
      nonMated: BinnedDistances(
        grid: counter.grid, counts: zip(counts.all, counts.mated).lazy.map { $0 - $1 },
        beyond: pairs.nonMated - nonMated))
    ranking = RankedPairs(
      hardestImpostors: counts.impostors.ranked(sign: 1),
      worstGenuine: counts.genuine.ranked(sign: -1)
    ).measured(in: counter.embeddings, metric: counter.metric, keeping: counter.keeping)
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
