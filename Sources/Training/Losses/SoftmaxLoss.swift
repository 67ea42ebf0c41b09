import Glibc
import Tensors

/// The cross entropy of a softmax over people: mean of −log(exp(zᵧ) / Σⱼ exp(zⱼ)).
public struct SoftmaxLoss: Sendable {
  public init() {}

  /// - Parameters:
  ///   - logits: N × people.
  ///   - people: the column of each sample's person.
  public func callAsFunction(_ logits: Tensor, people: [Int]) -> Graded {
    var result = Graded(gradient: logits.zeros)
    let factor = 1 / Double(max(1, logits.rowCount))
    let columns = logits.columnCount
    for (index, person) in people.enumerated() {
      let row = logits.row(index).map(Double.init)
      let peak = row.max() ?? 0
      let sum = row.reduce(0) { $0 + exp($1 - peak) }
      result.loss += factor * (log(sum) - (row[person] - peak))
      result.active += row[person] < peak ? 1 : 0
      for (column, value) in row.enumerated() {
        let share = exp(value - peak) / sum - (column == person ? 1 : 0)
        result.gradient.values[index * columns + column] = Float(factor * share)
      }
    }
    return result
  }
}
