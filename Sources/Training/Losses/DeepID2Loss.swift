import Tensors

/// DeepID2's two signals (Sun et al. 2014): identification by a softmax over people, plus λ times
/// the verification of all pairs of a batch (equations 1 and 2).
public struct DeepID2Loss: Sendable {
  public let identification: SoftmaxLoss
  public var verification: ContrastiveLoss
  /// λ; the paper finds 0.05 best.
  public var weight: Double

  public init(margin: Double = 1, weight: Double = 0.05, smoothing: Double = 0) {
    identification = SoftmaxLoss(smoothing: smoothing)
    verification = ContrastiveLoss(margin: margin)
    self.weight = weight
  }

  /// The derivative by the features, and as `parameters` that by the logits.
  ///
  /// - Parameters:
  ///   - features: N × D.
  ///   - logits: N × people, computed from the features.
  public func callAsFunction(_ features: Tensor, logits: Tensor, people: [Int]) -> Graded {
    let names = identification(logits, people: people)
    let pairs = verification(features, people: people).scaled(by: weight)
    return Graded(
      loss: names.loss + pairs.loss, gradient: pairs.gradient, parameters: [names.gradient],
      active: pairs.active)
  }
}
