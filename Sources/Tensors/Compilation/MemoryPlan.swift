/// Places of buffers in one arena, so that buffers alive at the same time never overlap.
///
/// Greedy by size: the largest buffer is placed first, each at the lowest offset that is free
/// while it lives.
struct MemoryPlan {
  /// A buffer's size in bytes and the steps from its first write to its last read.
  struct Lifetime: Equatable {
    var bytes: Int
    var steps: ClosedRange<Int>?
  }

  /// The start of each buffer in bytes, a multiple of `alignment`.
  let offsets: [Int]
  /// The size of the arena in bytes.
  let size: Int

  /// A cache line, and the widest vector register.
  static let alignment = 64

  init(_ lifetimes: [Lifetime]) {
    var offsets = Array(repeating: 0, count: lifetimes.count)
    var placed: [Int] = []
    let order = lifetimes.indices.sorted { lifetimes[$0].bytes > lifetimes[$1].bytes }
    for index in order where lifetimes[index].steps != nil {
      let taken = placed.filter { lifetimes[$0].overlaps(lifetimes[index]) }
        .map { offsets[$0]..<offsets[$0] + lifetimes[$0].alignedBytes }
      offsets[index] = Self.gap(of: lifetimes[index].alignedBytes, between: taken)
      placed.append(index)
    }
    self.offsets = offsets
    size = placed.map { offsets[$0] + lifetimes[$0].alignedBytes }.max() ?? 0
  }

  /// The lowest offset at which so many bytes fit between ranges that are taken.
  private static func gap(of bytes: Int, between taken: [Range<Int>]) -> Int {
    var offset = 0
    for range in taken.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if offset + bytes <= range.lowerBound { break }
      offset = max(offset, range.upperBound)
    }
    return offset
  }
}

extension MemoryPlan.Lifetime {
  fileprivate var alignedBytes: Int {
    (bytes + MemoryPlan.alignment - 1) / MemoryPlan.alignment * MemoryPlan.alignment
  }

  fileprivate func overlaps(_ other: Self) -> Bool {
    guard let steps, let others = other.steps else { return false }
    return steps.overlaps(others)
  }
}
