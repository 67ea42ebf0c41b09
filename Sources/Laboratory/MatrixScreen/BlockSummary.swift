import Verification

/// Blocks of a matrix of distances by their least, mean and largest, none of which depends on the
/// threshold, so that a step of it costs only what is on the screen.
struct BlockSummary: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case minimum = "least"
    case mean = "mean"
    case maximum = "largest"
  }

  struct Block: Sendable, Equatable {
    var minimum = Float.infinity
    var maximum = -Float.infinity
    var sum: Float = 0
    var pairs = 0
    /// The least distance of two people, and the largest within one.
    var nearestOther = Float.infinity
    var farthestOwn = -Float.infinity

    func value(_ kind: Kind) -> Double? {
      guard pairs > 0 else { return nil }
      return switch kind {
      case .minimum: Double(minimum)
      case .mean: Double(sum) / Double(pairs)
      case .maximum: Double(maximum)
      }
    }

    /// Whether the pair whose distance is shown is decided wrongly: a block's least is of a false
    /// accept, its largest of a false reject. A mean is of no pair.
    func isWrong(_ kind: Kind, at threshold: Double) -> Bool {
      switch kind {
      case .minimum: nearestOther == minimum && Double(minimum) < threshold
      case .mean: false
      case .maximum: farthestOwn == maximum && Double(maximum) >= threshold
      }
    }
  }

  let size: Int
  /// Blocks along a side.
  let count: Int
  private var blocks: [Block]

  init(_ distances: DistanceMatrix, people: [Int], order: [Int], size: Int) {
    self.size = size
    count = MatrixArrangement.count(order.count, size)
    blocks = Array(repeating: Block(), count: count * count)
    let places = Dictionary(grouping: order.indices) { people[order[$0]] }
    for block in 0..<count {
      let rows = (block * size)..<min((block + 1) * size, order.count)
      // The matrix is symmetric: what lies before the diagonal has been summarised.
      var columns = ColumnSummary(from: rows.lowerBound, count: order.count)
      for row in rows {
        columns.take(row, of: distances, order, own: places[people[order[row]]] ?? [])
      }
      for other in block..<count {
        let range = (other * size)..<min((other + 1) * size, order.count)
        let summary = columns.block(range, rows: rows)
        blocks[block * count + other] = summary
        blocks[other * count + block] = summary
      }
    }
  }

  subscript(row: Int, column: Int) -> Block { blocks[row * count + column] }
}
