import Verification

/// How well each embedding finds its own person among all others, by the definitions of
/// pytorch-metric-learning (Musgrave et al. 2020, "A Metric Learning Reality Check", section 3.2).
///
/// R is the number of other embeddings of a query's person; queries without any don't count.
public struct Retrieval: Sendable, Equatable {
  /// The share of queries whose nearest neighbour is of the same person.
  public let precisionAtOne: Double
  /// The mean share of the same person among the R nearest.
  public let rPrecision: Double
  /// MAP@R: the mean of 1/R Σ P(i) over the places i ≤ R that are of the same person, where P(i) is
  /// the precision among the i nearest.
  public let meanAveragePrecision: Double

  /// Zeros when no person has two embeddings. Of equally near embeddings the earlier comes first.
  public init(_ set: EmbeddingSet, metric: Metric = .l2) {
    var totals = (first: 0.0, share: 0.0, average: 0.0)
    var queries = 0
    let counts = Dictionary(grouping: set.people) { $0 }.mapValues { $0.count - 1 }
    let distances = DistanceMatrix(of: set, metric: metric)
    for query in 0..<set.count {
      guard let relevant = counts[set.people[query]], relevant > 0, let distances else { continue }
      let others = (0..<set.count).filter { $0 != query }
      let nearest = others.sorted { (distances[query, $0], $0) < (distances[query, $1], $1) }
      let hits = nearest.prefix(relevant).map { set.people[$0] == set.people[query] }
      queries += 1
      totals.first += hits[0] ? 1 : 0
      totals.share += Double(hits.count { $0 }) / Double(relevant)
      totals.average += Self.averagePrecision(hits)
    }
    let count = Double(max(1, queries))
    precisionAtOne = totals.first / count
    rPrecision = totals.share / count
    meanAveragePrecision = totals.average / count
  }

  private static func averagePrecision(_ hits: [Bool]) -> Double {
    var (found, sum) = (0, 0.0)
    for (place, isHit) in hits.enumerated() where isHit {
      found += 1
      sum += Double(found) / Double(place + 1)
    }
    return sum / Double(hits.count)
  }
}
