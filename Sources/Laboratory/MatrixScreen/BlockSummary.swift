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

    mutating func take(_ distance: Float, isMated: Bool) {
      minimum = min(minimum, distance)
      maximum = max(maximum, distance)
      sum += distance
      pairs += 1
      if isMated {
        farthestOwn = max(farthestOwn, distance)
      } else {
        nearestOther = min(nearestOther, distance)
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
    let (count, width) = (count, distances.count)
    let people = order.map { people[$0] }
    distances.values.withUnsafeBufferPointer { values in
      blocks.withUnsafeMutableBufferPointer { blocks in
        for row in order.indices {
          let line = order[row] * width
          let first = row / size * count
          for column in order.indices where column != row {
            blocks[first + column / size].take(
              values[line + order[column]], isMated: people[row] == people[column])
          }
        }
      }
    }
  }

  subscript(row: Int, column: Int) -> Block { blocks[row * count + column] }
}
