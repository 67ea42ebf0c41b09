/// The distances of one class of pairs, sorted upwards: each kept, or, where there are too many,
/// counted in fine bins.
///
/// As a collection it gives the distances one by one; one that was binned stands as the edge its
/// bin begins with, at most `resolution` below the true value. What isn't a number comes last.
public struct DistanceList: RandomAccessCollection, Sendable, Equatable {
  enum Storage: Sendable, Equatable {
    case sorted([Float])
    case binned(BinnedDistances)
  }

  private(set) var storage: Storage

  /// - Parameter sorted: upwards, NaN last.
  init(sorted: [Float]) { storage = .sorted(sorted) }

  init(_ binned: BinnedDistances) { storage = .binned(binned) }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .sorted(let distances): distances.count
    case .binned(let bins): bins.count
    }
  }

  public subscript(index: Int) -> Float {
    switch storage {
    case .sorted(let distances): return distances[index]
    case .binned(let bins):
      precondition((0..<bins.count).contains(index), "distance \(index) of \(bins.count)")
      // The first edge with more than `index` below it ends the bin.
      let end = bins.below.partitioningIndex { $0 > index }
      return end == bins.below.count ? .nan : bins.grid.edge(end - 1)
    }
  }

  /// How far a distance given may lie below the true one; 0 where each is kept.
  public var resolution: Double {
    switch storage {
    case .sorted: 0
    case .binned(let bins): Double(bins.grid.step)
    }
  }

  /// How many lie below `threshold`; in time logarithmic in the pairs, or constant.
  public func countBelow(_ threshold: Double) -> Int {
    switch storage {
    case .sorted(let distances): distances.partitioningIndex { !(Double($0) < threshold) }
    case .binned(let bins): bins.countBelow(threshold)
    }
  }

  /// How many are numbers.
  var countOfNumbers: Int {
    switch storage {
    case .sorted(let distances): distances.partitioningIndex { $0.isNaN }
    case .binned(let bins): bins.below[DistanceGrid.bins]
    }
  }

  func merged(with other: DistanceList) -> DistanceList {
    switch (storage, other.storage) {
    case (.sorted(let a), .sorted(let b)):
      DistanceList(sorted: Verification.merged(a, b))
    case (.binned(let a), .binned(let b)): DistanceList(a.adding(b))
    case (.binned(let a), .sorted(let b)), (.sorted(let b), .binned(let a)):
      DistanceList(a.adding(BinnedDistances(b, grid: a.grid.covering(b))))
    }
  }
}

extension DistanceGrid {
  /// This grid, or a wider one that holds the last finite distance of a sorted list.
  func covering(_ sorted: [Float]) -> DistanceGrid {
    guard let last = sorted.last(where: \.isFinite), last >= end else { return self }
    return DistanceGrid(bound: last) ?? self
  }
}

extension RandomAccessCollection where Index == Int {
  /// In a collection that turns from false to true once, the first index of what is true.
  package func partitioningIndex(_ isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
