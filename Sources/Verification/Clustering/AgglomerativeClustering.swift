/// Agglomerative clustering: every item begins alone, and the two nearest clusters become one until
/// all are. FaceNet clusters faces so (section 5.8).
///
/// By the nearest-neighbour chain, in O(n²) time (Benzécri, 1982; Murtagh, "A survey of recent
/// advances in hierarchical clustering algorithms", 1983), over 2 n² bytes of distances.
public struct AgglomerativeClustering: Sendable {
  public var linkage: Linkage
  public var metric: Metric
  /// Threads that compute distances; the processors unless given.
  public var threads: Int?

  public init(linkage: Linkage = .average, metric: Metric, threads: Int? = nil) {
    self.linkage = linkage
    self.metric = metric
    self.threads = threads
  }

  /// The dendrogram of a set. Items that must be together are joined first, at height 0; clusters
  /// that must not be are joined last, at infinite height, which no threshold reaches.
  ///
  /// - Parameter isCancelled: asked about every millisecond.
  /// - Throws: `contradictory`, `unknownItem`, `tooMany`, `cancelled`.
  public func dendrogram(
    of set: EmbeddingSet, constraints: ClusterConstraints = ClusterConstraints(),
    isCancelled: () -> Bool = { false }
  ) throws(ClusteringError) -> Agglomeration {
    try constraints.check(count: set.count)
    if set.count == 0 { return Agglomeration(count: 0, steps: []) }
    let distances = try CondensedDistances(
      of: set, metric: metric, threads: threads, isCancelled: isCancelled)
    for pair in constraints.cannotLink { distances[pair.first, pair.second] = .infinity }
    var chain = NeighbourChain(distances, linkage: linkage)
    chain.joinFirst(constraints.groups(count: set.count))
    try chain.run(isCancelled: isCancelled)
    return Agglomeration(count: set.count, steps: chain.steps())
  }

  /// The dendrogram of distances that are there already.
  ///
  /// - Parameter isCancelled: asked every few joins.
  /// - Throws: `tooMany`, `cancelled`.
  public static func dendrogram(
    of matrix: DistanceMatrix, linkage: Linkage = .average, isCancelled: () -> Bool = { false }
  ) throws(ClusteringError) -> Agglomeration {
    if matrix.count == 0 { return Agglomeration(count: 0, steps: []) }
    var chain = NeighbourChain(try CondensedDistances(matrix), linkage: linkage)
    try chain.run(isCancelled: isCancelled)
    return Agglomeration(count: matrix.count, steps: chain.steps())
  }

  /// The clusters with all distances between them at or above a threshold.
  /// - Throws: as `dendrogram(of:constraints:isCancelled:)`.
  public func clusters(
    of set: EmbeddingSet, threshold: Double,
    constraints: ClusterConstraints = ClusterConstraints(), isCancelled: () -> Bool = { false }
  ) throws(ClusteringError) -> Clustering {
    try dendrogram(of: set, constraints: constraints, isCancelled: isCancelled)
      .cut(at: threshold)
  }
}
