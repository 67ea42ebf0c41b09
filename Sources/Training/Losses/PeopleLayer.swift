import Tensors

/// The last layer of a classifier of people: a row of weights and a bias for each, z = W x + b.
struct PeopleLayer {
  /// People × D.
  let weight: Tensor
  /// 1 × people.
  let bias: Tensor

  /// - Returns: N × people.
  func callAsFunction(_ embeddings: Tensor) -> Tensor {
    let (people, columns) = (weight.rowCount, weight.columnCount)
    var logits = Tensor(dimensions: [embeddings.rowCount, people], repeating: 0)
    logits.values.withUnsafeMutableBufferPointer { logits in
      for (n, x) in embeddings.rows.enumerated() {
        for (person, row) in weight.rows.enumerated() {
          var sum: Float = 0
          for d in 0..<columns { sum += row[d] * x[d] }
          logits[n * people + person] = sum + bias.values[person]
        }
      }
    }
    return logits
  }

  /// The derivatives by embeddings, weight and bias, given that by the logits.
  func gradients(
    _ embeddings: Tensor, _ logits: Tensor
  ) -> (embeddings: Tensor, parameters: [Tensor]) {
    let (people, columns) = (weight.rowCount, weight.columnCount)
    var (x, w, b) = (embeddings.zeros, weight.zeros, bias.zeros)
    x.values.withUnsafeMutableBufferPointer { x in
      w.values.withUnsafeMutableBufferPointer { w in
        for (n, own) in embeddings.rows.enumerated() {
          for (person, row) in weight.rows.enumerated() {
            let slope = logits.values[n * people + person]
            b.values[person] += slope
            for d in 0..<columns {
              x[n * columns + d] += slope * row[d]
              w[person * columns + d] += slope * own[d]
            }
          }
        }
      }
    }
    return (x, [w, b])
  }
}

extension Tensor {
  /// The vectors of a batch, each counted from 0.
  fileprivate var rows: [[Float]] { (0..<rowCount).map { Array(row($0)) } }
}
