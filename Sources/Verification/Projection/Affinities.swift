import Glibc

/// How alike items are, as probabilities over pairs: pᵢⱼ of t-SNE, sparse (van der Maaten and
/// Hinton, "Visualizing data using t-SNE", 2008, equations 1 and 2).
struct Affinities: Sendable {
  /// Where the neighbours of each item begin in `items` and `values`; one more at the end.
  let starts: [Int32]
  let items: [Int32]
  /// They add up to 1.
  let values: [Float]

  var count: Int { starts.count - 1 }

  /// - Parameters:
  ///   - neighbours: of each item, the nearest.
  ///   - perplexity: how many neighbours count, in effect.
  ///   - isSquared: whether the distances are squares already.
  init(_ neighbours: [[NeighbourGraph.Neighbour]], perplexity: Double, isSquared: Bool) {
    let count = neighbours.count
    var rows = [[(item: Int32, value: Double)]](repeating: [], count: count)
    for (item, near) in neighbours.enumerated() {
      let squares = near.map { isSquared ? Double($0.distance) : Double($0.distance * $0.distance) }
      let shares = Self.conditional(squares, perplexity: perplexity)
      for (neighbour, share) in zip(near, shares) {
        let half = share / Double(2 * count)
        rows[item].append((neighbour.item, half))
        rows[Int(neighbour.item)].append((Int32(item), half))
      }
    }
    var (starts, items, values): ([Int32], [Int32], [Float]) = ([0], [], [])
    for row in rows.indices {
      for (item, value) in rows[row].sorted(by: { $0.item < $1.item }) {
        if items.count > starts[row], items.last == item {
          values[values.count - 1] += Float(value)
        } else {
          items.append(item)
          values.append(Float(value))
        }
      }
      starts.append(Int32(items.count))
    }
    (self.starts, self.items, self.values) = (starts, items, values)
  }

  /// Gaussian weights whose entropy is the logarithm of the perplexity, found by bisection of the
  /// precision.
  static func conditional(_ squares: [Double], perplexity: Double) -> [Double] {
    guard let least = squares.min() else { return [] }
    let goal = log(min(perplexity, Double(squares.count)))
    var (low, high, precision) = (0.0, Double.infinity, 1.0)
    var weights = squares
    for _ in 0..<100 {
      weights = squares.map { exp(-precision * ($0 - least)) }
      let total = weights.reduce(0, +)
      let mean = zip(weights, squares).reduce(0) { $0 + $1.0 * ($1.1 - least) } / total
      let excess = log(total) + precision * mean - goal
      if abs(excess) < 1e-6 { break }
      if excess > 0 { low = precision } else { high = precision }
      precision = high.isInfinite ? precision * 2 : (low + high) / 2
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
