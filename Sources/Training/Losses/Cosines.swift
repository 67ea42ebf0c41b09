import Tensors

/// The cosines of embeddings and the weights of people, of which angular losses are made.
struct Cosines {
  /// The embeddings' directions, N × D.
  private let directions: [[Double]]
  /// The weights' directions, people × D.
  private let axes: [[Double]]
  /// ‖x‖ of each embedding.
  let norms: [Double]
  private let weightNorms: [Double]
  /// cos θ of each embedding and person.
  let values: [[Double]]

  init(_ embeddings: Tensor, _ weight: Tensor) {
    (directions, norms) = Self.directions(of: embeddings)
    (axes, weightNorms) = Self.directions(of: weight)
    values = directions.map { [axes] x in axes.map { Self.product(x, $0) } }
  }

  private static func directions(of rows: Tensor) -> ([[Double]], [Double]) {
    let vectors = (0..<rows.rowCount).map { rows.row($0).map(Double.init) }
    let norms = vectors.map { max(product($0, $0).squareRoot(), Double(smallestNorm)) }
    return (zip(vectors, norms).map { vector, norm in vector.map { $0 / norm } }, norms)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// Derivatives by embeddings and weights, given those by cosines and norms:
  /// ∂cos/∂x = (w − cos · x) / ‖x‖ on directions, and likewise for w.
  func gradients(
    byCosines slopes: [[Double]], byNorms: [Double]? = nil
  ) -> (embeddings: Tensor, weight: Tensor) {
    let dimension = directions.first?.count ?? 0
    var x = [[Double]](
      repeating: Array(repeating: 0, count: dimension), count: directions.count)
    var w = [[Double]](repeating: Array(repeating: 0, count: dimension), count: axes.count)
    for i in directions.indices {
      for j in axes.indices where slopes[i][j] != 0 {
        let (slope, cosine) = (slopes[i][j], values[i][j])
        for d in 0..<dimension {
          x[i][d] += slope * (axes[j][d] - cosine * directions[i][d]) / norms[i]
          w[j][d] += slope * (directions[i][d] - cosine * axes[j][d]) / weightNorms[j]
        }
      }
      if let byNorms { for d in 0..<dimension { x[i][d] += byNorms[i] * directions[i][d] } }
    }
    return (Tensor(rows: x, columns: dimension), Tensor(rows: w, columns: dimension))
  }
}

extension Tensor {
  fileprivate init(rows: [[Double]], columns: Int) {
    self.init(
      dimensions: [rows.count, columns], values: rows.flatMap { $0.map { Float($0) } })
  }
}
