/// Two clusters that became one.
public struct MergeStep: Sendable, Hashable {
  /// The clusters joined: an item by its place, or `count` + the number of an earlier step.
  public let first: Int
  public let second: Int
  /// How far apart they were; infinite where items in them must not be together.
  public let height: Float
  /// How many items are in the cluster that came of it.
  public let size: Int
}

/// The whole history of an agglomerative clustering: a binary tree over the items (dendrogram).
public struct Agglomeration: Sendable, Hashable {
  /// How many items there are.
  public let count: Int
  /// `count` − 1 steps, the nearest clusters first; heights never fall.
  public let steps: [MergeStep]

  init(count: Int, steps: [MergeStep]) {
    self.count = count
    self.steps = steps
  }

  /// The two clusters that a cluster came of; `nil` for an item.
  public func children(of cluster: Int) -> (first: Int, second: Int)? {
    guard cluster >= count, cluster - count < steps.count else { return nil }
    let step = steps[cluster - count]
    return (step.first, step.second)
  }

  /// The step each cluster was joined in, as the cluster that came of it; `nil` for the root.
  public var parents: [Int?] {
    var parents = [Int?](repeating: nil, count: count + steps.count)
    for (number, step) in steps.enumerated() {
      parents[step.first] = count + number
      parents[step.second] = count + number
    }
    return parents
  }

  /// How far apart the two were that a cluster came of; `nil` for an item.
  public func height(of cluster: Int) -> Float? {
    cluster >= count && cluster - count < steps.count ? steps[cluster - count].height : nil
  }

  /// The largest clusters whose items are together at a threshold, by the labels of `cut(at:)`.
  public func clusters(at threshold: Double) -> [Int] {
    let taken = steps.partitioningIndex { !(Double($0.height) < threshold) }
    var top = Array(0..<count)
    var cluster = [Int](repeating: 0, count: count + taken)
    for number in stride(from: taken - 1, through: 0, by: -1) {
      let own = count + number
      if cluster[own] == 0 { cluster[own] = own }
      for child in [steps[number].first, steps[number].second] { cluster[child] = cluster[own] }
    }
    for item in 0..<count { top[item] = cluster[item] == 0 ? item : cluster[item] }
    var seen: Set<Int> = []
    return top.filter { seen.insert($0).inserted }
  }

  /// The cluster of everything; `nil` without items.
  public var root: Int? { count == 0 ? nil : count + steps.count - 1 }

  /// The items in a cluster, as the leaves of its branch from left to right.
  public func items(of cluster: Int) -> [Int] {
    var items: [Int] = []
    var rest = [cluster]
    while let next = rest.popLast() {
      if let children = children(of: next) {
        rest.append(children.second)
        rest.append(children.first)
      } else {
        items.append(next)
      }
    }
    return items
  }

  /// All items so that each cluster's lie side by side.
  public var leafOrder: [Int] { root.map(items(of:)) ?? [] }

  /// The clusters whose distances are all at or above a threshold: every step below it is taken.
  public func cut(at threshold: Double) -> Clustering {
    clustering(steps: steps.partitioningIndex { !(Double($0.height) < threshold) })
  }

  /// The clusters when a number of them is left. More are left where items must not be together.
  /// - Precondition: 1…`count` clusters.
  public func cut(into clusters: Int) -> Clustering {
    precondition((1...count).contains(clusters), "\(clusters) clusters of \(count)")
    let possible = steps.partitioningIndex { $0.height == .infinity }
    return clustering(steps: min(count - clusters, possible))
  }

  private func clustering(steps number: Int) -> Clustering {
    var sets = DisjointSets(count: count)
    var someItem = Array(0..<count)
    for step in steps.prefix(number) {
      sets.join(someItem[step.first], someItem[step.second])
      someItem.append(someItem[step.first])
    }
    return sets.clustering
  }
}

extension Array {
  /// The first place from which on a condition holds, in an array where it holds for a tail.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
