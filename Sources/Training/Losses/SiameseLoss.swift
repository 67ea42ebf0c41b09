import Glibc
import Tensors

/// DeepFace's verification (Taigman et al. 2014, section 4): a distance d = Σ αₖ δ(fᵢₖ, fⱼₖ) of a pair
/// with trained weights goes into a logistic output, trained by the mean cross entropy of "the same
/// person": p = 1 / (1 + exp(d − bias)).
public struct SiameseLoss: Sendable {
  /// δ, what two components are apart.
  public enum Difference: Sendable {
    /// |a − b|, of the Siamese network (section 4.2).
    case absolute
    /// (a − b)² / (|a| + |b|), the weighted χ² distance (section 4.1).
    case chiSquare

    @inline(__always)
    func callAsFunction(_ a: Float, _ b: Float) -> Float {
      switch self {
      case .absolute: return abs(a - b)
      case .chiSquare:
        let sum = abs(a) + abs(b)
        return sum > 0 ? (a - b) * (a - b) / sum : 0
      }
    }

    /// The derivative by a.
    @inline(__always)
    func slope(_ a: Float, _ b: Float) -> Float {
      let difference = a - b
      switch self {
      case .absolute: return difference > 0 ? 1 : difference < 0 ? -1 : 0
      case .chiSquare:
        let sum = abs(a) + abs(b)
        guard sum > 0 else { return 0 }
        let share = difference / sum
        return 2 * share - (a < 0 ? -1 : 1) * share * share
      }
    }
  }

  public var difference: Difference

  public init(_ difference: Difference = .absolute) { self.difference = difference }

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
        let logit = distance(embeddings, i, j, weights) - Double(bias)
        let isMated = people[i] == people[j]
        let signed = isMated ? logit : -logit
        result.loss += factor * (max(signed, 0) + log1p(exp(-abs(signed))))
        result.active += signed > 0 ? 1 : 0
        let slope = factor * ((isMated ? 1 : 0) - 1 / (1 + exp(logit)))
        add(slope, embeddings, (i, j), weights, to: &result)
      }
    }
    return result
  }

  /// Σ αₖ δ(fᵢₖ, fⱼₖ).
  func distance(_ embeddings: Tensor, _ i: Int, _ j: Int, _ weights: Tensor) -> Double {
    let count = embeddings.columnCount
    return embeddings.values.withUnsafeBufferPointer { values in
      weights.values.withUnsafeBufferPointer { weights in
        var sum = 0.0
        for k in 0..<count {
          sum +=
            Double(weights[k]) * Double(difference(values[i * count + k], values[j * count + k]))
        }
        return sum
      }
    }
  }

  /// Adds a pair's derivatives, given the one by its distance.
  private func add(
    _ slope: Double, _ embeddings: Tensor, _ pair: (Int, Int), _ weights: Tensor,
    to result: inout Graded
  ) {
    let count = embeddings.columnCount
    let (i, j, slope) = (pair.0 * count, pair.1 * count, Float(slope))
    embeddings.values.withUnsafeBufferPointer { values in
      result.gradient.values.withUnsafeMutableBufferPointer { gradient in
        result.parameters[0].values.withUnsafeMutableBufferPointer { byWeights in
          for k in 0..<count {
            let (a, b, weight) = (values[i + k], values[j + k], slope * weights.values[k])
            gradient[i + k] += weight * difference.slope(a, b)
            gradient[j + k] += weight * difference.slope(b, a)
            byWeights[k] += slope * difference(a, b)
          }
        }
      }
    }
    result.parameters[1].values[0] -= slope
  }
}
