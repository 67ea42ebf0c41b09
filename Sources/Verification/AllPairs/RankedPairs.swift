/// Two embeddings, by their place in the set, and their distance.
public struct RankedPair: Hashable, Sendable {
  /// The later of the two.
  public let first: Int
  public let second: Int
  public let distance: Float

  public init(first: Int, second: Int, distance: Float) {
    self.first = first
    self.second = second
    self.distance = distance
  }
}

/// The pairs that decide how good a threshold can be.
public struct RankedPairs: Sendable, Equatable {
  /// Different people, the nearest pair first.
  public let hardestImpostors: [RankedPair]
  /// The same person, the farthest pair first.
  public let worstGenuine: [RankedPair]

  init(hardestImpostors: [RankedPair], worstGenuine: [RankedPair]) {
    self.hardestImpostors = hardestImpostors
    self.worstGenuine = worstGenuine
  }

  /// Of distances that are there already.
  /// - Parameters:
  ///   - people: of each row, whose it is.
  ///   - keeping: how many pairs of each kind are kept.
  public init(of matrix: DistanceMatrix, people: [Int], keeping: Int) {
    var impostors = ShortList(capacity: keeping)
    var genuine = ShortList(capacity: keeping)
    for row in 0..<matrix.count {
      for column in 0..<row {
        let distance = matrix[row, column]
        if people[row] == people[column] {
          if -distance < genuine.bound { genuine.insert(-distance, row: row, column: column) }
        } else if distance < impostors.bound {
          impostors.insert(distance, row: row, column: column)
        }
      }
    }
    hardestImpostors = impostors.ranked(sign: 1)
    worstGenuine = genuine.ranked(sign: -1)
  }

  func merged(with other: RankedPairs, keeping: Int) -> RankedPairs {
    func merge(_ lists: [RankedPair], sign: Float) -> [RankedPair] {
      let sorted = lists.sorted {
        (sign * $0.distance, $0.first, $0.second) < (sign * $1.distance, $1.first, $1.second)
      }
      return Array(sorted.prefix(keeping))
    }
    return RankedPairs(
      hardestImpostors: merge(hardestImpostors + other.hardestImpostors, sign: 1),
      worstGenuine: merge(worstGenuine + other.worstGenuine, sign: -1))
  }
}

extension RankedPairs {
  /// The same pairs with distances as of a single comparison, which a matrix product comes only
  /// close to.
  func measured(in set: EmbeddingSet, metric: Metric, keeping: Int) -> RankedPairs {
    func measure(_ pair: RankedPair) -> RankedPair {
      let distance = metric.distance(Array(set[pair.first]), Array(set[pair.second]))
      return RankedPair(first: pair.first, second: pair.second, distance: distance)
    }
    let empty = RankedPairs(hardestImpostors: [], worstGenuine: [])
    return RankedPairs(
      hardestImpostors: hardestImpostors.map(measure), worstGenuine: worstGenuine.map(measure)
    ).merged(with: empty, keeping: keeping)
  }
}

/// Keeps the `capacity` pairs of the smallest keys seen, with the rule "the earlier wins" at ties.
struct ShortList {
  private let capacity: Int
  /// A heap by key with the largest on top.
  private var heap: [Entry] = []
  /// A key must be below this to enter.
  private(set) var bound = Float.infinity

  private struct Entry {
    let key: Float
    let row: Int32
    let column: Int32

    func isAbove(_ other: Entry) -> Bool {
      (key, row, column) > (other.key, other.row, other.column)
    }
  }

  init(capacity: Int) {
    self.capacity = capacity
    if capacity == 0 { bound = -.infinity }
  }

  /// - Precondition: `key` is at most `bound`.
  mutating func insert(_ key: Float, row: Int, column: Int) {
    insert(Entry(key: key, row: Int32(row), column: Int32(column)))
  }

  private mutating func insert(_ entry: Entry) {
    if heap.count < capacity {
      heap.append(entry)
      rise(heap.count - 1)
    } else if let top = heap.first, top.isAbove(entry) {
      heap[0] = entry
      sink(0)
    }
    if heap.count == capacity, let top = heap.first { bound = top.key }
  }

  mutating func add(_ other: ShortList) {
    for entry in other.heap { insert(entry) }
  }

  private mutating func rise(_ start: Int) {
    var index = start
    while index > 0, heap[index].isAbove(heap[(index - 1) / 2]) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var top = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
        if heap[child].isAbove(heap[top]) { top = child }
      }
      if top == index { return }
      heap.swapAt(index, top)
      index = top
    }
  }

  /// The pairs kept, the smallest key first; `sign` turns keys back into distances.
  func ranked(sign: Float) -> [RankedPair] {
    heap.sorted { $1.isAbove($0) }.map {
      RankedPair(first: Int($0.row), second: Int($0.column), distance: sign * $0.key)
    }
  }
}
