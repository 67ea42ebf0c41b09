import Tensors
import Verification

extension Trainer {
  /// A training that goes on with these weights and photos by another plan, for changes that a
  /// running one cannot take: a loss with weights of its own, another optimiser. What the optimiser
  /// remembered is gone; the batches are those that would have come.
  ///
  /// - Throws: `TrainingError` when the plan's numbers are out of range.
  public func continued(by plan: TrainingPlan) throws(TrainingError) -> Trainer {
    let next = try Trainer(
      network, photos, plan, start: learner.parameters, threads: learner.threads)
    next.skip(to: steps)
    return next
  }

  /// Photos as the network embeds them now, with running statistics as inference has it.
  public func embeddings(of photos: LabelledPhotos) throws(TrainingError) -> EmbeddingSet {
    try photos.embeddings(network, parameters, threads: learner.threads)
  }
}
