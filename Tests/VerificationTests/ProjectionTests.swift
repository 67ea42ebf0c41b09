import Foundation
import Tensors
import Testing

@testable import Verification

/// Principal components and t-SNE, against numpy and brute force.
@Suite struct ProjectionTests {
  /// Groups of points around corners of a cube, with a little noise.
  static func groups(_ count: Int, of size: Int, dimension: Int = 8, seed: UInt64 = 3)
    -> EmbeddingSet
  {
    var random = SeededGenerator(seed: seed)
    var set = EmbeddingSet(people: [], dimension: dimension, values: [])
    for group in 0..<count {
      let middle = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
      for _ in 0..<size {
        set.append(
          middle.map { $0 + Float.random(in: -0.05...0.05, using: &random) }, person: group)
      }
    }
    return set
  }

  // MARK: - Principal components

  /// numpy.linalg.eigh(numpy.cov(x.T)) of x[i, j] = sin(i + 1) (j + 1) + cos(i j) / (j + 1).
  @Test func componentsAreThoseOfNumPy() throws {
    var set = EmbeddingSet(people: [], dimension: 5, values: [])
    for i in 0..<12 {
      let row = (0..<5).map { j in
        Float(sin(Double(i + 1)) * Double(j + 1) + cos(Double(i * j)) / Double(j + 1))
      }
      set.append(row, person: 0)
    }
    let found = try #require(PrincipalComponents(set, count: 3))
    for (own, golden) in zip(found.variances, Self.goldenVariances) {
      #expect(abs(own - golden) < 1e-6 * Self.goldenVariances[0])
    }
    for (own, golden) in zip(found.directions, Self.goldenDirections) {
      for (a, b) in zip(own, golden) { #expect(abs(a - b) < 1e-5) }
    }
  }

  static let goldenVariances: [Double] = [32.6387009455, 0.0600534931394, 0.0332771932395]
  static let goldenDirections: [[Double]] = [
    [0.1322571549, 0.3199107116, 0.3982001157, 0.5310461418, 0.6630172280],
    [-0.0248145227, -0.2664562818, 0.9082536837, -0.1944880371, -0.2561931669],
    [-0.0197597672, 0.8143823757, 0.1157439427, -0.5683161028, -0.0033233713],
  ]

  /// Directions are orthonormal eigenvectors of the covariance, and what the plane keeps is no less
  /// than along any other pair of directions tried.
  @Test(arguments: [(3, 40, 8), (30, 4, 33), (1, 5, 128)])
  func componentsAreEigenvectors(_ shape: (groups: Int, size: Int, dimension: Int)) throws {
    let set = Self.groups(shape.groups, of: shape.size, dimension: shape.dimension)
    let found = try #require(PrincipalComponents(set, count: 2))
    let mean = found.mean
    for (number, direction) in found.directions.enumerated() {
      var image = [Double](repeating: 0, count: set.dimension)
      for item in 0..<set.count {
        let centred = zip(set[item], mean).map { Double($0) - $1 }
        let share = zip(centred, direction).reduce(0) { $0 + $1.0 * $1.1 }
        for index in image.indices { image[index] += share * centred[index] }
      }
      for (value, own) in zip(image, direction) {
        let expected = found.variances[number] * own * Double(set.count - 1)
        #expect(abs(value - expected) < 1e-9 * found.variances[0] * Double(set.count))
      }
      let largest = direction.max { abs($0) < abs($1) } ?? 0
      #expect(largest > 0)
      for (other, second) in found.directions.enumerated() {
        let product = zip(direction, second).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (other == number ? 1 : 0)) < 1e-12)
      }
    }
    let plane = found.plane(set)
    let variance = plane.reduce(0.0) { $0 + Double($1.x) * Double($1.x) } / Double(set.count - 1)
    #expect(abs(variance - found.variances[0]) < 1e-4 * found.variances[0])
  }

  @Test func poorSetsHaveAPlaneToo() throws {
    for count in 0...3 {
      let set = EmbeddingSet(
        people: Array(repeating: 0, count: count), dimension: 4,
        values: [Float](repeating: 0.5, count: 4 * count))
      let found = try #require(PrincipalComponents(set))
      let plane = found.plane(set)
      #expect(plane.count == count && plane.allSatisfy { abs($0.x) + abs($0.y) < 1e-6 })
      var picture = try #require(TSNE(set, metric: .l2, iterations: 20))
      while !picture.isDone { picture.step() }
      #expect(picture.points.count == count)
      #expect(picture.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }
    let one = EmbeddingSet(people: [0, 0, 0], dimension: 1, values: [1, 2, 4])
    #expect(try #require(PrincipalComponents(one)).plane(one).map(\.y) == [0, 0, 0])
    #expect(PrincipalComponents(one, isCancelled: { true }) == nil)
  }

  // MARK: - t-SNE

  private func affinities(_ set: EmbeddingSet, perplexity: Double) throws -> Affinities {
    let near = try #require(set.nearestNeighbours(Int(3 * perplexity), metric: .l2))
    return Affinities(near, perplexity: perplexity, isSquared: false)
  }

  @Test func affinitiesAreSymmetricAndHaveThePerplexity() throws {
    let set = Self.groups(6, of: 20)
    let found = try affinities(set, perplexity: 10)
    var dense: [[Float]] = Array(repeating: Array(repeating: 0, count: 120), count: 120)
    for item in 0..<120 {
      for place in Int(found.starts[item])..<Int(found.starts[item + 1]) {
        dense[item][Int(found.items[place])] += found.values[place]
      }
    }
    #expect(abs(found.values.reduce(0, +) - 1) < 1e-4)
    for item in 0..<120 {
      #expect(dense[item][item] == 0)
      for other in 0..<item { #expect(abs(dense[item][other] - dense[other][item]) < 1e-9) }
    }
    let squares = (0..<30).map { Double($0 * $0) * 0.01 }
    let shares = Affinities.conditional(squares, perplexity: 7)
    let entropy = -shares.reduce(0) { $0 + ($1 > 0 ? $1 * log($1) : 0) }
    #expect(abs(exp(entropy) - 7) < 1e-4)
  }

  /// The gradient and the divergence by the plain sums of the paper.
  private func exact(_ points: [PlanePoint], _ affinities: Affinities) -> ([SIMD2<Double>], Double)
  {
    let places = points.map { SIMD2<Double>($0) }
    func q(_ i: Int, _ j: Int) -> Double {
      let offset = places[i] - places[j]
      return 1 / (1 + (offset * offset).sum())
    }
    var total = 0.0
    for i in places.indices { for j in places.indices where j != i { total += q(i, j) } }
    var gradient = [SIMD2<Double>](repeating: .zero, count: places.count)
    var divergence = 0.0
    for i in places.indices {
      for j in places.indices where j != i {
        let own = q(i, j)
        gradient[i] -= (places[i] - places[j]) * (4 * own * own / total)
      }
      for place in Int(affinities.starts[i])..<Int(affinities.starts[i + 1]) {
        let j = Int(affinities.items[place])
        let p = Double(affinities.values[place])
        gradient[i] += (places[i] - places[j]) * (4 * p * q(i, j))
        if p > 0 { divergence += p * log(p * total / q(i, j)) }
      }
    }
    return (gradient, divergence)
  }

  @Test(arguments: [(theta: Float(0), bar: 2e-4), (theta: 0.5, bar: 0.02)])
  func forcesAreThoseOfAllPairs(_ trial: (theta: Float, bar: Double)) throws {
    let set = Self.groups(12, of: 50)
    let found = try affinities(set, perplexity: 20)
    var random = SeededGenerator(seed: 4)
    var points = (0..<set.count).map { item in
      PlanePoint(Float(item / 50 % 4) * 9, Float(item / 200) * 9)
        + PlanePoint(
          Float.random(in: -3...3, using: &random), Float.random(in: -3...3, using: &random))
    }
    points[7] = points[8]
    let forces = TSNEForces(points, found, theta: trial.theta)
    let (gradient, divergence) = exact(points, found)
    var (error, size) = (0.0, 0.0)
    for (own, golden) in zip(forces.gradient, gradient) {
      let difference = SIMD2<Double>(own) - golden
      error += (difference * difference).sum()
      size += (golden * golden).sum()
    }
    #expect((error / size).squareRoot() < trial.bar)
    #expect(abs(forces.divergence - divergence) < trial.bar * divergence)
  }

  @Test func squaresHoldEveryPointOnce() {
    var random = SeededGenerator(seed: 8)
    for count in [1, 2, 9, 300] {
      let points = (0..<count).map { _ in
        PlanePoint(
          Float.random(in: -1...1, using: &random), Float(Int.random(in: 0...3, using: &random)))
      }
      let tree = QuadTree(points)
      #expect(tree.order.sorted() == (0..<Int32(count)).map { $0 })
      var seen = 0
      for square in tree.squares where square.end > square.first {
        #expect(Int(square.first) == seen)
        seen = Int(square.end)
      }
      #expect(seen == count)
      #expect(tree.squares.first?.count == Float(count))
      #expect(tree.squares.first.map { Int($0.skip) } == tree.squares.count)
    }
  }

  /// Groups come out as groups, the divergence falls, and a seed repeats the picture on any number of
  /// threads.
  @Test func theDivergenceFallsAndGroupsStayTogether() throws {
    let set = Self.groups(12, of: 50)
    var picture = try #require(TSNE(set, metric: .l2, iterations: 300))
    var other = try #require(TSNE(set, metric: .l2, iterations: 300, threads: 1))
    var divergences: [Double] = []
    while !picture.isDone {
      picture.step()
      other.step()
      if picture.iteration % 50 == 1 { divergences.append(picture.divergence ?? .infinity) }
    }
    #expect(divergences.last ?? .infinity < 0.5 * divergences[0])
    // After the exaggeration it only goes down.
    for (one, next) in zip(divergences.dropFirst(3), divergences.dropFirst(4)) {
      #expect(next < one * 1.01)
    }
    for item in picture.points.indices {
      let nearest = picture.points.indices.filter { $0 != item }.min { a, b in
        distance(picture.points[a], picture.points[item])
          < distance(picture.points[b], picture.points[item])
      }
      #expect(nearest.map { set.people[$0] } == set.people[item])
    }
    #expect(other.points == picture.points)
  }

  private func distance(_ a: PlanePoint, _ b: PlanePoint) -> Float {
    let offset = a - b
    return (offset * offset).sum()
  }

  @Test func neighboursAreThoseOfBruteForce() throws {
    let set = Self.groups(5, of: 9)
    let found = try #require(set.nearestNeighbours(4, metric: .cosine))
    for item in 0..<set.count {
      let all = (0..<set.count).filter { $0 != item }.map { other in
        (Metric.cosine.distance(Array(set[item]), Array(set[other])), other)
      }.sorted { $0 < $1 }
      #expect(found[item].map { Int($0.item) } == all.prefix(4).map(\.1))
    }
    #expect(set.nearestNeighbours(4, metric: .l2, isCancelled: { true }) == nil)
  }
}
