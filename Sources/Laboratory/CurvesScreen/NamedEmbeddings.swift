import Verification

/// Embeddings of one model with the metric they are compared by, under the name of their curve.
struct NamedEmbeddings: Sendable {
  let name: String
  let set: EmbeddingSet
  let metric: Metric

  /// The distances of all pairs; `nil` when cancelled, and without pairs of both kinds.
  func scores(isCancelled: () -> Bool) -> NamedScores? {
    let analysis = PairAnalysis(of: set, metric: metric, keeping: 0, isCancelled: isCancelled)
    guard let scores = analysis?.scores, !scores.mated.isEmpty, !scores.nonMated.isEmpty else {
      return nil
    }
    return NamedScores(name, scores)
  }
}
