/// k-means: centres that are the means of the items nearest to them (Lloyd, "Least squares
/// quantization in PCM", 1982), begun by k-means++ (Arthur and Vassilvitskii, "k-means++: the
/// advantages of careful seeding", 2007). It measures squared Euclidean distance, whatever the
/// metric of the model.
public struct KMeans: Sendable {
  public var clusters: Int
  public var mostIterations: Int

  public init(clusters: Int, mostIterations: Int = 100) {
    self.clusters = clusters
    self.mostIterations = mostIterations
  }

  public struct Result: Sendable {
    public let clustering: Clustering
    /// Centres in the order of the clustering's labels.
    public let centres: [[Float]]
    /// The sum of the squared distances of all items to their centres.
    public let inertia: Double
    public let iterations: Int
  }

  /// The same for the same generator; a centre that loses all items moves to the item farthest from
  /// its own.
  /// - Throws: `impossibleCount`, `cancelled`.
  public func fit(
    _ set: EmbeddingSet, using generator: inout some RandomNumberGenerator,
    isCancelled: () -> Bool = { false }
  ) throws(ClusteringError) -> Result {
    guard clusters >= 1, clusters <= set.count else {
      throw .impossibleCount(clusters, items: set.count)
    }
    var state = KMeansState(set, centres: seeds(set, &generator))
    var iterations = 0
    while iterations < mostIterations {
      if isCancelled() { throw .cancelled }
      iterations += 1
      if !state.assign() { break }
      state.moveCentres()
    }
    return state.result(iterations: iterations)
  }

  /// Items drawn one after the other with a probability that grows with the squared distance to the
  /// nearest drawn before.
  private func seeds(
    _ set: EmbeddingSet, _ generator: inout some RandomNumberGenerator
  ) -> [[Float]] {
    var nearest = [Float](repeating: .infinity, count: set.count)
    var seeds = [Array(set[Int.random(in: 0..<set.count, using: &generator)])]
    while seeds.count < clusters {
      let last = seeds[seeds.count - 1]
      for item in nearest.indices {
        nearest[item] = min(nearest[item], set.squaredDistance(item, last))
      }
      seeds.append(Array(set[draw(nearest, &generator)]))
    }
    return seeds
  }

  private func draw(
    _ weights: [Float], _ generator: inout some RandomNumberGenerator
  ) -> Int {
    let total = weights.reduce(0.0) { $0 + Double($1) }
    // All items coincide with seeds: any will do.
    if total <= 0 { return Int.random(in: weights.indices, using: &generator) }
    var rest = Double.random(in: 0..<total, using: &generator)
    for (item, weight) in weights.enumerated() where weight > 0 {
      rest -= Double(weight)
      if rest < 0 { return item }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}

extension EmbeddingSet {
  func squaredDistance(_ item: Int, _ other: [Float]) -> Float {
    values.withUnsafeBufferPointer { values in
      let own = UnsafeBufferPointer(
        rebasing: values[(item * dimension)..<((item + 1) * dimension)])
      return other.withUnsafeBufferPointer { Metric.squaredL2.distance(own, $0) }
    }
  }
}
