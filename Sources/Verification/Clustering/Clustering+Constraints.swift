extension Clustering {
  /// The same with every constraint respected: clusters that must-links connect become one, and one
  /// that holds items which must not be together is clustered anew by average linkage, into as few
  /// clusters as that leaves.
  ///
  /// - Throws: `contradictory`, `unknownItem`, `tooMany`, `cancelled`.
  public func respecting(
    _ constraints: ClusterConstraints, of set: EmbeddingSet, metric: Metric,
    isCancelled: () -> Bool = { false }
  ) throws(ClusteringError) -> Clustering {
    try constraints.check(count: labels.count)
    if constraints.isEmpty { return self }
    var names = joined(by: constraints.mustLink).labels
    let broken = Set(
      constraints.cannotLink.filter { names[$0.first] == names[$0.second] }.map { names[$0.first] })
    var next = labels.count
    for name in broken.sorted() {
      let items = names.indices.filter { names[$0] == name }
      let parts = try Self.parts(of: items, set, metric, constraints, isCancelled)
      for (item, part) in zip(items, parts.labels) { names[item] = next + part }
      next += parts.count
    }
    return Clustering(naming: names)
  }

  private func joined(by pairs: [ClusterConstraints.Pair]) -> Clustering {
    var sets = DisjointSets(count: count)
    for pair in pairs { sets.join(labels[pair.first], labels[pair.second]) }
    return Clustering(naming: labels.map { sets.root($0) })
  }

  private static func parts(
    of items: [Int], _ set: EmbeddingSet, _ metric: Metric, _ constraints: ClusterConstraints,
    _ isCancelled: () -> Bool
  ) throws(ClusteringError) -> Clustering {
    try AgglomerativeClustering(linkage: .average, metric: metric)
      .dendrogram(
        of: set.selecting(items), constraints: constraints.among(items), isCancelled: isCancelled
      )
      .cut(into: 1)
  }
}

extension EmbeddingSet {
  /// Some of the embeddings, in the order given.
  public func selecting(_ items: [Int]) -> EmbeddingSet {
    EmbeddingSet(
      people: items.map { people[$0] }, dimension: dimension, values: items.flatMap { self[$0] })
  }
}
