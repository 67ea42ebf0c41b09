import Gallery
import Tensors
import Verification

/// What can be said beyond the gallery's own pairs: how far rates can be trusted, and what a distance
/// is evidence of.
struct Inference: Sendable {
  /// The fingerprint of the model, and how many pairs of each kind it was drawn from.
  let model: String
  let matedPairs: Int
  let nonMatedPairs: Int
  let dependence: PairDependence
  /// Fitted to all pairs; `nil` without people enough to try it on others.
  let calibration: LogisticCalibration?
  /// What the fit is worth on people it was not fitted to.
  let calibrationCost: CrossValidatedCalibration?

  /// How many folds a rule or a fit is tried on: five, or so few that each holds two people.
  static func folds(for embeddings: EmbeddingSet) -> Int {
    max(2, min(5, Set(embeddings.people).count / 2))
  }

  /// Seconds of work for thousands of faces; `nil` when cancelled.
  init?(
    _ scores: ScoreSet, of embeddings: GalleryEmbeddings, metric: Metric, isCancelled: () -> Bool
  ) {
    let set = embeddings.set
    let dependence = PairDependence(
      of: set, metric: metric, thresholds: scores.thresholdsForDependence(),
      isCancelled: isCancelled)
    guard let dependence else { return nil }
    var generator = SeededGenerator(seed: 1)
    let folded = FoldedScores(
      of: set, metric: metric, folds: Self.folds(for: set), using: &generator,
      isCancelled: isCancelled)
    if isCancelled() { return nil }
    self.dependence = dependence
    model = embeddings.model
    matedPairs = scores.mated.count
    nonMatedPairs = scores.nonMated.count
    calibrationCost = folded?.crossValidate(.logistic)
    calibration = calibrationCost == nil ? nil : LogisticCalibration(scores)
  }
}

extension ChosenThreshold {
  /// The same, tried on people it was not chosen on; unchanged with fewer people than folds.
  ///
  /// - Returns: `nil` when cancelled.
  public func validated(
    on embeddings: EmbeddingSet, folds: Int? = nil, isCancelled: () -> Bool = { false }
  ) -> ChosenThreshold? {
    var generator = SeededGenerator(seed: 1)
    let folded = FoldedScores(
      of: embeddings, metric: metric, folds: folds ?? Inference.folds(for: embeddings),
      using: &generator, isCancelled: isCancelled)
    if isCancelled() { return nil }
    return ChosenThreshold(
      value: value, rule: rule, metric: metric, model: model, data: data, time: time,
      crossValidation: folded?.crossValidate(rule))
  }
}
