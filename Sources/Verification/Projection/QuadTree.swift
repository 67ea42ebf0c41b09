/// Points of the plane in a tree of squares, each with the number and the middle of its points
/// (Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm", 1986).
///
/// Squares stand depth first, so that a walk goes on to the next or skips a whole branch. Points of
/// a square lie side by side.
struct QuadTree: Sendable {
  struct Square: Sendable {
    /// The mean of its points.
    var x: Float
    var y: Float
    var count: Float
    /// The square of its side.
    var squaredSide: Float
    /// The square to go on with when this one is not looked into.
    var skip: Int32
    /// Its points by their places in the tree's order, where it has no squares in it.
    var first: Int32
    /// Behind its last point; `first` − 1 where it has squares in it.
    var end: Int32
  }

  private(set) var squares: [Square] = []
  /// The points, by their numbers, in the tree's order.
  let order: [Int32]
  /// The coordinates in that order; the last point is repeated up to a multiple of eight.
  let xs: [Float]
  let ys: [Float]

  /// How many points a square holds before it is divided.
  private static let capacity = 8
  private static let levels: UInt64 = 16

  init(_ points: [PlanePoint]) {
    let (corner, side) = Self.bounds(points)
    let keys = Self.sortedKeys(points, corner, side)
    order = keys.map { Int32(truncatingIfNeeded: $0 & 0xffff_ffff) }
    let padded = (points.count + 7) / 8 * 8
    var (xs, ys) = ([Float](), [Float]())
    xs.reserveCapacity(padded)
    ys.reserveCapacity(padded)
    for place in 0..<padded {
      let point = points[Int(order[min(place, points.count - 1)])]
      xs.append(point.x)
      ys.append(point.y)
    }
    (self.xs, self.ys) = (xs, ys)
    squares.reserveCapacity(points.count)
    if !keys.isEmpty { add(keys, 0..<keys.count, level: 0, side: side) }
  }

  private static func bounds(_ points: [PlanePoint]) -> (corner: PlanePoint, side: Float) {
    var (low, high) = (points.first ?? .zero, points.first ?? .zero)
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (low, max((high - low).max(), .leastNormalMagnitude) * 1.0001)
  }

  /// Of each point the path through the tree, two bits a level (Morton, 1966), then its number.
  private static func sortedKeys(
    _ points: [PlanePoint], _ corner: PlanePoint, _ side: Float
  ) -> [UInt64] {
    let scale = Float(1 << levels) / side
    let last = Float((1 << levels) - 1)
    return points.enumerated().map { number, point in
      let place = (point - corner) * scale
      let x = UInt64(max(0, min(last, place.x)))
      let y = UInt64(max(0, min(last, place.y)))
      return (spread(x) | spread(y) << 1) << 32 | UInt64(number)
    }.sorted()
  }

  /// Puts a blank between any two of sixteen bits.
  private static func spread(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits = (bits | bits << 8) & 0x00ff_00ff
    bits = (bits | bits << 4) & 0x0f0f_0f0f
    bits = (bits | bits << 2) & 0x3333_3333
    return (bits | bits << 1) & 0x5555_5555
  }

  private mutating func add(
    _ keys: [UInt64], _ range: Range<Int>, level: UInt64, side: Float
  ) {
    let own = squares.count
    let isLeaf = range.count <= Self.capacity || level == Self.levels
    let first = Int32(range.lowerBound)
    squares.append(
      Square(
        x: 0, y: 0, count: Float(range.count), squaredSide: side * side, skip: 0, first: first,
        end: isLeaf ? Int32(range.upperBound) : first - 1))
    var sum = SIMD2<Double>.zero
    for place in range { sum += SIMD2(Double(xs[place]), Double(ys[place])) }
    squares[own].x = Float(sum.x / Double(range.count))
    squares[own].y = Float(sum.y / Double(range.count))
    if !isLeaf {
      let shift = 32 + 2 * (Self.levels - 1 - level)
      var start = range.lowerBound
      while start < range.upperBound {
        let digit = keys[start] >> shift
        var end = start + 1
        while end < range.upperBound, keys[end] >> shift == digit { end += 1 }
        add(keys, start..<end, level: level + 1, side: side / 2)
        start = end
      }
    }
    squares[own].skip = Int32(squares.count)
  }
}

extension QuadTree {
  /// What all points do to eight neighbouring ones: Σ q²(yᵢ − yⱼ) and Σ q with
  /// q = 1 / (1 + ‖yᵢ − yⱼ‖²), themselves among them.
  ///
  /// - Parameter theta: a square counts as one point when its side is less than this share of its
  ///   distance from all eight; with 0 none does.
  func repulsion(
    ofEightFrom start: Int, theta: Float
  ) -> (x: SIMD8<Float>, y: SIMD8<Float>, sum: SIMD8<Float>) {
    squares.withUnsafeBufferPointer { squares in
      xs.withUnsafeBufferPointer { xs in
        ys.withUnsafeBufferPointer { ys in
          var walk = RepulsionWalk(eight(xs, start), eight(ys, start))
          let limit = theta * theta
          var place = 0
          while place < squares.count {
            let square = squares[place]
            if square.squaredSide < limit * walk.squaredDistance(square) {
              walk.add(square.x, square.y, square.count)
              place = Int(square.skip)
            } else if square.end < square.first {
              place += 1
            } else {
              for point in Int(square.first)..<Int(square.end) { walk.add(xs[point], ys[point], 1) }
              place = Int(square.skip)
            }
          }
          return (walk.forceX, walk.forceY, walk.sum)
        }
      }
    }
  }

  @inline(__always)
  private func eight(_ values: UnsafeBufferPointer<Float>, _ start: Int) -> SIMD8<Float> {
    SIMD8(
      values[start], values[start + 1], values[start + 2], values[start + 3], values[start + 4],
      values[start + 5], values[start + 6], values[start + 7])
  }
}

/// Eight points and what has acted on them so far.
private struct RepulsionWalk {
  private let x: SIMD8<Float>
  private let y: SIMD8<Float>
  private let middle: (x: Float, y: Float)
  private let half: (x: Float, y: Float)
  private(set) var forceX = SIMD8<Float>.zero
  private(set) var forceY = SIMD8<Float>.zero
  private(set) var sum = SIMD8<Float>.zero

  @inline(__always)
  init(_ x: SIMD8<Float>, _ y: SIMD8<Float>) {
    (self.x, self.y) = (x, y)
    middle = ((x.min() + x.max()) / 2, (y.min() + y.max()) / 2)
    half = ((x.max() - x.min()) / 2, (y.max() - y.min()) / 2)
  }

  /// From the box around the eight to the middle of a square's points.
  @inline(__always)
  func squaredDistance(_ square: QuadTree.Square) -> Float {
    let across = max(0, abs(square.x - middle.x) - half.x)
    let down = max(0, abs(square.y - middle.y) - half.y)
    return across * across + down * down
  }

  @inline(__always)
  mutating func add(_ otherX: Float, _ otherY: Float, _ weight: Float) {
    let dx = x - otherX
    let dy = y - otherY
    let q = 1 / (1 + dx * dx + dy * dy)
    let share = weight * q
    sum += share
    let force = share * q
    forceX += force * dx
    forceY += force * dy
  }
}
