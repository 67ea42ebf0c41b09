/// The pairs of a gallery divided by people, so that a threshold can be chosen on some people and
/// measured on others.
///
/// A pair belongs to the folds of both its people. A fold's test pairs lie within it, its training
/// pairs entirely outside: no person is in both.
public struct FoldedScores: Sendable, Equatable {
  public let folds: Int
  /// By the folds of both people, the larger one first: (0,0), (1,0), (1,1) …
  private var cells: [ScoreSet]

  /// Divides people at random and compares all pairs.
  ///
  /// Beyond `PairAnalysis.keptPairs` pairs distances are counted in bins, as `PairAnalysis` does.
  /// - Parameters:
  ///   - folds: at least 2.
  ///   - isCancelled: asked many times a second.
  /// - Returns: `nil` when cancelled, and with fewer people than folds.
  public init?(
    of embeddings: EmbeddingSet, metric: Metric, folds: Int = 5,
    using generator: inout some RandomNumberGenerator,
    keptPairs: Int = PairAnalysis.keptPairs, isCancelled: () -> Bool = { false }
  ) {
    let people = Set(embeddings.people).sorted().shuffled(using: &generator)
    guard folds > 1, people.count >= folds else { return nil }
    let foldOfPerson = Dictionary(
      uniqueKeysWithValues: people.enumerated().map { ($1, $0 % folds) })
    let fold = embeddings.people.map { foldOfPerson[$0] ?? 0 }
    let pairs = embeddings.count * (embeddings.count - 1) / 2
    let grid =
      pairs > keptPairs ? DistanceGrid(bound: metric.bound(for: embeddings)) : nil
    let count = folds * (folds + 1) / 2
    var collectors = (0..<count).map { _ in CellCollector(grid: grid) }
    let isComplete = embeddings.forEachRow(
      0..<embeddings.count, metric: metric, isCancelled: isCancelled
    ) { row, distances in
      for column in 0..<distances.count {
        collectors[Self.cell(fold[row], fold[column])].take(
          distances[column], isMated: embeddings.people[row] == embeddings.people[column])
      }
    }
    guard isComplete else { return nil }
    self.folds = folds
    cells = collectors.map(\.scores)
  }

  /// Pairs that are folded already, such as those of a protocol.
  /// - Precondition: at least two folds.
  public init(tests: [ScoreSet]) {
    precondition(tests.count > 1, "one fold is none")
    folds = tests.count
    cells = (0..<folds).flatMap { row in
      (0...row).map { $0 == row ? tests[row] : ScoreSet() }
    }
  }

  private static func cell(_ a: Int, _ b: Int) -> Int {
    let (high, low) = (max(a, b), min(a, b))
    return high * (high + 1) / 2 + low
  }

  /// The pairs within a fold.
  public func test(_ fold: Int) -> ScoreSet { cells[Self.cell(fold, fold)] }

  /// The pairs of which neither person is in a fold.
  public func training(_ fold: Int) -> ScoreSet {
    var scores = ScoreSet()
    for a in 0..<folds where a != fold {
      for b in 0...a where b != fold { scores.add(cells[Self.cell(a, b)]) }
    }
    return scores
  }
}

/// Gathers the pairs of two folds.
private struct CellCollector {
  private let grid: DistanceGrid?
  private var mated: [Float] = []
  private var nonMated: [Float] = []
  private var counts: [Int] = []
  private var beyond = 0

  init(grid: DistanceGrid?) {
    self.grid = grid
    if grid != nil { counts = [Int](repeating: 0, count: DistanceGrid.bins) }
  }

  /// Mated pairs are few and kept in any case.
  mutating func take(_ distance: Float, isMated: Bool) {
    if isMated {
      mated.append(distance)
    } else if let grid {
      if let bin = grid.bin(of: distance) { counts[bin] += 1 } else { beyond += 1 }
    } else {
      nonMated.append(distance)
    }
  }

  var scores: ScoreSet {
    guard let grid else { return ScoreSet(mated: mated, nonMated: nonMated) }
    return ScoreSet(
      mated: BinnedDistances(mated, grid: grid),
      nonMated: BinnedDistances(grid: grid, counts: counts, beyond: beyond))
  }
}
