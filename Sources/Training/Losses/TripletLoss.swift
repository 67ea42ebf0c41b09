import Glibc
import Tensors

/// The triplet loss on squared Euclidean distances (Schroff et al. 2015, "FaceNet", equation 3):
/// Σ max(0, ‖fᵃ − fᵖ‖² − ‖fᵃ − fⁿ‖² + α).
public struct TripletLoss: Sendable {
  public enum Form: Sendable {
    case hinge
    /// log(1 + exp(‖fᵃ − fᵖ‖² − ‖fᵃ − fⁿ‖²)), without a margin (Hermans et al. 2017, section 2).
    case softMargin
  }

  /// α, in squared distance.
  public var margin: Double
  public var form: Form
  public var reduction: Reduction

  public init(margin: Double = 0.2, form: Form = .hinge, reduction: Reduction = .mean) {
    self.margin = margin
    self.form = form
    self.reduction = reduction
  }

  /// - Parameter embeddings: N × D.
  public func callAsFunction(_ embeddings: Tensor, _ triplets: [Triplet]) -> Graded {
    var result = Graded(gradient: embeddings.zeros)
    let factor = reduction.factor(parts: triplets.count)
    for triplet in triplets {
      let violation =
        embeddings.squaredDistance(triplet.anchor, triplet.positive)
        - embeddings.squaredDistance(triplet.anchor, triplet.negative)
      let (loss, slope) = part(violation)
      result.loss += factor * loss
      guard slope > 0 else { continue }
      result.active += 1
      result.gradient.add(triplet, 2 * factor * slope, embeddings)
    }
    return result
  }

  /// The loss of a triplet and its derivative by the difference of the distances.
  private func part(_ violation: Double) -> (loss: Double, slope: Double) {
    switch form {
    case .hinge: violation + margin > 0 ? (violation + margin, 1) : (0, 0)
    case .softMargin:
      (max(violation, 0) + log1p(exp(-abs(violation))), 1 / (1 + exp(-violation)))
    }
  }
}

extension Tensor {
  /// Adds factor · (fⁿ − fᵖ, fᵖ − fᵃ, fᵃ − fⁿ) to anchor, positive and negative.
  fileprivate mutating func add(_ triplet: Triplet, _ factor: Double, _ embeddings: Tensor) {
    let (a, p, n) = (triplet.anchor, triplet.positive, triplet.negative)
    add(factor, embeddings, n, minus: p, to: a)
    add(factor, embeddings, p, minus: a, to: p)
    add(factor, embeddings, a, minus: n, to: n)
  }
}
