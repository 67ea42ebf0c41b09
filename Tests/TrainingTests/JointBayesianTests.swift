import Tensors
import Testing
import Verification

@testable import Training

@Suite struct JointBayesianTests {
  /// People as points of one normal distribution and photos as points of another around them.
  static func set(
    people: Int, photos: ClosedRange<Int>, between: [Double], within: [Double], seed: UInt64
  ) -> EmbeddingSet {
    var random = SeededGenerator(seed: seed)
    var set = EmbeddingSet(people: [], dimension: between.count, values: [])
    for person in 0..<people {
      let own = between.map { $0.squareRoot() * .normal(using: &random) }
      for _ in 0..<Int.random(in: photos, using: &random) {
        let photo = zip(own, within).map { $0 + $1.squareRoot() * .normal(using: &random) }
        set.append(photo.map { Float($0 + 0.5) }, person: person)
      }
    }
    return set
  }

  /// The variances that the faces were made with come out, even one that is weak.
  @Test func covariancesAreThoseOfTheFaces() throws {
    let (between, within) = ([4.0, 2, 0.3], [1.0, 0.5, 0.6])
    let set = Self.set(people: 3000, photos: 1...6, between: between, within: within, seed: 1)
    let found = try JointBayesian(set, iterations: 40)
    for k in 0..<3 {
      #expect(abs(found.between.values[4 * k] / between[k] - 1) < 0.1, "\(k)")
      #expect(abs(found.within.values[4 * k] / within[k] - 1) < 0.05, "\(k)")
    }
  }

  /// The score is the logarithm of the ratio of two normal densities, up to a constant.
  @Test func scoresAreLikelihoodRatios() throws {
    let set = Self.set(
      people: 40, photos: 2...4, between: [3, 1], within: [0.5, 0.8], seed: 2)
    let model = try JointBayesian(set)
    let total = model.between + model.within
    func joint(_ off: SquareMatrix) throws -> SquareMatrix {
      var whole = SquareMatrix(size: 4, diagonal: 0)
      for i in 0..<2 {
        for j in 0..<2 {
          whole.values[4 * i + j] = total.values[2 * i + j]
          whole.values[4 * (i + 2) + j + 2] = total.values[2 * i + j]
          whole.values[4 * i + j + 2] = off.values[2 * i + j]
          whole.values[4 * (i + 2) + j] = off.values[2 * i + j]
        }
      }
      return try #require(whole.inverse)
    }
    let same = try joint(model.between)
    let different = try joint(SquareMatrix(size: 2, diagonal: 0))
    func square(_ matrix: SquareMatrix, _ v: [Double]) -> Double {
      zip(matrix(v), v).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for pair in [[1.0, 0.5, 0.2, -1], [2, -1, 1.5, -0.7], [0, 0, 3, 1]] {
      let (x, y) = (Array(pair[0..<2]), Array(pair[2..<4]))
      let expected = square(different, pair) - square(same, pair)
      let score =
        square(model.own, x) + square(model.own, y)
        - 2 * zip(model.cross(x), y).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(score - expected) < 1e-9 * max(1, abs(expected)))
    }
  }

  @Test func tellsStrangersApartBetterThanDistances() throws {
    let (between, within) = ([1.0, 1, 0.02, 0.02], [0.1, 0.1, 3.0, 3.0])
    let own = Self.set(people: 150, photos: 3...5, between: between, within: within, seed: 3)
    let others = Self.set(people: 60, photos: 3...5, between: between, within: within, seed: 4)
    let plain = try #require(PairAnalysis(of: others, metric: .l2)?.scores.equalErrorRate())
    let scores = try JointBayesian(own).scores(others)
    #expect(try #require(scores.equalErrorRate()).rate < 0.7 * plain.rate)
    #expect(scores.count == others.count * (others.count - 1) / 2)
  }

  @Test func inversesAreInverses() throws {
    var random = SeededGenerator(seed: 1)
    let matrix = SquareMatrix(
      size: 6, values: (0..<36).map { _ in Double.random(in: -1...1, using: &random) })
    let product = matrix * (try #require(matrix.inverse))
    let identity = SquareMatrix(size: 6, diagonal: 1)
    #expect(zip(product.values, identity.values).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(SquareMatrix(size: 3, diagonal: 0).inverse == nil)
  }
}
