import Verification

extension DistancePicture {
  /// All pairs of a set of embeddings of length 1, whose squared distances go up to 4.
  init?(_ set: EmbeddingSet) {
    guard let pairs = PairAnalysis(of: set, metric: .squaredL2, keeping: 0, threads: 1),
      let range = pairs.scores.range
    else { return nil }
    // Steps of a half, so that the axis keeps still.
    let end = Swift.min(4, Swift.max(1, (range.upperBound * 2).rounded(.up) / 2))
    histogram = pairs.scores.histogram(bins: 240, range: 0...end)
    equalError = pairs.scores.equalErrorRate()
  }
}
