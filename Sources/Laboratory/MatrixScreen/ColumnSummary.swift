import Verification

/// The columns of a few rows of distances by their least, sum and largest, from which blocks follow.
///
/// Each figure has a loop of its own over whole rows, which the compiler turns into vectors: where the
/// order follows the threshold, millions of pairs are summarised between two frames.
struct ColumnSummary {
  private let first: Int
  /// The row at hand, in the order shown.
  private var line: [Float]
  private var minimum: [Float]
  private var maximum: [Float]
  private var sum: [Float]
  private var nearestOther: [Float]
  private var farthestOwn: [Float]

  /// - Parameters:
  ///   - first: the column that is looked at first.
  ///   - count: of all columns.
  init(from first: Int, count: Int) {
    self.first = first
    line = Array(repeating: 0, count: count)
    minimum = Array(repeating: .infinity, count: count)
    maximum = Array(repeating: -.infinity, count: count)
    sum = Array(repeating: 0, count: count)
    nearestOther = minimum
    farthestOwn = maximum
  }

  /// Takes a row in, but for the pair of a face with itself.
  ///
  /// - Parameter own: the places of the faces of the row's person.
  mutating func take(_ row: Int, of distances: DistanceMatrix, _ order: [Int], own: [Int]) {
    gather(order[row], of: distances, order)
    line[row] = 0
    Self.combine(&sum, with: line, from: first) { $0 + $1 }
    line[row] = -.infinity
    Self.combine(&maximum, with: line, from: first) { $0 < $1 ? $1 : $0 }
    for place in own { farthestOwn[place] = max(farthestOwn[place], line[place]) }
    line[row] = .infinity
    Self.combine(&minimum, with: line, from: first) { $1 < $0 ? $1 : $0 }
    for place in own { line[place] = .infinity }
    Self.combine(&nearestOther, with: line, from: first) { $1 < $0 ? $1 : $0 }
  }

  private mutating func gather(_ face: Int, of distances: DistanceMatrix, _ order: [Int]) {
    let range = first..<line.count
    line.withUnsafeMutableBufferPointer { line in
      order.withUnsafeBufferPointer { order in
        distances.values.withUnsafeBufferPointer { values in
          let start = face * distances.count
          for column in range { line[column] = values[start + order[column]] }
        }
      }
    }
  }

  @inline(__always)
  private static func combine(
    _ figures: inout [Float], with line: [Float], from first: Int,
    _ operation: (Float, Float) -> Float
  ) {
    figures.withUnsafeMutableBufferPointer { figures in
      line.withUnsafeBufferPointer { line in
        for column in first..<line.count {
          figures[column] = operation(figures[column], line[column])
        }
      }
    }
  }

  /// What the rows taken in have in a stretch of columns.
  func block(_ columns: Range<Int>, rows: Range<Int>) -> BlockSummary.Block {
    var block = BlockSummary.Block()
    for column in columns {
      block.minimum = min(block.minimum, minimum[column])
      block.maximum = max(block.maximum, maximum[column])
      block.sum += sum[column]
      block.nearestOther = min(block.nearestOther, nearestOther[column])
      block.farthestOwn = max(block.farthestOwn, farthestOwn[column])
    }
    block.pairs = rows.count * columns.count - rows.clamped(to: columns).count
    return block
  }
}
