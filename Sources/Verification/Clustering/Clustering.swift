/// Items sorted into clusters.
public struct Clustering: Sendable, Hashable {
  /// The cluster of each item: 0, 1, … in the order in which clusters first appear.
  public let labels: [Int]
  /// How many clusters there are.
  public let count: Int

  /// Takes any numbers as names of clusters, and numbers them anew.
  public init(naming names: some Sequence<Int>) {
    var numbers: [Int: Int] = [:]
    labels = names.map { name in
      let next = numbers.count
      return numbers[name, default: next].stored(in: &numbers, at: name)
    }
    count = numbers.count
  }

  /// The items of each cluster, in order.
  public var members: [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (item, label) in labels.enumerated() { members[label].append(item) }
    return members
  }

  /// The items of each cluster, the largest cluster first; of equal ones the earlier.
  public var largestFirst: [[Int]] {
    members.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }
}

extension Int {
  fileprivate func stored(in numbers: inout [Int: Int], at name: Int) -> Int {
    numbers[name] = self
    return self
  }
}
