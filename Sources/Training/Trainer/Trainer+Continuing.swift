import Tensors

extension Trainer {
  /// A training that goes on with these weights and photos by another plan, for changes that a
  /// running one cannot take. The batches are those that would have come. What the loss has learnt,
  /// what the optimiser remembers, and the average of the weights are kept unless it is them that
  /// change.
  ///
  /// - Throws: `TrainingError` when the plan's numbers are out of range.
  public func continued(by plan: TrainingPlan) throws(TrainingError) -> Trainer {
    let next = try Trainer(
      network, photos, plan, start: learner.parameters, threads: learner.threads)
    next.skip(to: steps)
    next.notes = notes
    next.objective.start = steps
    let isSameLoss = plan.loss == self.plan.loss
    if isSameLoss { next.objective.goOn(from: objective) }
    if plan.optimiser == self.plan.optimiser {
      next.optimiser.memory = optimiser.memory
      if isSameLoss { next.objective.optimiser.memory = objective.optimiser.memory }
    }
    if let average, let decay = next.average?.decay {
      next.average = MovingAverage(decay: decay, weights: average.weights)
    }
    if plan.schedule == self.plan.schedule { next.plateau = plateau }
    return next
  }
}
