/// What a step of training came to.
public struct StepReport: Sendable, Equatable {
  /// Counted from 1.
  public let step: Int
  public let loss: Double
  /// The triplets that were mined; nil for losses without any.
  public let mining: MiningFigures?
  /// The mean squared distance of pairs of the same person in the batch; nil without any.
  public let meanMated: Double?
  /// The mean squared distance of pairs of different people in the batch; nil without any.
  public let meanNonMated: Double?
  /// The norm of the gradients by the network's weights, before clipping.
  public let gradientNorm: Double
  public let rate: Double
  /// Photos in the batch.
  public let photos: Int
}

extension StepReport {
  init(
    _ graded: Graded, _ mining: MiningFigures?, _ batch: BatchDistances, step: Int,
    gradientNorm: Float, rate: Double
  ) {
    let means = batch.means
    self.init(
      step: step, loss: graded.loss, mining: mining, meanMated: means.mated,
      meanNonMated: means.nonMated, gradientNorm: Double(gradientNorm), rate: rate,
      photos: batch.people.count)
  }
}
