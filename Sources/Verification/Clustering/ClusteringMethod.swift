/// A way to cluster, by name.
public enum ClusteringMethod: String, Sendable, CaseIterable {
  case average
  case complete
  case dbscan
  case whispers
  case kMeans = "k-means"

  /// How its dendrogram is made, where it has one.
  public var linkage: Linkage? {
    switch self {
    case .average: .average
    case .complete: .complete
    case .dbscan, .whispers, .kMeans: nil
    }
  }

  /// Whether it is cut at the threshold; k-means wants the number of clusters instead.
  public var usesThreshold: Bool { self != .kMeans }
}

/// What any method needs to cluster.
public struct ClusteringPlan: Sendable {
  public var method: ClusteringMethod
  public var metric: Metric
  public var threshold: Double
  /// For k-means alone.
  public var clusters: Int
  public var minimumNeighbours: Int
  public var constraints: ClusterConstraints
  public var threads: Int?

  public init(
    method: ClusteringMethod, metric: Metric, threshold: Double, clusters: Int = 1,
    minimumNeighbours: Int = 1, constraints: ClusterConstraints = ClusterConstraints(),
    threads: Int? = nil
  ) {
    self.method = method
    self.metric = metric
    self.threshold = threshold
    self.clusters = clusters
    self.minimumNeighbours = minimumNeighbours
    self.constraints = constraints
    self.threads = threads
  }

  /// The clusters of a set, by a generator that only whispers and k-means draw from.
  /// - Throws: `contradictory`, `unknownItem`, `impossibleCount`, `tooMany`, `cancelled`.
  public func clusters(
    of set: EmbeddingSet, using generator: inout some RandomNumberGenerator,
    isCancelled: () -> Bool = { false }
  ) throws(ClusteringError) -> Clustering {
    try constraints.check(count: set.count)
    switch method {
    case .average, .complete:
      let linkage = method.linkage ?? .average
      return try AgglomerativeClustering(linkage: linkage, metric: metric, threads: threads)
        .clusters(
          of: set, threshold: threshold, constraints: constraints, isCancelled: isCancelled)
    case .dbscan:
      let found = DBSCAN(minimumNeighbours: minimumNeighbours)
        .clusters(of: try graph(set, isCancelled))
      return try found.respecting(constraints, of: set, metric: metric, isCancelled: isCancelled)
    case .whispers:
      let found = ChineseWhispers().clusters(of: try graph(set, isCancelled), using: &generator)
      return try found.respecting(constraints, of: set, metric: metric, isCancelled: isCancelled)
    case .kMeans:
      let found = try KMeans(clusters: clusters).fit(
        set, using: &generator, isCancelled: isCancelled)
      return try found.clustering.respecting(
        constraints, of: set, metric: metric, isCancelled: isCancelled)
    }
  }

  private func graph(
    _ set: EmbeddingSet, _ isCancelled: () -> Bool
  ) throws(ClusteringError) -> NeighbourGraph {
    guard
      let graph = NeighbourGraph(
        of: set, metric: metric, threshold: threshold, threads: threads, isCancelled: isCancelled)
    else { throw .cancelled }
    return graph
  }
}
