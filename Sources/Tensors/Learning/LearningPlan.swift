/// A graph compiled for one step of training: kernels forward, the caller's loss, kernels backward.
struct LearningPlan {
  let plan: Plan
  let batch: Int
  /// The steps before the loss.
  let forward: Range<Int>
  /// The steps behind it.
  let backward: Range<Int>
  /// Where the caller puts the gradient of each output.
  let outputGradients: [Plan.Slot]
  /// The gradient of the samples, where it was asked for.
  let sampleGradient: Plan.Slot?
}
