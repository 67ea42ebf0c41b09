import Figures

/// Where the rows or the columns of a matrix lie along one direction of the screen, with a gap
/// between groups.
struct HeatMapTrack {
  /// The units of the screen that one row or column takes.
  let size: Int
  let gap: Int
  /// The units there are.
  let room: Int
  let count: Int
  let origin: Int
  /// The first members of groups but the first.
  private let boundaries: [Int]

  init(
    count: Int, origin: Int, size: Int, gap: Int, room: Int, groups: [MatrixGroup]
  ) {
    self.size = max(1, size)
    self.room = max(0, room)
    self.count = count
    self.origin = min(max(0, origin), max(0, count - 1))
    var start = 0
    let starts = groups.dropLast().map { group in
      start += group.count
      return start
    }
    // Gaps between small groups would take more room than they clear up.
    self.gap = groups.count > 1 && count >= 3 * groups.count ? gap : 0
    boundaries = starts
  }

  /// The groups that begin at or before an index, but the first.
  private func boundariesUp(to index: Int) -> Int {
    var low = 0, high = boundaries.count
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] <= index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first unit of a row or column, counted from that of the origin.
  func start(of index: Int) -> Int { start(of: index, from: origin) }

  private func start(of index: Int, from origin: Int) -> Int {
    (index - origin) * size + gap * (boundariesUp(to: index) - boundariesUp(to: origin))
  }

  /// Those that are at least partly in view.
  var indices: Range<Int> {
    var low = origin, high = count
    while low < high {
      let middle = (low + high) / 2
      if start(of: middle) < room { low = middle + 1 } else { high = middle }
    }
    return origin..<low
  }

  /// Whether all are wholly in view.
  var isWhole: Bool { count == 0 || (origin == 0 && start(of: count - 1) + size <= room) }

  /// The row or column at a unit; nothing in a gap.
  func index(at unit: Int) -> Int? {
    guard unit >= 0, unit < room else { return nil }
    let indices = indices
    var low = indices.lowerBound, high = indices.upperBound
    while low < high {
      let middle = (low + high) / 2
      if start(of: middle) <= unit { low = middle + 1 } else { high = middle }
    }
    let index = low - 1
    return index >= origin && unit < start(of: index) + size ? index : nil
  }

  /// The origin nearest to this one that has `index` wholly in view and leaves no room unused.
  func origin(showing index: Int?) -> Int {
    guard count > 0 else { return 0 }
    func first(showing last: Int) -> Int {
      var first = last
      while first > 0, start(of: last, from: first - 1) + size <= room { first -= 1 }
      return first
    }
    var result = min(origin, first(showing: count - 1))
    if let index = index.map({ min(max(0, $0), count - 1) }) {
      result = min(max(result, first(showing: index)), index)
    }
    return result
  }
}
