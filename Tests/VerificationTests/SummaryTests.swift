import Foundation
import Testing

@testable import Verification

/// AUC, EER, d′ and operating points against scikit-learn and NumPy (`Golden/curves.py`).
@Suite struct SummaryTests {
  struct Golden: Decodable, Sendable, CustomTestStringConvertible {
    struct Point: Decodable, Sendable {
      let target, threshold, tar, far: Double
    }
    let name: String
    let seed: UInt64
    let mated, nonmated, steps: Int
    let auc, eer: Double
    let d_prime: Double?
    let points: [Point]

    var testDescription: String { name }
  }

  static let golden: [Golden] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/curves.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([Golden].self, from: data)) ?? []
  }()

  /// The scores of a case, as the script makes them.
  private func scores(_ golden: Golden) -> ScoreSet {
    var state = golden.seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / 16_777_216
    }
    func stepped(_ score: Double) -> Float {
      let score = Float(score)
      let steps = Float(golden.steps)
      return golden.steps == 0 ? score : (score * steps).rounded(.down) / steps
    }
    let mated = (0..<golden.mated).map { _ in
      let first = next()
      return stepped(first * next())
    }
    let nonMated = (0..<golden.nonmated).map { _ in
      let first = next()
      return stepped((first + next()) / 2)
    }
    return ScoreSet(mated: mated, nonMated: nonMated)
  }

  @Test func theGoldenFileIsThere() { #expect(Self.golden.count == 7) }

  @Test(arguments: golden) func figuresEqualTheOriginals(_ golden: Golden) throws {
    let scores = scores(golden)
    #expect(abs(try #require(scores.areaUnderROC()) - golden.auc) < 1e-9)
    #expect(abs(try #require(scores.equalErrorRate()).rate - golden.eer) < 1e-9)
    if let index = golden.d_prime {
      #expect(abs(try #require(scores.sensitivityIndex()) - index) < 1e-9)
    } else {
      #expect(scores.sensitivityIndex() == nil)
    }
    for point in golden.points {
      let found = try #require(scores.operatingPoint(atFAR: point.target))
      #expect(found.threshold == point.threshold)
      #expect(found.rates.tar.rate == point.tar)
      #expect(found.rates.far.rate == point.far)
      #expect(found.isResolvable == (point.target * Double(golden.nonmated) >= 30))
    }
  }

  /// At the threshold of the EER, false accepts have just come to outnumber false rejects.
  @Test(arguments: golden) func theThresholdIsWhereTheRatesCross(_ golden: Golden) throws {
    let scores = scores(golden)
    let threshold = try #require(scores.equalErrorRate()).threshold
    let at = scores.rates(at: threshold)
    let above = scores.rates(at: Double(Float(threshold).nextUp))
    #expect(try #require(at.far.rate) < #require(at.frr.rate))
    #expect(try #require(above.far.rate) >= #require(above.frr.rate))
  }

  @Test func withoutAClassThereIsNothingToSay() {
    let scores = ScoreSet(mated: [0.1], nonMated: [])
    #expect(scores.areaUnderROC() == nil)
    #expect(scores.equalErrorRate() == nil)
    #expect(scores.sensitivityIndex() == nil)
    #expect(scores.operatingPoint(atFAR: 0.1) == nil)
  }
}
