import Glibc
import Tensors

/// DeepFace's verification (Taigman et al. 2014, section 4.2): the distance
/// d = Σ αₖ |fᵢₖ − fⱼₖ| of a pair with trained weights goes into a logistic output, trained by the
/// mean cross entropy of "the same person": p = 1 / (1 + exp(d − bias)).
public struct SiameseLoss: Sendable {
  public init() {}

  /// Over all pairs of a batch, with derivatives by the embeddings, the weights α and the bias.
  ///
  /// - Parameters:
  ///   - embeddings: N × D.
  ///   - weights: 1 × D.
  ///   - bias: the distance at which both answers are as likely.
  public func callAsFunction(
    _ embeddings: Tensor, weights: Tensor, bias: Float, people: [Int]
  ) -> Graded {
    let count = embeddings.rowCount
    let factor = 1 / Double(max(1, count * (count - 1) / 2))
    var result = Graded(
      gradient: embeddings.zeros,
      parameters: [weights.zeros, Tensor(dimensions: [1, 1], repeating: 0)])
    for i in 0..<count {
      for j in 0..<i {
        let distance = Self.distance(embeddings, i, j, weights)
        let logit = distance - Double(bias)
        let isMated = people[i] == people[j]
        let signed = isMated ? logit : -logit
        result.loss += factor * (max(signed, 0) + log1p(exp(-abs(signed))))
        result.active += signed > 0 ? 1 : 0
        let slope = factor * ((isMated ? 1 : 0) - 1 / (1 + exp(logit)))
        result.add(slope, embeddings, i, j, weights)
      }
    }
    return result
  }

  /// Σ αₖ |fᵢₖ − fⱼₖ|.
  static func distance(_ embeddings: Tensor, _ i: Int, _ j: Int, _ weights: Tensor) -> Double {
    var sum = 0.0
    for (weight, (a, b)) in zip(weights.values, zip(embeddings.row(i), embeddings.row(j))) {
      sum += Double(weight) * Double(abs(a - b))
    }
    return sum
  }
}

extension Graded {
  /// Adds a pair, given the derivative by its distance.
  fileprivate mutating func add(
    _ slope: Double, _ embeddings: Tensor, _ i: Int, _ j: Int, _ weights: Tensor
  ) {
    let count = embeddings.columnCount
    for k in 0..<count {
      let difference = embeddings.values[i * count + k] - embeddings.values[j * count + k]
      let sign: Float = difference > 0 ? 1 : difference < 0 ? -1 : 0
      let push = Float(slope) * weights.values[k] * sign
      gradient.values[i * count + k] += push
      gradient.values[j * count + k] -= push
      parameters[0].values[k] += Float(slope) * abs(difference)
    }
    parameters[1].values[0] -= Float(slope)
  }
}
