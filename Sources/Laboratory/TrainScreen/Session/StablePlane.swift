import Glibc
import Verification

/// A plane through embeddings that keeps its axes: principal components whose directions are turned
/// to those of the frame before, and followed slowly.
///
/// Components of their own flip their signs and change places from frame to frame, and the picture
/// with them. The turn or mirroring that brings the new axes nearest to the old ones is that of
/// orthogonal Procrustes (Schönemann 1966, "A generalized solution of the orthogonal Procrustes
/// problem"), for two axes in closed form. Embeddings of two numbers are shown as they are.
struct StablePlane: Sendable {
  /// How much of the way to the new axes is gone in a frame, 0…1.
  let pace: Double
  private(set) var axes: [[Double]] = []
  private(set) var centre: [Double] = []
  /// The share of the variance in the plane.
  private(set) var share = 1.0

  init(pace: Double = 0.25) { self.pace = pace }

  /// Follows a set, and returns where each embedding lies.
  mutating func place(_ set: EmbeddingSet) -> [PlanePoint] {
    if set.dimension <= 2 {
      centre = Array(repeating: 0, count: set.dimension)
      axes = (0..<set.dimension).map { axis in
        (0..<set.dimension).map { $0 == axis ? 1 : 0 }
      }
    } else if let components = PrincipalComponents(set) {
      follow(components)
    }
    return points(of: set)
  }

  private mutating func follow(_ components: PrincipalComponents) {
    share = components.variances.reduce(0, +) / max(components.totalVariance, 1e-300)
    guard axes.first?.count == components.mean.count else {
      (axes, centre) = (components.directions, components.mean)
      return
    }
    let turned = Self.turn(components.directions, towards: axes)
    axes = Self.orthonormal(zip(axes, turned).map { Self.between($0, $1, pace) })
    centre = Self.between(centre, components.mean, pace)
  }

  private func points(of set: EmbeddingSet) -> [PlanePoint] {
    (0..<set.count).map { row in
      let offset = zip(set[row], centre).map { Double($0) - $1 }
      let places = axes.map { Float(Self.product($0, offset)) }
      return PlanePoint(places.first ?? 0, places.count > 1 ? places[1] : 0)
    }
  }

  /// Two axes, turned or mirrored within their plane so that they lie nearest to others.
  static func turn(_ axes: [[Double]], towards others: [[Double]]) -> [[Double]] {
    guard axes.count == 2, others.count == 2 else { return axes }
    let (a, b) = (product(axes[0], others[0]), product(axes[0], others[1]))
    let (c, d) = (product(axes[1], others[0]), product(axes[1], others[1]))
    // The best turn and the best mirroring; the one that comes nearer is taken.
    let mirrors = hypot(a - d, b + c) > hypot(a + d, c - b)
    let angle = mirrors ? atan2(b + c, a - d) : atan2(c - b, a + d)
    let sign: Double = mirrors ? -1 : 1
    return [
      zip(axes[0], axes[1]).map { cos(angle) * $0 + sin(angle) * $1 },
      zip(axes[0], axes[1]).map { sign * (cos(angle) * $1 - sin(angle) * $0) },
    ]
  }

  private static func between(_ a: [Double], _ b: [Double], _ share: Double) -> [Double] {
    zip(a, b).map { $0 + share * ($1 - $0) }
  }

  /// The first axis at length 1, and the second at length 1 and at a right angle to it.
  private static func orthonormal(_ axes: [[Double]]) -> [[Double]] {
    guard axes.count == 2 else { return axes }
    let first = unit(axes[0])
    let overlap = product(first, axes[1])
    return [first, unit(zip(axes[1], first).map { $0 - overlap * $1 })]
  }

  private static func unit(_ axis: [Double]) -> [Double] {
    let length = product(axis, axis).squareRoot()
    return length > 1e-12 ? axis.map { $0 / length } : axis
  }

  static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
