import Glibc

/// The distances of all unordered pairs, once each: row i holds those to 0 ..< i.
///
/// Memory is 2 n (n − 1) bytes: 338 MB for 13,000 items.
struct CondensedDistances: ~Copyable {
  let count: Int
  private let values: UnsafeMutablePointer<Float>

  /// All distances of a set.
  /// - Throws: `tooMany`, `cancelled`.
  init(
    of set: EmbeddingSet, metric: Metric, threads: Int? = nil, isCancelled: () -> Bool
  ) throws(ClusteringError) {
    let memory = try Self.allocate(count: set.count)
    // Each line is written by one thread, and nothing is read before all have ended.
    nonisolated(unsafe) let target = memory
    let isWhole = set.forEachPairLine(metric: metric, threads: threads, isCancelled: isCancelled) {
      row, column, line in
      guard let source = line.baseAddress else { return }
      (target + row * (row - 1) / 2 + column).update(from: source, count: line.count)
    }
    if !isWhole {
      free(memory)
      throw .cancelled
    }
    count = set.count
    values = memory
  }

  /// Those of a whole matrix, copied.
  /// - Throws: `tooMany`.
  init(_ matrix: DistanceMatrix) throws(ClusteringError) {
    values = try Self.allocate(count: matrix.count)
    count = matrix.count
    matrix.values.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      for row in 1..<max(1, matrix.count) {
        self.row(row).update(from: base + row * matrix.count, count: row)
      }
    }
  }

  private static func allocate(count: Int) throws(ClusteringError) -> UnsafeMutablePointer<Float> {
    let pairs = max(1, count * (count - 1) / 2)
    guard pairs < 1 << 34, let memory = malloc(pairs * MemoryLayout<Float>.stride) else {
      throw .tooMany(count)
    }
    return memory.bindMemory(to: Float.self, capacity: pairs)
  }

  deinit { free(values) }

  /// The distances of an item to those before it.
  func row(_ row: Int) -> UnsafeMutablePointer<Float> { values + row * (row - 1) / 2 }

  subscript(a: Int, b: Int) -> Float {
    get { a > b ? row(a)[b] : row(b)[a] }
    nonmutating set { if a > b { row(a)[b] = newValue } else { row(b)[a] = newValue } }
  }
}
