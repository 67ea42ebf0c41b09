/// Density-based clustering: items with enough neighbours are cores, cores that are neighbours are
/// together, and other items join the first core that reaches them; who is reached by none stays
/// alone.
///
/// Ester, Kriegel, Sander and Xu, "A density-based algorithm for discovering clusters", 1996. With
/// one core neighbour, an item itself, clusters are the connected parts of the graph, as in
/// davidsandberg's `cluster.py`. A neighbour is nearer than the threshold, not as near.
public struct DBSCAN: Sendable {
  /// How many items within the threshold make a core, itself counted.
  public var minimumNeighbours: Int

  public init(minimumNeighbours: Int = 1) { self.minimumNeighbours = max(1, minimumNeighbours) }

  public func clusters(of graph: NeighbourGraph) -> Clustering {
    let neighbours = graph.neighbours
    let isCore = neighbours.map { $0.count + 1 >= minimumNeighbours }
    var names = [Int?](repeating: nil, count: neighbours.count)
    for seed in neighbours.indices where isCore[seed] && names[seed] == nil {
      names[seed] = seed
      var rest = [seed]
      while let core = rest.popLast() {
        for neighbour in neighbours[core] where names[Int(neighbour.item)] == nil {
          names[Int(neighbour.item)] = seed
          if isCore[Int(neighbour.item)] { rest.append(Int(neighbour.item)) }
        }
      }
    }
    // What belongs nowhere is named by itself, which no cluster is.
    return Clustering(naming: names.enumerated().map { $1 ?? $0 })
  }
}
