/// A tree of ever larger clusters: average linkage (UPGMA), found along chains of nearest
/// neighbours (F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms",
/// The Computer Journal 26, 1983).
///
/// Time and memory grow with the square of the leaves: a copy of the distances is worked on.
public struct Dendrogram: Sendable, Equatable {
  /// Two clusters that become one. Numbers below the count of leaves are leaves; `count` + k is
  /// the cluster that merge k made.
  public struct Merge: Hashable, Sendable {
    public let first: Int
    public let second: Int
    /// The mean distance between the members of one and the other.
    public let height: Float
  }

  public let count: Int
  /// Each after those that made its clusters, but not by height.
  public let merges: [Merge]

  /// - Parameter isCancelled: asked once a merge; `nil` comes back once it says yes.
  public init?(_ matrix: DistanceMatrix, isCancelled: () -> Bool = { false }) {
    var chain = MatrixChain(matrix)
    while chain.merges.count < matrix.count - 1 {
      if isCancelled() { return nil }
      chain.merge()
    }
    count = matrix.count
    merges = chain.merges
  }

  /// The leaves from left to right; of two branches the one with the earliest leaf comes first.
  public var leafOrder: [Int] {
    guard count > 0 else { return [] }
    var earliest = Array(0..<count)
    for merge in merges { earliest.append(min(earliest[merge.first], earliest[merge.second])) }
    var order: [Int] = []
    var waiting = [count + merges.count - 1]
    while let node = waiting.popLast() {
      guard node >= count else {
        order.append(node)
        continue
      }
      let merge = merges[node - count]
      let isInOrder = earliest[merge.first] < earliest[merge.second]
      waiting += isInOrder ? [merge.second, merge.first] : [merge.first, merge.second]
    }
    return order
  }
}

/// The clusters that are left, and the chain that is followed.
private struct MatrixChain {
  private let count: Int
  private var distances: [Float]
  /// Places of clusters that are left; a cluster keeps the place of one of its leaves.
  private var active: [Int]
  private var sizes: [Float]
  private var nodes: [Int]
  private var chain: [Int] = []
  private(set) var merges: [Dendrogram.Merge] = []

  init(_ matrix: DistanceMatrix) {
    count = matrix.count
    distances = matrix.values
    active = Array(0..<count)
    sizes = [Float](repeating: 1, count: count)
    nodes = Array(0..<count)
  }

  /// Follows the chain until two clusters are nearest to each other, and makes them one.
  mutating func merge() {
    if chain.isEmpty, let first = active.first { chain = [first] }
    while let last = chain.last {
      let before = chain.count > 1 ? chain[chain.count - 2] : nil
      let next = nearest(to: last, preferring: before)
      if next == before {
        chain.removeLast(2)
        return join(min(last, next), max(last, next))
      }
      chain.append(next)
    }
  }

  /// At a tie the one before in the chain, so that the chain ends.
  private func nearest(to place: Int, preferring before: Int?) -> Int {
    var best = before ?? active.first { $0 != place } ?? place
    return distances.withUnsafeBufferPointer { distances in
      let row = place * count
      var least = distances[row + best]
      for other in active where other != place && distances[row + other] < least {
        least = distances[row + other]
        best = other
      }
      return best
    }
  }

  private mutating func join(_ kept: Int, _ gone: Int) {
    let height = distances[kept * count + gone]
    merges.append(.init(first: nodes[kept], second: nodes[gone], height: height))
    active.removeAll { $0 == gone }
    let total = sizes[kept] + sizes[gone]
    let (share, rest) = (sizes[kept] / total, sizes[gone] / total)
    distances.withUnsafeMutableBufferPointer { distances in
      for other in active where other != kept {
        let mean = share * distances[kept * count + other] + rest * distances[gone * count + other]
        distances[kept * count + other] = mean
        distances[other * count + kept] = mean
      }
    }
    sizes[kept] = total
    nodes[kept] = count + merges.count - 1
  }
}
