import Foundation
import Testing

@testable import Verification

/// Figures of scikit-learn, pyeer and bob.measure's definitions, from Golden/verification.py.
@Suite struct GoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let seed: UInt64
    let mated: Int
    let nonmated: Int
    let steps: Double
    let shift: Double
    let mated_shift: Double?
    let auc: Double
    let eer: [String: Double?]
    let accuracy: Double
    let f1: Double
    let decidability: Double?
    let tar_at_far: [String: Double]
    let far_at_tar: [String: Double]
    let pyeer_fmr: [String: Double]
    let cllr: Double
    let min_cllr: Double
    let platt: [Double]?

    var testDescription: String { name }

    /// The script's scores.
    var scores: ScoreSet {
      var state = seed
      func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / 0x1p24
      }
      func one(_ shift: Double) -> Float {
        let first = next() + next()
        let value = Float((first + next() + next()) / 4 + shift)
        return steps == 0 ? value : Float((Double(value) * steps).rounded(.down) / steps)
      }
      let first = (0..<mated).map { _ in one(mated_shift ?? 0) }
      return ScoreSet(mated: first, nonMated: (0..<nonmated).map { _ in one(shift) })
    }
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/verification.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  @Test func theFileIsThere() { #expect(Self.cases.count == 13) }

  static func isClose(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a == b || abs(a - b) <= 1e-9
  }

  @Test(arguments: cases)
  func figures(expected: Case) throws {
    let scores = expected.scores
    #expect(Self.isClose(scores.areaUnderROC(), expected.auc))
    #expect(Self.isClose(scores.bestAccuracy()?.accuracy.rate, expected.accuracy))
    #expect(Self.isClose(scores.sensitivityIndex(), expected.decidability))
    let best = try #require(scores.threshold(by: .bestF1))
    #expect(Self.isClose(scores.f1(at: best), expected.f1))
    #expect(Self.isClose(scores.cllr { -$0 }, expected.cllr))
    #expect(Self.isClose(scores.minCllr, expected.min_cllr))
  }

  @Test(arguments: cases)
  func equalErrorRates(expected: Case) {
    let scores = expected.scores
    for definition in EqualErrorDefinition.allCases {
      // pyeer gives up where its thresholds don't reach the crossing.
      guard let rate = expected.eer[definition.rawValue] ?? nil else { continue }
      let found = scores.equalErrorRate(definition)?.rate
      #expect(Self.isClose(found, rate), "\(definition): \(found ?? .nan), not \(rate)")
    }
  }

  @Test(arguments: cases)
  func operatingPoints(expected: Case) {
    let scores = expected.scores
    for (target, tar) in expected.tar_at_far {
      let point = scores.operatingPoint(atFAR: Double(target) ?? .nan)
      #expect(Self.isClose(point?.rates.tar.rate, tar), "TAR at FAR \(target)")
    }
    for (target, far) in expected.far_at_tar {
      let point = scores.lowestFAR(atTAR: Double(target) ?? .nan)
      #expect(Self.isClose(point?.rates.far.rate, far), "FAR at TAR \(target)")
    }
    for (target, fnmr) in expected.pyeer_fmr {
      let point = scores.operatingPoint(atFAR: Double(target) ?? .nan, .nearest)
      #expect(Self.isClose(point?.rates.frr.rate, fnmr), "nearest to FAR \(target)")
    }
    #expect(Self.isClose(scores.fmr100, expected.tar_at_far["0.01"].map { 1 - $0 }))
    #expect(Self.isClose(scores.fmr1000, expected.tar_at_far["0.001"].map { 1 - $0 }))
    #expect(Self.isClose(scores.zeroFMR, expected.tar_at_far["0"].map { 1 - $0 }))
    #expect(Self.isClose(scores.zeroFNMR, expected.far_at_tar["1"]))
  }

  @Test(arguments: cases)
  func logisticFit(expected: Case) throws {
    let fit = try #require(LogisticCalibration(expected.scores))
    guard let platt = expected.platt else {
      #expect(fit.slope == 0)
      return
    }
    #expect(abs(fit.intercept - platt[0]) <= 1e-8 * max(1, abs(platt[0])))
    #expect(abs(fit.slope - platt[1]) <= 1e-8 * max(1, abs(platt[1])))
  }
}
