import Tensors

/// The contrastive loss of a Siamese network (Hadsell et al. 2006, equation 4), which DeepID2 calls
/// its verification signal (Sun et al. 2014, equation 2): over all pairs of a batch
/// ½‖fᵢ − fⱼ‖² for the same person and ½ max(0, m − ‖fᵢ − fⱼ‖)² for different ones.
public struct ContrastiveLoss: Sendable {
  /// m, in Euclidean distance.
  public var margin: Double
  public var reduction: Reduction

  public init(margin: Double = 1, reduction: Reduction = .mean) {
    self.margin = margin
    self.reduction = reduction
  }

  /// - Parameters:
  ///   - embeddings: N × D.
  ///   - people: the person of each.
  public func callAsFunction(_ embeddings: Tensor, people: [Int]) -> Graded {
    let count = embeddings.rowCount
    var result = Graded(gradient: embeddings.zeros)
    let factor = reduction.factor(parts: count * (count - 1) / 2)
    for i in 0..<count {
      for j in 0..<i {
        let distance = embeddings.squaredDistance(i, j).squareRoot()
        let (loss, slope) = part(distance, isMated: people[i] == people[j])
        guard loss > 0 else { continue }
        result.loss += factor * loss
        result.active += 1
        result.gradient.add(factor * slope, embeddings, i, minus: j, to: i)
        result.gradient.add(factor * slope, embeddings, j, minus: i, to: j)
      }
    }
    return result
  }

  /// The loss of a pair and the factor of fᵢ − fⱼ in its derivative by fᵢ.
  private func part(_ distance: Double, isMated: Bool) -> (loss: Double, slope: Double) {
    if isMated { return (distance * distance / 2, 1) }
    let short = max(0, margin - distance)
    // Two equal vectors have no direction to be pushed in.
    return (short * short / 2, distance > 0 ? -short / distance : 0)
  }
}
