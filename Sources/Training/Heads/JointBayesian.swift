import Glibc
import Verification

/// Joint Bayesian verification (Chen et al. 2012, "Bayesian Face Revisited: A Joint Formulation") on
/// principal components, as DeepID2 compares its features (Sun et al. 2014, section 4).
///
/// A face is x = μ + ε, a person's own part with covariance Sμ and the photo's with Sε. The score of
/// a pair is the log likelihood ratio of "the same person", xᵀAx + yᵀAy − 2 xᵀGy (equation 4).
///
/// It is a score and no distance of embeddings: that of a face to itself is xᵀ(2A − 2G)x, which
/// varies from face to face, while every metric here is 0 from a face to itself. Its A and G differ,
/// so that no map of single faces gives the score of all pairs up to a constant.
public struct JointBayesian: Sendable {
  private let components: PrincipalComponents
  /// Sμ and Sε.
  let between: SquareMatrix
  let within: SquareMatrix
  /// A and G.
  let own: SquareMatrix
  let cross: SquareMatrix

  /// Learns the two covariances by expectation and maximisation (section 3.3).
  ///
  /// - Parameters:
  ///   - components: how many principal components are kept, at most those there are.
  ///   - iterations: of expectation and maximisation.
  /// - Throws: `onePerson`, `singlePhotos`, or `degenerate` where a covariance has no inverse.
  public init(
    _ set: EmbeddingSet, components count: Int? = nil, iterations: Int = 30
  ) throws(TrainingError) {
    try TrainingPlan().check(people: set.people)
    let wanted = min(count ?? set.dimension, set.dimension, max(1, set.count - 1))
    guard let found = PrincipalComponents(set, count: wanted) else { throw .degenerate }
    components = found
    let vectors = Self.projected(set, found)
    let groups = Dictionary(grouping: set.people.indices) { set.people[$0] }
      .sorted { $0.key < $1.key }.map { $0.value.map { vectors[$0] } }
    var parts = try Covariances(groups)
    for _ in 0..<iterations { parts = try parts.improved(by: groups) }
    (between, within) = (parts.between, parts.within)
    (own, cross) = try Self.matrices(parts)
  }

  /// A and G of two covariances: with F + G = (Sμ + Sε − Sμ (Sμ + Sε)⁻¹ Sμ)⁻¹ the inverse of
  /// [[Sμ + Sε, Sμ], [Sμ, Sμ + Sε]] in blocks.
  private static func matrices(
    _ parts: Covariances
  ) throws(TrainingError) -> (own: SquareMatrix, cross: SquareMatrix) {
    let total = parts.between + parts.within
    guard let alone = total.inverse,
      let block = (total - parts.between * alone * parts.between).inverse
    else { throw .degenerate }
    return (alone - block, -1 * (block * parts.between * alone))
  }

  private static func projected(
    _ set: EmbeddingSet, _ components: PrincipalComponents
  ) -> [[Double]] {
    (0..<set.count).map { index in
      let centred = zip(set[index], components.mean).map { Double($0) - $1 }
      return components.directions.map { direction in
        var sum = 0.0
        for k in centred.indices { sum += direction[k] * centred[k] }
        return sum
      }
    }
  }

  /// All pairs as distances: the largest score there is, less that of the pair.
  public func scores(_ set: EmbeddingSet) -> ScoreSet {
    let vectors = Self.projected(set, components)
    let owns = vectors.map { Self.product(own($0), $0) }
    let crosses = vectors.map { cross($0) }
    var (mated, nonMated): ([Double], [Double]) = ([], [])
    for i in vectors.indices {
      for j in 0..<i {
        let score = owns[i] + owns[j] - 2 * Self.product(crosses[i], vectors[j])
        if set.people[i] == set.people[j] { mated.append(score) } else { nonMated.append(score) }
      }
    }
    let most = max(mated.max() ?? 0, nonMated.max() ?? 0)
    return ScoreSet(
      mated: mated.map { Float(most - $0) }, nonMated: nonMated.map { Float(most - $0) })
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in for k in a.indices { sum += a[k] * b[k] } }
    }
    return sum
  }
}

/// Sμ and Sε, as they get better.
private struct Covariances {
  let between: SquareMatrix
  let within: SquareMatrix

  /// From people's means and what photos differ from them.
  init(_ groups: [[[Double]]]) throws(TrainingError) {
    let means = groups.map(\.mean)
    let rests = zip(groups, means).flatMap { group, mean in
      group.count > 1 ? group.map { zip($0, mean).map { $0 - $1 } } : []
    }
    self.init(means, rests)
  }

  private init(_ means: [[Double]], _ rests: [[Double]]) {
    between = Self.covariance(means)
    within = Self.covariance(rests)
  }

  private init(between: SquareMatrix, within: SquareMatrix) {
    (self.between, self.within) = (between, within)
  }

  /// One round: the expected μ and ε of every person given the photos, and their covariances.
  ///
  /// For m photos of a person whose sum is s, μ = Sμ (F + mG) s = Sμ (Sε + m Sμ)⁻¹ s, and ε = x − μ.
  /// What remains uncertain of μ, Sμ − m Sμ (Sε + m Sμ)⁻¹ Sμ, belongs to both covariances; the paper
  /// leaves it out, and so shrinks Sμ to nothing along weak components.
  func improved(by groups: [[[Double]]]) throws(TrainingError) -> Covariances {
    var (means, rests): ([[Double]], [[Double]]) = ([], [])
    let none = SquareMatrix(size: between.size, diagonal: 0)
    var doubts = (people: none, photos: none)
    for (count, group) in Dictionary(grouping: groups, by: \.count).sorted(by: { $0.key < $1.key })
    {
      guard let inverse = (within + Double(count) * between).inverse else { throw .degenerate }
      let factor = between * inverse
      let doubt = between - Double(count) * (factor * between)
      doubts.people = doubts.people + Double(group.count) * doubt
      doubts.photos = doubts.photos + Double(group.count * count) * doubt
      for photos in group {
        let mean = factor(photos.mean.map { $0 * Double(count) })
        means.append(mean)
        rests += photos.map { zip($0, mean).map { $0 - $1 } }
      }
    }
    let expected = Covariances(means, rests)
    return Covariances(
      between: expected.between + (1 / Double(means.count)) * doubts.people,
      within: expected.within + (1 / Double(rests.count)) * doubts.photos)
  }

  /// The mean of v vᵀ, with a trace of the identity, so that few samples leave an inverse.
  private static func covariance(_ vectors: [[Double]]) -> SquareMatrix {
    let size = vectors.first?.count ?? 0
    var sum = SquareMatrix(size: size, diagonal: 0)
    for vector in vectors { sum.addSquare(of: vector) }
    let mean = (1 / Double(max(1, vectors.count))) * sum
    let trace = (0..<size).reduce(0.0) { $0 + mean.values[$1 * size + $1] }
    return mean + SquareMatrix(size: size, diagonal: 1e-6 * trace / Double(max(1, size)))
  }
}

extension [[Double]] {
  fileprivate var mean: [Double] {
    var sum = [Double](repeating: 0, count: first?.count ?? 0)
    for vector in self { for k in sum.indices { sum[k] += vector[k] } }
    return sum.map { $0 / Double(Swift.max(1, count)) }
  }
}
