/// A method at the threshold that suits one half of the people best, judged on the other half.
public struct ClusterEvaluation: Sendable {
  public let method: ClusteringMethod
  /// Chosen on the one half.
  public let threshold: Double
  /// On the faces of the other half, in the clustering of all.
  public let agreement: ClusterAgreement
  /// How many faces that half has.
  public let faces: Int

  /// Tries thresholds from half to one and a half times the plan's and takes the first at which the
  /// sum of the pairwise and BCubed F1 is largest. Every second person, in the order of their first
  /// faces, is in the half that is judged.
  ///
  /// - Parameter generator: is copied for each threshold, so that all see the same numbers.
  /// - Returns: `nil` with fewer than two people or for a method without a threshold.
  /// - Throws: as the method.
  public init?(
    _ plan: ClusteringPlan, of set: EmbeddingSet, steps: Int = 100,
    using generator: some RandomNumberGenerator & Sendable
  ) throws(ClusteringError) {
    let people = Clustering(naming: set.people)
    if people.count < 2 || !plan.method.usesThreshold { return nil }
    let halves = (0...1).map { half in
      set.people.indices.filter { people.labels[$0] % 2 == half }
    }
    let candidates = (0...steps).map { plan.threshold * (0.5 + Double($0) / Double(steps)) }
    let clusterings = try Self.clusterings(plan, set, candidates, generator)
    func agreement(_ place: Int, _ half: Int) -> ClusterAgreement {
      ClusterAgreement(
        halves[half].map { clusterings[place].labels[$0] },
        people: halves[half].map { set.people[$0] })
    }
    var best = (place: 0, value: -1.0)
    for place in candidates.indices {
      let found = agreement(place, 0)
      let value = found.pairwise.f1 + found.bCubed.f1
      if value > best.value { best = (place, value) }
    }
    method = plan.method
    threshold = candidates[best.place]
    self.agreement = agreement(best.place, 1)
    faces = halves[1].count
  }

  /// One for each threshold; a dendrogram is made once and cut.
  private static func clusterings(
    _ plan: ClusteringPlan, _ set: EmbeddingSet, _ thresholds: [Double],
    _ generator: some RandomNumberGenerator & Sendable
  ) throws(ClusteringError) -> [Clustering] {
    if let linkage = plan.method.linkage {
      let tree = try AgglomerativeClustering(
        linkage: linkage, metric: plan.metric, threads: plan.threads
      ).dendrogram(of: set, constraints: plan.constraints)
      return thresholds.map { tree.cut(at: $0) }
    }
    var found: [Clustering] = []
    for threshold in thresholds {
      var (plan, generator) = (plan, generator)
      plan.threshold = threshold
      found.append(try plan.clusters(of: set, using: &generator))
    }
    return found
  }
}
