/// What is known of pairs of items before they are clustered.
public struct ClusterConstraints: Sendable, Hashable {
  /// Two items by their places, the smaller first.
  public struct Pair: Sendable, Hashable {
    public let first: Int
    public let second: Int

    public init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }
  }

  /// A pair that must not be together and is, through pairs that must.
  public struct Contradiction: Sendable, Hashable {
    public let cannotLink: Pair
    /// The shortest chain of must-links from the first item to the second, both included.
    public let chain: [Int]
  }

  public var mustLink: [Pair]
  public var cannotLink: [Pair]

  public init(mustLink: [Pair] = [], cannotLink: [Pair] = []) {
    self.mustLink = mustLink
    self.cannotLink = cannotLink
  }

  public var isEmpty: Bool { mustLink.isEmpty && cannotLink.isEmpty }

  /// Every cannot-link that the must-links contradict, in order; an item that cannot be with itself
  /// is one.
  public func contradictions() -> [Contradiction] {
    var neighbours: [Int: [Int]] = [:]
    for pair in mustLink {
      neighbours[pair.first, default: []].append(pair.second)
      neighbours[pair.second, default: []].append(pair.first)
    }
    return cannotLink.compactMap { pair in
      Self.chain(pair, neighbours).map { Contradiction(cannotLink: pair, chain: $0) }
    }
  }

  /// Breadth first, from the second to the first so that the way back is the chain.
  private static func chain(_ pair: Pair, _ neighbours: [Int: [Int]]) -> [Int]? {
    var next = [pair.second: pair.second]
    var queue = [pair.second]
    var head = 0
    while head < queue.count, next[pair.first] == nil {
      let item = queue[head]
      head += 1
      for other in neighbours[item] ?? [] where next[other] == nil {
        next[other] = item
        queue.append(other)
      }
    }
    guard next[pair.first] != nil else { return nil }
    var chain = [pair.first]
    while let last = chain.last, last != pair.second, let step = next[last] { chain.append(step) }
    return chain
  }

  /// Items that must be together.
  func groups(count: Int) -> Clustering {
    var sets = DisjointSets(count: count)
    for pair in mustLink { sets.join(pair.first, pair.second) }
    return sets.clustering
  }

  /// The pairs that an item is not in.
  func without(_ item: Int) -> ClusterConstraints {
    func isElsewhere(_ pair: Pair) -> Bool { pair.first != item && pair.second != item }
    return ClusterConstraints(
      mustLink: mustLink.filter(isElsewhere), cannotLink: cannotLink.filter(isElsewhere))
  }

  /// What the constraints mean for a few items, in their places among the few: also by way of items
  /// that are not among them.
  public func among(_ items: [Int]) -> ClusterConstraints {
    var numbers: [Int: Int] = [:]
    for item in (mustLink + cannotLink).flatMap({ [$0.first, $0.second] })
    where numbers[item] == nil {
      numbers[item] = numbers.count
    }
    var sets = DisjointSets(count: numbers.count)
    for pair in mustLink {
      if let a = numbers[pair.first], let b = numbers[pair.second] { sets.join(a, b) }
    }
    // Of each group the places that are left, of which one stands for all.
    var groups: [Int: [Int]] = [:]
    for (place, item) in items.enumerated() {
      if let number = numbers[item] { groups[sets.root(number), default: []].append(place) }
    }
    func place(_ item: Int) -> Int? {
      numbers[item].flatMap { groups[sets.root($0)]?.first }
    }
    let chains = groups.values.flatMap { zip($0, $0.dropFirst()).map { Pair($0, $1) } }
    let apart = cannotLink.compactMap { pair in
      place(pair.first).flatMap { one in place(pair.second).map { Pair(one, $0) } }
    }
    return ClusterConstraints(
      mustLink: chains.sorted { ($0.first, $0.second) < ($1.first, $1.second) },
      cannotLink: Set(apart).sorted { ($0.first, $0.second) < ($1.first, $1.second) })
  }

  /// - Throws: `contradictory`, `unknownItem`.
  func check(count: Int) throws(ClusteringError) {
    for pair in mustLink + cannotLink where pair.first < 0 || pair.second >= count {
      throw .unknownItem(pair.first < 0 ? pair.first : pair.second, count: count)
    }
    let found = contradictions()
    if !found.isEmpty { throw .contradictory(found) }
  }
}
