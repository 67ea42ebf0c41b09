import Tensors

/// The center loss (Wen et al. 2016): ½ Σ ‖xᵢ − c_yᵢ‖² (equation 2), with centers that follow
/// their people at a pace (equation 4) instead of a gradient.
public struct CenterLoss: Sendable {
  /// Divides the sum by the batch, as the authors' own layer does; the paper doesn't.
  public var reduction: Reduction

  public init(reduction: Reduction = .sum) { self.reduction = reduction }

  /// - Parameters:
  ///   - embeddings: N × D.
  ///   - centers: people × D.
  ///   - people: the center of each embedding.
  public func callAsFunction(_ embeddings: Tensor, centers: Tensor, people: [Int]) -> Graded {
    var result = Graded(gradient: embeddings.zeros)
    let factor = reduction.factor(parts: people.count)
    for (index, person) in people.enumerated() {
      let start = index * embeddings.columnCount
      for (i, (x, c)) in zip(embeddings.row(index), centers.row(person)).enumerated() {
        let difference = Double(x) - Double(c)
        result.loss += factor * difference * difference / 2
        result.gradient.values[start + i] = Float(factor * difference)
      }
    }
    result.active = people.count
    return result
  }

  /// Centers after a batch: c ← c − α Σ (c − x) / (1 + n) over the n embeddings of its person.
  ///
  /// - Parameter pace: α of equation 4, 0…1; the paper trains faces with 0.5.
  public func moved(
    _ centers: Tensor, to embeddings: Tensor, people: [Int], pace: Double = 0.5
  ) -> Tensor {
    var counts: [Int: Int] = [:]
    for person in people { counts[person, default: 0] += 1 }
    var moved = centers
    for (index, person) in people.enumerated() {
      let share = Float(pace / Double(1 + counts[person, default: 0]))
      let start = person * centers.columnCount
      for (i, (x, c)) in zip(embeddings.row(index), centers.row(person)).enumerated() {
        moved.values[start + i] -= share * (c - x)
      }
    }
    return moved
  }
}
