import Glibc
import Tensors

/// The additive angular margin (Deng et al. 2019, "ArcFace", equation 3): a softmax over s · cos θⱼ
/// in which one's own person has s · cos(θᵧ + m).
///
/// Beyond θ = π − m, where the cosine would rise again, cos θ − m · sin m stands in, as in the
/// authors' code.
public struct ArcFaceLoss: Sendable {
  /// m, in radians.
  public var margin: Double
  /// s.
  public var scale: Double
  /// ε of label smoothing.
  public var smoothing: Double

  public init(margin: Double = 0.5, scale: Double = 64, smoothing: Double = 0) {
    self.margin = margin
    self.scale = scale
    self.smoothing = smoothing
  }

  /// The mean over the batch, with derivatives by the embeddings and by the weight.
  ///
  /// - Parameters:
  ///   - embeddings: N × D.
  ///   - weight: people × D, of any norms.
  public func callAsFunction(_ embeddings: Tensor, weight: Tensor, people: [Int]) -> Graded {
    let cosines = Cosines(embeddings, weight)
    let targets = AngularTargets(
      own: people.indices.map { target(cosines.values[$0][people[$0]]) },
      scales: Array(repeating: scale, count: people.count), scaleIsNorm: false,
      smoothing: smoothing)
    return targets.loss(cosines, people: people)
  }

  /// The logit of one's own person over s, and its derivative by cos θ.
  private func target(_ cosine: Double) -> (value: Double, slope: Double) {
    guard cosine > cos(.pi - margin) else { return (cosine - margin * sin(margin), 1) }
    let sine = max(0, 1 - cosine * cosine).squareRoot()
    // The derivative grows without bound towards θ = 0.
    let slope = cos(margin) + sin(margin) * cosine / max(sine, 1e-6)
    return (cosine * cos(margin) - sine * sin(margin), slope)
  }
}
