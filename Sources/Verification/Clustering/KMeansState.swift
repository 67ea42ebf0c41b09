/// Centres and who belongs to them.
struct KMeansState {
  private let set: EmbeddingSet
  private var centres: [[Float]]
  private var labels: [Int]
  private var distances: [Float]

  init(_ set: EmbeddingSet, centres: [[Float]]) {
    self.set = set
    self.centres = centres
    labels = [Int](repeating: -1, count: set.count)
    distances = [Float](repeating: 0, count: set.count)
  }

  /// Gives each item to its nearest centre, the first of equals; says whether any changed.
  mutating func assign() -> Bool {
    var hasChanged = false
    for item in labels.indices {
      var best = (label: 0, distance: Float.infinity)
      for (label, centre) in centres.enumerated() {
        let distance = set.squaredDistance(item, centre)
        if distance < best.distance { best = (label, distance) }
      }
      if best.label != labels[item] { hasChanged = true }
      (labels[item], distances[item]) = best
    }
    return hasChanged
  }

  /// Moves each centre to the mean of its items.
  mutating func moveCentres() {
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: set.dimension), count: centres.count)
    var counts = [Int](repeating: 0, count: centres.count)
    for (item, label) in labels.enumerated() {
      counts[label] += 1
      for (index, value) in set[item].enumerated() { sums[label][index] += Double(value) }
    }
    for label in centres.indices {
      if counts[label] == 0 {
        centres[label] = farthestItem()
      } else {
        centres[label] = sums[label].map { Float($0 / Double(counts[label])) }
      }
    }
  }

  /// Takes the item that is worst served, once.
  private mutating func farthestItem() -> [Float] {
    guard let item = distances.indices.max(by: { distances[$0] < distances[$1] }) else { return [] }
    distances[item] = 0
    return Array(set[item])
  }

  func result(iterations: Int) -> KMeans.Result {
    let clustering = Clustering(naming: labels)
    var ordered = [[Float]](repeating: [], count: clustering.count)
    for (item, label) in clustering.labels.enumerated() { ordered[label] = centres[labels[item]] }
    return KMeans.Result(
      clustering: clustering, centres: ordered,
      inertia: distances.reduce(0.0) { $0 + Double($1) }, iterations: iterations)
  }
}
