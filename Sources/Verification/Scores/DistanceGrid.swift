import Glibc

/// Equal steps of distance from 0 on: what pairs too many to be kept are counted into.
///
/// The steps are a power of two and divide a power of two, so that two grids always fit into each
/// other. A step is at most 1/65,536 of the largest distance a metric can give on the embeddings,
/// and that is the error of a threshold; counts below an edge are exact.
struct DistanceGrid: Sendable, Equatable {
  static let bins = 1 << 17
  /// The steps cover 0 ..< 2 to this power.
  let exponent: Int

  /// The smallest grid that covers distances up to `bound`; `nil` when that isn't finite.
  init?(bound: Float) {
    guard bound.isFinite, bound >= 0 else { return nil }
    exponent = bound < .leastNormalMagnitude ? 0 : Int(bound.exponent) + 1
  }

  init(exponent: Int) { self.exponent = exponent }

  /// Distances from here on aren't in the grid.
  var end: Float { Float(sign: .plus, exponent: exponent, significand: 1) }

  var step: Float { end / Float(Self.bins) }

  /// Bins for a unit of distance.
  var scale: Float { Float(Self.bins) / end }

  /// The bin of a distance; `nil` beyond the grid and for what isn't a number.
  func bin(of distance: Float) -> Int? {
    distance < end ? Int(distance * scale) : nil
  }

  /// Where a bin begins.
  func edge(_ bin: Int) -> Float { Float(bin) * step }
}

/// Distances of one class counted in a grid; each stands for the edge its bin begins with.
struct BinnedDistances: Sendable, Equatable {
  let grid: DistanceGrid
  /// How many lie below each edge, the last one being the grid's end.
  let below: [Int]
  /// All of them, with those beyond the grid and those that aren't numbers.
  let count: Int

  init(grid: DistanceGrid, counts: some Sequence<Int>, beyond: Int) {
    self.grid = grid
    var running = 0
    var below = [0]
    below.reserveCapacity(DistanceGrid.bins + 1)
    for count in counts {
      running += count
      below.append(running)
    }
    self.below = below
    count = running + beyond
  }

  /// Counts distances, in any order.
  init(_ distances: [Float], grid: DistanceGrid) {
    var counts = [Int](repeating: 0, count: DistanceGrid.bins)
    var beyond = 0
    for distance in distances {
      if let bin = grid.bin(of: distance) { counts[bin] += 1 } else { beyond += 1 }
    }
    self.init(grid: grid, counts: counts, beyond: beyond)
  }

  /// How many a bin holds.
  func count(in bin: Int) -> Int { below[bin + 1] - below[bin] }

  /// The same counts on a grid that reaches further.
  func coarsened(to wider: DistanceGrid) -> BinnedDistances {
    if wider == grid { return self }
    let shift = wider.exponent - grid.exponent
    let counts = (0..<DistanceGrid.bins).map { bin in
      let start = min(DistanceGrid.bins, shift < 17 ? bin << shift : (bin == 0 ? 0 : .max))
      let end = min(DistanceGrid.bins, shift < 17 ? (bin + 1) << shift : .max)
      return below[end] - below[start]
    }
    return BinnedDistances(grid: wider, counts: counts, beyond: count - below[DistanceGrid.bins])
  }

  func adding(_ other: BinnedDistances) -> BinnedDistances {
    let wider = grid.exponent >= other.grid.exponent ? grid : other.grid
    let (a, b) = (coarsened(to: wider), other.coarsened(to: wider))
    let counts = (0..<DistanceGrid.bins).lazy.map { a.count(in: $0) + b.count(in: $0) }
    let inside = a.below[DistanceGrid.bins] + b.below[DistanceGrid.bins]
    return BinnedDistances(grid: wider, counts: counts, beyond: count + other.count - inside)
  }

  /// How many lie below `threshold`, which is taken up to the next edge.
  func countBelow(_ threshold: Double) -> Int {
    if threshold >= Double(grid.end) { return below[DistanceGrid.bins] }
    if !(threshold > 0) { return 0 }
    return below[Int((threshold * Double(grid.scale)).rounded(.up))]
  }
}
