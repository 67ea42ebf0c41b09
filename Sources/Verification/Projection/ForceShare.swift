import Glibc
import Synchronization
import Tensors

/// The forces on some of the items: repulsion on those at places of the tree's order, attraction on
/// those of the same numbers.
struct ForceShare: Sendable {
  let range: Range<Int>
  private(set) var repulsion: [PlanePoint] = []
  private(set) var attraction: [PlanePoint] = []
  /// Σ q over the repulsion, each item's with itself among it.
  private(set) var sum = 0.0
  /// Σ p log(p / q) over the attraction, q not divided by its sum yet.
  private(set) var divergence = 0.0

  /// All items in shares, on several threads.
  static func all(
    _ tree: QuadTree, _ points: [PlanePoint], _ affinities: Affinities, theta: Float, threads: Int?
  ) -> [ForceShare] {
    let ranges = ranges(points.count)
    let found = Mutex([ForceShare?](repeating: nil, count: ranges.count))
    let next = Atomic(0)
    @Sendable func work() {
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if part >= ranges.count { return }
        let share = ForceShare(ranges[part], tree, points, affinities, theta: theta)
        found.withLock { $0[part] = share }
      }
    }
    withHelpers(min(ranges.count, threads ?? Processors.available) - 1, helper: work, caller: work)
    return found.withLock { $0.compactMap(\.self) }
  }

  /// Whole groups of eight each. The same on any number of threads, so that sums round alike.
  private static func ranges(_ count: Int) -> [Range<Int>] {
    let size = max(512, (count / 16 + 7) / 8 * 8)
    return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }

  private init(
    _ range: Range<Int>, _ tree: QuadTree, _ points: [PlanePoint], _ affinities: Affinities,
    theta: Float
  ) {
    self.range = range
    repel(tree, theta)
    attract(points, affinities)
  }

  private mutating func repel(_ tree: QuadTree, _ theta: Float) {
    repulsion.reserveCapacity(range.count)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      let (x, y, sums) = tree.repulsion(ofEightFrom: start, theta: theta)
      for lane in 0..<min(8, range.upperBound - start) {
        repulsion.append(PlanePoint(x[lane], y[lane]))
        sum += Double(sums[lane])
      }
    }
  }

  private mutating func attract(_ points: [PlanePoint], _ affinities: Affinities) {
    attraction.reserveCapacity(range.count)
    for item in range {
      let own = points[item]
      var force = PlanePoint.zero
      var loss: Float = 0
      for place in Int(affinities.starts[item])..<Int(affinities.starts[item + 1]) {
        let offset = own - points[Int(affinities.items[place])]
        let inverse = 1 + (offset * offset).sum()
        let share = affinities.values[place]
        force += offset * (share / inverse)
        if share > 0 { loss += share * log(share * inverse) }
      }
      attraction.append(force)
      divergence += Double(loss)
    }
  }
}
