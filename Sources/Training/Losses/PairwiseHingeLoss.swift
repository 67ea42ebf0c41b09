import Tensors

/// dlib's metric loss (`loss_metric`): pairs of the same person pay beyond threshold − margin, pairs
/// of different people below threshold + margin; of the latter only the nearest count, as many as
/// there are pairs of the same person. The sum is divided by that number.
public struct PairwiseHingeLoss: Sendable {
  /// In Euclidean distance.
  public var threshold: Double
  public var margin: Double

  public init(threshold: Double = 0.6, margin: Double = 0.04) {
    self.threshold = threshold
    self.margin = margin
  }

  /// The loss is zero for a batch without pairs of the same or of different people.
  ///
  /// - Parameter embeddings: N × D, not normalised.
  public func callAsFunction(_ embeddings: Tensor, people: [Int]) -> Graded {
    var result = Graded(gradient: embeddings.zeros)
    let (mated, nonMated) = pairs(embeddings, people)
    guard !mated.isEmpty, !nonMated.isEmpty else { return result }
    let factor = 1 / Double(mated.count)
    let reach = nonMated[min(mated.count, nonMated.count) - 1].distance
    for pair in mated where pair.distance >= threshold - margin {
      result.add(pair, pair.distance - (threshold - margin), factor, embeddings)
    }
    for pair in nonMated where pair.distance <= min(threshold + margin, reach) {
      result.add(pair, threshold + margin - pair.distance, -factor, embeddings)
    }
    return result
  }

  /// All pairs with their distances, those of different people by distance.
  private func pairs(_ embeddings: Tensor, _ people: [Int]) -> (mated: [Pair], nonMated: [Pair]) {
    var mated: [Pair] = []
    var nonMated: [Pair] = []
    for i in people.indices {
      for j in 0..<i {
        let distance = embeddings.squaredDistance(i, j).squareRoot()
        let pair = Pair(first: i, second: j, distance: distance)
        if people[i] == people[j] { mated.append(pair) } else { nonMated.append(pair) }
      }
    }
    return (mated, nonMated.sorted { $0.distance < $1.distance })
  }
}

private struct Pair {
  let first: Int
  let second: Int
  let distance: Double
}

extension Graded {
  /// Adds a pair's loss; the derivative of a distance is a vector of length 1.
  fileprivate mutating func add(
    _ pair: Pair, _ loss: Double, _ factor: Double, _ embeddings: Tensor
  ) {
    self.loss += abs(factor) * loss
    active += 1
    // As in dlib, so that near-equal vectors are not thrown apart.
    let slope = factor / max(pair.distance, 0.001)
    gradient.add(slope, embeddings, pair.first, minus: pair.second, to: pair.first)
    gradient.add(slope, embeddings, pair.second, minus: pair.first, to: pair.second)
  }
}
