/// Joins clusters that are each other's nearest, found by going from each to its nearest.
///
/// A cluster keeps the place of one of its items. Valid where joining two nearest clusters brings
/// the new one no nearer to a third than the nearer of them was: for mean and maximum, and with
/// infinite distances too.
struct NeighbourChain: ~Copyable {
  private let distances: CondensedDistances
  private let linkage: Linkage
  /// The places of clusters that are left, upwards.
  private var active: [Int]
  private var sizes: [Int]
  private var chain: [Int] = []
  private var joins: [(kept: Int, gone: Int, height: Float)] = []

  init(_ distances: consuming CondensedDistances, linkage: Linkage) {
    let count = distances.count
    self.distances = distances
    self.linkage = linkage
    active = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  /// Joins the items of each group before all others.
  mutating func joinFirst(_ groups: Clustering) {
    for group in groups.members {
      for (item, next) in zip(group, group.dropFirst()) { join(item, next, height: 0) }
    }
  }

  /// Joins until one cluster is left.
  mutating func run(isCancelled: () -> Bool) throws(ClusteringError) {
    while active.count > 1 {
      if joins.count % 16 == 0, isCancelled() { throw .cancelled }
      joinNext()
    }
  }

  /// Follows the chain to two that are each other's nearest, and joins them.
  private mutating func joinNext() {
    if chain.isEmpty { chain.append(active[0]) }
    while true {
      let tip = chain[chain.count - 1]
      let before = chain.count > 1 ? chain[chain.count - 2] : nil
      let (next, distance) = nearest(to: tip, preferring: before)
      if next == before {
        chain.removeLast(2)
        return join(tip, next, height: distance)
      }
      chain.append(next)
    }
  }

  /// The nearest cluster; of equally near ones `before`, else the first.
  private func nearest(to tip: Int, preferring before: Int?) -> (place: Int, distance: Float) {
    var best = before ?? (active[0] == tip ? active[1] : active[0])
    var least = distances[tip, best]
    let row = distances.row(tip)
    let split = active.partitioningIndex { $0 >= tip }
    active.withUnsafeBufferPointer { active in
      for index in 0..<split where row[active[index]] < least {
        (best, least) = (active[index], row[active[index]])
      }
      for index in (split + 1)..<active.count {
        let distance = distances.row(active[index])[tip]
        if distance < least { (best, least) = (active[index], distance) }
      }
    }
    return (best, least)
  }

  /// Lets the cluster at one place take the one at another.
  private mutating func join(_ a: Int, _ b: Int, height: Float) {
    let (kept, gone) = (max(a, b), min(a, b))
    active.remove(at: active.partitioningIndex { $0 >= gone })
    let share = Float(sizes[kept]) / Float(sizes[kept] + sizes[gone])
    for place in active where place != kept {
      distances[place, kept] = linkage.joined(
        distances[place, kept], distances[place, gone], shareOfA: share)
    }
    sizes[kept] += sizes[gone]
    joins.append((kept, gone, height))
  }

  /// All joins, the nearest first, each with the clusters it joined.
  consuming func steps() -> [MergeStep] {
    let count = sizes.count
    var sets = DisjointSets(count: count)
    var names = Array(0..<count)
    var members = [Int](repeating: 1, count: count)
    // The order of the sort is stable: what was joined first among equals stays first.
    return joins.sorted { $0.height < $1.height }.enumerated().compactMap { number, join in
      let (first, second) = (names[sets.root(join.kept)], names[sets.root(join.gone)])
      guard let roots = sets.join(join.kept, join.gone) else { return nil }
      names[roots.kept] = count + number
      members[roots.kept] += members[roots.gone]
      return MergeStep(
        first: min(first, second), second: max(first, second), height: join.height,
        size: members[roots.kept])
    }
  }
}
