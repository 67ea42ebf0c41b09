import Foundation
import Tensors
import Testing

@testable import Verification

@Suite struct CalibrationTests {
  static func scores(_ count: Int, seed: UInt64 = 12) -> ScoreSet {
    var random = SeededGenerator(seed: seed)
    func normal(_ mean: Double) -> Float {
      Float(max(0, mean + 0.25 * probit(Double.random(in: 1e-9..<1, using: &random))))
    }
    return ScoreSet(
      mated: (0..<count).map { _ in normal(2) }, nonMated: (0..<5 * count).map { _ in normal(3) })
  }

  /// For two normal classes of one width the evidence is a line: (μ₂² − μ₁²)/2σ² + (μ₁ − μ₂)d/σ².
  @Test func theLineOfTwoNormalClasses() throws {
    let fit = try #require(LogisticCalibration(Self.scores(20_000)))
    #expect(abs(fit.slope + 16) < 0.5)
    #expect(abs(fit.intercept - 40) < 1.3)
  }

  @Test(arguments: CalibrationMethod.allCases)
  func aFitCostsLittleMoreThanTheLeast(method: CalibrationMethod) throws {
    let scores = Self.scores(5000)
    let fit = try #require(method.fit(scores))
    let cost = try #require(scores.cllr { fit.logLikelihoodRatio($0) })
    let least = try #require(scores.minCllr)
    #expect(cost >= least - 2e-3 && cost < least + 0.02)
  }

  @Test(arguments: CalibrationMethod.allCases)
  func probabilitiesAreFrequencies(method: CalibrationMethod) throws {
    let fit = try #require(method.fit(Self.scores(4000)))
    let fresh = Self.scores(4000, seed: 77)
    // A sixth of the pairs are mated.
    var (sum, mated) = (0.0, 0.0)
    for distance in fresh.mated where (2.2...2.6).contains(distance) {
      sum += fit.probability(Double(distance), prior: 1 / 6)
      mated += 1
    }
    for distance in fresh.nonMated where (2.2...2.6).contains(distance) {
      sum += fit.probability(Double(distance), prior: 1 / 6)
    }
    #expect(abs(sum / mated - 1) < 0.06)
    #expect(fit.probability(1, prior: 0) == 0 && fit.probability(9, prior: 1) == 1)
  }

  /// The least squares fit that only falls, found by trying all levels: the mean over the best
  /// stretch from the left and to the right (max-min formula).
  @Test(arguments: 0..<20 as Range<UInt64>)
  func isotonicStepsAreTheMaxMinFormula(seed: UInt64) throws {
    let scores = ThresholdTests.scores(seed)
    let steps = Array(scores.steps)
    // With the pairs Laplace's rule adds at both ends.
    var counts = steps.map { (Double($0.mated), Double($0.nonMated)) }
    counts.insert((0, 1), at: 0)
    counts.append((1, 0))
    let (m, n) = (Double(scores.mated.count + 1), Double(scores.nonMated.count + 1))
    let fit = try #require(IsotonicCalibration(scores))
    for index in 1...steps.count {
      let least =
        (0...index).map { start in
          (index..<counts.count).map { end in
            let part = counts[start...end]
            let (a, b) = (part.reduce(0) { $0 + $1.0 }, part.reduce(0) { $0 + $1.1 })
            return a / (a + b)
          }.max() ?? 0
        }.min() ?? 0
      let expected = log(least / (1 - least)) - log(m / n)
      let found = fit.logLikelihoodRatio(Double(steps[index - 1].distance))
      #expect(abs(found - expected) < 1e-9)
    }
    let ratios = fit.steps.map(\.logLikelihoodRatio)
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 > $1 })
    #expect(ratios.allSatisfy { $0.isFinite })
  }

  @Test func separableClassesStayFinite() throws {
    let scores = ScoreSet(mated: [0.1, 0.2], nonMated: [0.8, 0.9, 1])
    let fit = try #require(LogisticCalibration(scores))
    #expect(fit.slope < 0 && fit.slope.isFinite)
    #expect(scores.minCllr == 0)
    #expect(LogisticCalibration(ScoreSet(mated: [1])) == nil)
    #expect(IsotonicCalibration(ScoreSet(nonMated: [1])) == nil)
  }

  @Test func crossValidatedCostsAreThoseOfUnseenFolds() throws {
    let set = embeddings(faces: 400, people: 40, dimension: 16, seed: 21)
    var random = SeededGenerator(seed: 2)
    let folded = try #require(FoldedScores(of: set, metric: .l2, using: &random))
    for method in CalibrationMethod.allCases {
      let result = try #require(folded.crossValidate(method))
      let costs = try (0..<folded.folds).map { fold -> Double in
        let fit = try #require(method.fit(folded.training(fold)))
        return try #require(folded.test(fold).cllr { fit.logLikelihoodRatio($0) })
      }
      #expect(abs(result.cllr.mean - costs.reduce(0, +) / Double(costs.count)) < 1e-12)
      #expect(result.minCllr.mean <= result.cllr.mean)
    }
  }
}
