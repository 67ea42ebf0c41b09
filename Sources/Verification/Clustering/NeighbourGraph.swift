import Synchronization

/// Which items are nearer to each other than a threshold, and how near.
public struct NeighbourGraph: Sendable {
  /// An end of an edge.
  public struct Neighbour: Sendable, Hashable {
    public let item: Int32
    public let distance: Float
  }

  /// The neighbours of each item by their places, itself not among them.
  public let neighbours: [[Neighbour]]

  public init(neighbours: [[Neighbour]]) { self.neighbours = neighbours }

  /// The graph of a set; memory grows with the edges. `nil` when cancelled.
  public init?(
    of set: EmbeddingSet, metric: Metric, threshold: Double, threads: Int? = nil,
    isCancelled: () -> Bool = { false }
  ) {
    let limit = Float(threshold)
    let below = Double(limit) < threshold ? limit.nextUp : limit
    let edges = Mutex<[Edge]>([])
    let isWhole = set.forEachPairLine(metric: metric, threads: threads, isCancelled: isCancelled) {
      row, first, line in
      let found = line.indices.filter { line[$0] < below }
      if found.isEmpty { return }
      edges.withLock { edges in
        for index in found {
          edges.append(Edge(a: Int32(row), b: Int32(first + index), distance: line[index]))
        }
      }
    }
    if !isWhole { return nil }
    neighbours = Self.gathered(edges.withLock { $0 }, count: set.count)
  }

  private struct Edge {
    let a: Int32
    let b: Int32
    let distance: Float
  }

  /// By place, so that the threads' order leaves no trace.
  private static func gathered(_ edges: [Edge], count: Int) -> [[Neighbour]] {
    var neighbours = [[Neighbour]](repeating: [], count: count)
    for edge in edges {
      neighbours[Int(edge.a)].append(Neighbour(item: edge.b, distance: edge.distance))
      neighbours[Int(edge.b)].append(Neighbour(item: edge.a, distance: edge.distance))
    }
    for item in neighbours.indices { neighbours[item].sort { $0.item < $1.item } }
    return neighbours
  }
}
