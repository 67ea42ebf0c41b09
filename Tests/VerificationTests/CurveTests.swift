import Foundation
import Tensors
import Testing

@testable import Verification

@Suite struct CurveTests {
  static let scores: ScoreSet = {
    let raw = ScoreSetTests.random(mated: 300, nonMated: 2000, steps: 60, seed: 31)
    return ScoreSet(mated: raw.mated, nonMated: raw.nonMated)
  }()

  @Test func everyPointHasTheRatesOfItsThreshold() throws {
    let curve = try #require(Self.scores.curve())
    for point in curve.points {
      let rates = Self.scores.rates(at: point.threshold)
      #expect(rates.tar.rate == point.tar && rates.far.rate == point.far)
    }
    let ends = [curve.points[0], curve.points[curve.points.count - 1]]
    #expect(ends.map(\.tar) == [0, 1] && ends.map(\.far) == [0, 1])
    let distances = Set(Array(Self.scores.mated) + Array(Self.scores.nonMated))
    #expect(curve.points.count == distances.count + 1)
  }

  @Test func theAreaIsThatOfTheTrapezoids() throws {
    let points = try #require(Self.scores.curve()).points
    let area = zip(points, points.dropFirst()).reduce(0.0) {
      $0 + ($1.1.far - $1.0.far) * ($1.1.tar + $1.0.tar) / 2
    }
    #expect(abs(area - (try #require(Self.scores.areaUnderROC()))) < 1e-12)
  }

  /// Each point left out lies close to one that stays, on every axis.
  @Test(arguments: [20, 100]) func thinningKeepsTheShape(detail: Int) throws {
    var random = SeededGenerator(seed: 9)
    let scores = ScoreSet(
      mated: (0..<5000).map { _ in Float.random(in: 0..<1, using: &random) },
      nonMated: (0..<9000).map { _ in Float.random(in: 0.4..<1.6, using: &random) })
    let all = try #require(scores.curve()).points
    let kept = try #require(scores.curve(detail: detail)).points
    #expect(kept.count < 60 * detail && kept.count < all.count)
    #expect(kept.first == all.first && kept.last == all.last)
    for point in all {
      let isNear = kept.contains {
        abs($0.tar - point.tar) < 1 / Double(detail) && abs($0.far - point.far) < 1 / Double(detail)
      }
      #expect(isNear)
    }
  }

  /// Values of R's `qnorm`.
  @Test(arguments: [
    (0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.001, -3.090_232_306_167_813_5),
    (1e-10, -6.361_340_902_404_056), (0.2, -0.841_621_233_572_914_2),
  ])
  func normalDeviates(p: Double, deviate: Double) {
    #expect(abs(probit(p) - deviate) < 1e-12)
    #expect(abs(normalDistribution(deviate) - p) < 1e-12)
    #expect(probit(0) == -.infinity && probit(1) == .infinity && probit(-0.1).isNaN)
  }

  @Test func detAxesAreDeviates() throws {
    let point = CurvePoint(threshold: 1, tar: 0.9, far: 0.1)
    #expect(abs(point.deviates.far - point.deviates.frr) < 1e-12)
  }

  @Test func withoutAClassThereIsNoCurve() {
    #expect(ScoreSet(mated: [1]).curve() == nil && ScoreSet(nonMated: [1]).curve() == nil)
    #expect(ScoreSet(mated: [1]).minCllr == nil && ScoreSet().cllr { $0 } == nil)
    #expect(ScoreSet().lowestFAR(atTAR: 0.5) == nil)
  }

  @Test func aFARWithFewerThanThirtyErrorsIsNotResolvable() {
    let scores = ScoreSet(mated: [1], nonMated: (0..<3000).map { Float($0) })
    #expect(scores.isResolvable(far: 0.01) && !scores.isResolvable(far: 0.0099))
    #expect(scores.operatingPoint(atFAR: 1e-3)?.isResolvable == false)
  }
}

@Suite struct AllPairsBenchmarkTests {
  @Test func reportsWhatItRan() throws {
    var random = SeededGenerator(seed: 1)
    let result = try #require(
      AllPairsBenchmark(faces: 300, dimension: 16, threads: 2, using: &random))
    #expect(result.pairs == 300 * 299 / 2 && result.threads == 2)
    #expect(result.curve > .zero && result.areaUnderROC > 0.5)
    #expect(AllPairsBenchmark(faces: 1, using: &random) == nil)
  }
}
