import Tensors

/// The cross entropy of a softmax over people: mean of −log(exp(zᵧ) / Σⱼ exp(zⱼ)).
public struct SoftmaxLoss: Sendable {
  /// ε of label smoothing.
  public var smoothing: Double

  public init(smoothing: Double = 0) { self.smoothing = smoothing }

  /// - Parameters:
  ///   - logits: N × people.
  ///   - people: the column of each sample's person.
  public func callAsFunction(_ logits: Tensor, people: [Int]) -> Graded {
    var result = Graded(gradient: logits.zeros)
    let factor = 1 / Double(max(1, logits.rowCount))
    let columns = logits.columnCount
    for (index, person) in people.enumerated() {
      let row = logits.row(index).map(Double.init)
      let entropy = CrossEntropy(row, person: person, smoothing: smoothing)
      result.loss += factor * entropy.value
      result.active += entropy.isWrong ? 1 : 0
      for (column, slope) in entropy.slopes.enumerated() {
        result.gradient.values[index * columns + column] = Float(factor * slope)
      }
    }
    return result
  }
}
