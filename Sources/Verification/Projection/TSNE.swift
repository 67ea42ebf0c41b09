import Glibc
import Tensors

/// The plane in which neighbours stay neighbours: t-SNE with Barnes–Hut (van der Maaten,
/// "Accelerating t-SNE using tree-based algorithms", 2014), step by step, so that it can be shown
/// while it runs.
///
/// Begins with the principal components, made small (Kobak and Linderman, "Initialization is
/// critical for preserving global data structure", 2021). The learning rate is the number of items
/// over the exaggeration, on the gradient without its factor 4 (Belkina et al., "Automated optimized
/// parameters for t-SNE", 2019). The same seed gives the same picture on any number of threads.
public struct TSNE: Sendable {
  /// Where each item is.
  public private(set) var points: [PlanePoint]
  /// Steps done.
  public private(set) var iteration = 0
  /// Steps until the picture is done.
  public let iterations: Int
  /// How far the picture is from the affinities: the Kullback–Leibler divergence before the last
  /// step (equation 2); `nil` before the first.
  public private(set) var divergence: Double?

  private let affinities: Affinities
  private let theta: Float
  private let threads: Int?
  private var velocities: [PlanePoint]
  private var gains: [PlanePoint]

  /// Finds each item's neighbours, the costly part before the first step.
  ///
  /// - Parameters:
  ///   - perplexity: how many neighbours count in effect; a third of the others at most.
  ///   - theta: how coarse far points are taken; 0 takes each by itself.
  ///   - isCancelled: asked between items.
  /// - Returns: `nil` when cancelled.
  public init?(
    _ set: EmbeddingSet, metric: Metric, perplexity: Double = 30, theta: Double = 0.5,
    iterations: Int = 750, seed: UInt64 = 1, threads: Int? = nil,
    isCancelled: () -> Bool = { false }
  ) {
    let most = Double(max(1, set.count - 1)) / 3
    let perplexity = min(perplexity, max(1, most))
    let neighbours = set.nearestNeighbours(
      min(set.count - 1, Int(3 * perplexity)), metric: metric, threads: threads,
      isCancelled: isCancelled)
    guard let neighbours, let components = PrincipalComponents(set, isCancelled: isCancelled) else {
      return nil
    }
    affinities = Affinities(
      neighbours, perplexity: perplexity, isSquared: metric.isSquaredLength)
    points = Self.beginning(components.plane(set), seed: seed)
    velocities = points.map { _ in .zero }
    gains = points.map { _ in .one }
    self.theta = Float(theta)
    self.iterations = iterations
    self.threads = threads
  }

  /// Small, and no two items in one place.
  private static func beginning(_ plane: [PlanePoint], seed: UInt64) -> [PlanePoint] {
    var generator = SeededGenerator(seed: seed)
    let square = plane.reduce(0.0) { $0 + Double($1.x) * Double($1.x) }
    let deviation = Float((square / Double(max(1, plane.count))).squareRoot())
    let scale = deviation > 0 ? 1e-4 / deviation : 0
    return plane.map { point in
      let x = Float.random(in: -1...1, using: &generator)
      let y = Float.random(in: -1...1, using: &generator)
      return point * scale + PlanePoint(x, y) * 1e-6
    }
  }

  /// Whether the picture is done.
  public var isDone: Bool { iteration >= iterations || points.count < 2 }

  /// A third of the steps pull neighbours together more strongly than they are alike.
  private var exaggeration: Float { iteration < iterations / 3 ? Self.early : 1 }

  private static let early: Float = 12

  private var learningRate: Float { max(Float(points.count) / Self.early / 4, 50) }

  /// Moves every item down the gradient once.
  public mutating func step() {
    if isDone { return }
    let forces = TSNEForces(
      points, affinities, theta: theta, exaggeration: exaggeration, threads: threads)
    divergence = forces.divergence
    let momentum: Float = iteration < iterations / 3 ? 0.5 : 0.8
    var middle = SIMD2<Double>.zero
    for item in points.indices {
      let gradient = forces.gradient[item]
      let agrees = (gradient .> 0) .== (velocities[item] .> 0)
      let slower = pointwiseMax(gains[item] * 0.8, PlanePoint(repeating: 0.01))
      gains[item] = slower.replacing(with: gains[item] + 0.2, where: .!agrees)
      velocities[item] = velocities[item] * momentum - gradient * gains[item] * learningRate
      points[item] += velocities[item]
      middle += SIMD2<Double>(points[item])
    }
    let shift = SIMD2<Float>(middle / Double(points.count))
    for item in points.indices { points[item] -= shift }
    iteration += 1
  }
}

/// Where items are drawn to.
struct TSNEForces {
  /// The gradient of the divergence by the place of each item (equation 3), the affinities
  /// exaggerated.
  let gradient: [PlanePoint]
  /// The divergence itself, the affinities as they are.
  let divergence: Double

  init(
    _ points: [PlanePoint], _ affinities: Affinities, theta: Float, exaggeration: Float = 1,
    threads: Int? = nil
  ) {
    let tree = QuadTree(points)
    let shares = ForceShare.all(tree, points, affinities, theta: theta, threads: threads)
    let total = shares.reduce(0.0) { $0 + $1.sum } - Double(points.count)
    let inverse = Float(1 / max(total, .leastNormalMagnitude))
    var gradient = [PlanePoint](repeating: .zero, count: points.count)
    for share in shares {
      for (offset, repulsion) in share.repulsion.enumerated() {
        gradient[Int(tree.order[share.range.lowerBound + offset])] += repulsion * (-4 * inverse)
      }
      for (offset, attraction) in share.attraction.enumerated() {
        gradient[share.range.lowerBound + offset] += attraction * (4 * exaggeration)
      }
    }
    self.gradient = gradient
    divergence = shares.reduce(0.0) { $0 + $1.divergence } + Glibc.log(max(total, 1e-300))
  }
}

extension Metric {
  /// Whether a distance is already the square of a length, as t-SNE wants it.
  var isSquaredLength: Bool {
    switch self {
    case .squaredL2, .cosine, .chiSquare: true
    case .l2, .angle: false
    }
  }
}
