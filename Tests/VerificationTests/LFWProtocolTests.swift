import Foundation
import Testing

@testable import Verification

/// The protocol against a plain NumPy version of it (`Golden/lfw.py`).
@Suite struct LFWProtocolTests {
  struct Golden: Decodable, Sendable {
    let seed: UInt64
    let pairs: Int
    let subtract_mean: Bool
    let folds: [Double]
    let accuracy, accuracy_std, val, val_std, far, auc, eer: Double
  }

  static let golden: [Golden] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/lfw.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([Golden].self, from: data)) ?? []
  }()

  private func pairs(_ golden: Golden) -> EmbeddingPairs {
    var state = golden.seed
    func vector() -> [Double] {
      (0..<8).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (Double(state >> 40) / 16_777_216 - 0.5) * 1.5
      }
    }
    var pairs = EmbeddingPairs(metric: .squaredL2)
    for index in 0..<golden.pairs {
      let first = vector()
      var second = vector()
      let same = index % 2 == 0
      if same { second = zip(first, second).map { $0 + $1 * 0.6 } }
      pairs.append(first.map(Float.init), second.map(Float.init), same: same)
    }
    return pairs
  }

  @Test func theGoldenFileIsThere() { #expect(Self.golden.count == 3) }

  @Test(arguments: golden) func figuresEqualTheOriginals(_ golden: Golden) throws {
    var rules = LFWProtocol()
    rules.subtractsMean = golden.subtract_mean
    let figures = try #require(rules.evaluate(pairs(golden)))
    #expect(figures.foldAccuracies.count == 10)
    for (fold, expected) in zip(figures.foldAccuracies, golden.folds) {
      #expect(abs(fold - expected) < 1e-9)
    }
    #expect(abs(figures.accuracy - golden.accuracy) < 1e-9)
    #expect(abs(figures.accuracyDeviation - golden.accuracy_std) < 1e-9)
    #expect(abs(figures.validation - golden.val) < 1e-9)
    #expect(abs(figures.validationDeviation - golden.val_std) < 1e-9)
    #expect(abs(figures.far - golden.far) < 1e-9)
    #expect(abs(figures.area - golden.auc) < 1e-9)
    #expect(abs(figures.equalErrorRate - golden.eer) < 1e-9)
  }

  @Test func foldsAreContiguousAndEven() {
    let rules = LFWProtocol()
    let ranges = (0..<10).map { rules.range(of: $0, in: 1003) }
    #expect(ranges.map(\.count) == [101, 101, 101, 100, 100, 100, 100, 100, 100, 100])
    #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(ranges.last?.upperBound == 1003)
  }

  @Test func tooFewPairsGiveNoFigures() {
    #expect(LFWProtocol().evaluate(EmbeddingPairs(metric: .l2)) == nil)
  }
}
