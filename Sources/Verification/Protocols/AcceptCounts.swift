/// Thresholds at even steps from 0.
struct ThresholdGrid: Sendable {
  let step: Double
  let count: Int

  subscript(index: Int) -> Double { Double(index) * step }

  /// The first threshold that a distance is below, strictly; `count` where it is below none.
  func firstAbove(_ distance: Float) -> Int {
    let distance = Double(distance)
    guard distance.isFinite, distance < self[count] else { return count }
    var index = min(count, max(0, Int(distance / step)))
    while index > 0, distance < self[index - 1] { index -= 1 }
    while index < count, distance >= self[index] { index += 1 }
    return index
  }
}

/// How many pairs are accepted at each threshold of a grid.
struct AcceptCounts {
  private var mated: [Int]
  private var nonMated: [Int]
  private let matedCount: Int
  private let nonMatedCount: Int

  init(_ pairs: [(distance: Float, same: Bool)], _ grid: ThresholdGrid) {
    mated = Array(repeating: 0, count: grid.count + 1)
    nonMated = mated
    for pair in pairs {
      let index = grid.firstAbove(pair.distance)
      if pair.same { mated[index] += 1 } else { nonMated[index] += 1 }
    }
    matedCount = mated.reduce(0, +)
    nonMatedCount = nonMated.reduce(0, +)
    for index in 1...grid.count {
      mated[index] += mated[index - 1]
      nonMated[index] += nonMated[index - 1]
    }
  }

  /// Right decisions at a threshold.
  func right(_ index: Int) -> Int { mated[index] + nonMatedCount - nonMated[index] }

  /// The most right decisions at any threshold of the grid.
  var mostRight: Int { (0..<(mated.count - 1)).map(right).max() ?? 0 }

  /// True accepts among mated pairs; 0 without any.
  func tar(_ index: Int) -> Double {
    matedCount == 0 ? 0 : Double(mated[index]) / Double(matedCount)
  }

  /// False accepts among non-mated pairs; 0 without any.
  func far(_ index: Int) -> Double {
    nonMatedCount == 0 ? 0 : Double(nonMated[index]) / Double(nonMatedCount)
  }
}
