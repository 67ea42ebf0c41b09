/// Ranks the people of a gallery for probes, by one strategy.
public struct Identifier: Sendable {
  public let strategy: IdentificationStrategy
  public let metric: Metric
  /// How many people can be found.
  public var people: Int { ranking.count }

  private let set: EmbeddingSet
  private let ranking: CandidateRanking
  private let means: EmbeddingSet?
  private let machine: SupportVectorMachine?

  /// Learns what the strategy needs of the gallery.
  /// - Throws: `tooFewPeople`, `outOfMemory`; only of `supportVectors`.
  public init(
    _ set: EmbeddingSet, metric: Metric, strategy: IdentificationStrategy = .nearest
  ) throws(IdentificationError) {
    try self.init(set, metric: metric, strategy: strategy, calibrates: true)
  }

  /// - Parameter calibrates: whether scores are to be probabilities; the ranking needs none.
  init(
    _ set: EmbeddingSet, metric: Metric, strategy: IdentificationStrategy, calibrates: Bool
  ) throws(IdentificationError) {
    self.set = set
    self.metric = metric
    self.strategy = strategy
    ranking = CandidateRanking(people: set.people)
    means = strategy == .mean ? set.means : nil
    machine =
      strategy == .supportVectors ? try SupportVectorMachine(set, calibrates: calibrates) : nil
  }

  /// Everyone, the most alike first; nobody for an empty gallery.
  /// - Precondition: the probe has the gallery's dimension.
  public func candidates(for probe: [Float]) -> [Candidate] {
    switch strategy {
    case .nearest: return set.withDistances(to: probe, metric) { nearest($0) }
    case .mean:
      guard let means else { return [] }
      return means.withDistances(to: probe, metric) { distances -> [Candidate] in
        zip(means.people, distances).map { Candidate(person: $0, distance: $1) }
          .stablySorted { $0.distance < $1.distance }
      }
    case .kNearest(let k):
      return set.withDistances(to: probe, metric) { distances -> [Candidate] in
        ranking.voted(distances, k: max(1, min(k, set.count))) { _ in true }
      }
    case .supportVectors:
      let near = set.withDistances(to: probe, metric) { nearest($0) }
      return machine?.ranked(near, probe: probe) ?? near
    }
  }

  private func nearest(_ distances: UnsafeBufferPointer<Float>) -> [Candidate] {
    ranking.nearest(distances) { _ in true }
  }
}

extension EmbeddingSet {
  /// The mean embedding of each person, in the order of their first photos.
  public var means: EmbeddingSet {
    var result = EmbeddingSet(people: [], dimension: dimension, values: [])
    for photos in Clustering(naming: people).members {
      var sums = [Double](repeating: 0, count: dimension)
      for photo in photos {
        for (index, value) in self[photo].enumerated() { sums[index] += Double(value) }
      }
      result.append(sums.map { Float($0 / Double(photos.count)) }, person: people[photos[0]])
    }
    return result
  }

  /// Computes the distance of every embedding to a probe.
  func withDistances<Result>(
    to probe: [Float], _ metric: Metric, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) -> Result {
    precondition(count == 0 || probe.count == dimension, "\(probe.count) of \(dimension) numbers")
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, count)) { distances in
      values.withUnsafeBufferPointer { values in
        probe.withUnsafeBufferPointer { probe in
          guard let base = values.baseAddress, let probe = probe.baseAddress else { return }
          for item in 0..<count {
            distances[item] = metric.distance(base + item * dimension, probe, count: dimension)
          }
        }
      }
      return body(UnsafeBufferPointer(start: distances.baseAddress, count: count))
    }
  }
}
