import Foundation
import Tensors
import Testing

@testable import Verification

@Suite struct ThresholdTests {
  static func scores(_ seed: UInt64) -> ScoreSet {
    let raw = ScoreSetTests.random(
      mated: Int(seed) * 3 % 50 + 1, nonMated: Int(seed) * 7 % 41 + 1, steps: 30, seed: seed)
    return ScoreSet(mated: raw.mated, nonMated: raw.nonMated)
  }

  /// Every threshold that decides differently.
  static func candidates(_ scores: ScoreSet) -> [Double] {
    (Array(scores.mated) + Array(scores.nonMated)).flatMap { [Double($0), Double($0).nextUp] }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func rulesFindTheBestOfAllThresholds(seed: UInt64) throws {
    let scores = Self.scores(seed)
    let all = Self.candidates(scores)
    let f1 = all.compactMap { scores.f1(at: $0) }.max()
    #expect(scores.f1(at: try #require(scores.threshold(by: .bestF1))) == f1)
    let costs = DecisionCosts(falseAccept: 10, falseReject: 1, matedPrior: 0.2)
    func cost(_ threshold: Double) throws -> Double {
      let rates = scores.rates(at: threshold)
      return costs.expected(far: try #require(rates.far.rate), frr: try #require(rates.frr.rate))
    }
    let least = try all.map(cost).min()
    #expect(
      try abs(cost(#require(scores.threshold(by: .leastCost(costs)))) - #require(least)) < 1e-15)
    let accuracy = all.map { scores.rates(at: $0).accuracy.successes }.max()
    let best = try #require(scores.threshold(by: .bestAccuracy))
    #expect(scores.rates(at: best).accuracy.successes == accuracy)
    #expect(scores.threshold(by: .byHand(0.7)) == 0.7)
    if let threshold = scores.threshold(by: .targetFAR(0.2)) {
      #expect(try #require(scores.far(at: threshold).rate) <= 0.2)
      #expect(try #require(scores.far(at: threshold.nextUp).rate) > 0.2)
    }
  }

  @Test func noPersonIsOnBothSidesOfAFold() throws {
    let set = embeddings(faces: 120, people: 17, dimension: 6, seed: 5)
    var random = SeededGenerator(seed: 8)
    let folded = try #require(
      FoldedScores(of: set, metric: .l2, folds: 4, using: &random))
    // The same division, made again.
    var again = SeededGenerator(seed: 8)
    let people = Set(set.people).sorted().shuffled(using: &again)
    for fold in 0..<4 {
      let inside = Set(people.enumerated().filter { $0.offset % 4 == fold }.map(\.element))
      func part(_ isInside: Bool) throws -> ScoreSet {
        var chosen = EmbeddingSet(people: [], dimension: 6, values: [])
        for index in 0..<set.count where inside.contains(set.people[index]) == isInside {
          chosen.append(set[index], person: set.people[index])
        }
        return try #require(PairAnalysis(of: chosen, metric: .l2)).scores
      }
      #expect(try folded.test(fold) == part(true))
      #expect(try folded.training(fold) == part(false))
    }
    let validation = folded.crossValidate(.bestAccuracy)
    #expect(validation.folds.count == 4)
    for (fold, result) in validation.folds.enumerated() {
      #expect(result.threshold == folded.training(fold).bestAccuracy()?.threshold)
      #expect(result.rates == folded.test(fold).rates(at: result.threshold))
    }
    let thresholds = validation.folds.map(\.threshold)
    #expect(abs(try #require(validation.threshold).mean - thresholds.reduce(0, +) / 4) < 1e-12)
  }

  @Test func foldsOfPairsTooManyToKeep() throws {
    let set = embeddings(faces: 150, people: 17, dimension: 6, seed: 5)
    var (first, second) = (SeededGenerator(seed: 8), SeededGenerator(seed: 8))
    let kept = try #require(FoldedScores(of: set, metric: .l2, folds: 3, using: &first))
    let binned = try #require(
      FoldedScores(of: set, metric: .l2, folds: 3, using: &second, keptPairs: 0))
    for fold in 0..<3 {
      let (a, b) = (kept.training(fold), binned.training(fold))
      #expect(a.mated.count == b.mated.count && a.nonMated.count == b.nonMated.count)
      #expect(abs(try #require(a.areaUnderROC()) - #require(b.areaUnderROC())) < 1e-4)
    }
  }

  @Test func tooFewPeopleGiveNoFolds() {
    let set = embeddings(faces: 20, people: 3, dimension: 2, seed: 1)
    var random = SeededGenerator(seed: 1)
    #expect(FoldedScores(of: set, metric: .l2, folds: 5, using: &random) == nil)
  }

  static func chosen(
    _ rule: ThresholdRule, people: Int = 500, pairs: Int = 100_000, validated: Bool = true
  ) -> ChosenThreshold {
    let folded = FoldedScores(tests: [
      ScoreSet(mated: [0.1], nonMated: [1]), ScoreSet(mated: [0.2], nonMated: [2]),
    ])
    return ChosenThreshold(
      value: 0.5, rule: rule, metric: .l2, model: "m",
      data: ThresholdData(
        people: people, faces: 1000, matedPairs: 900, nonMatedPairs: pairs, gallery: "g"),
      time: 1_000_000_000,
      crossValidation: validated ? folded.crossValidate(.bestAccuracy) : nil)
  }

  @Test func warnings() {
    let threshold = Self.chosen(.targetFAR(1e-3))
    var now = threshold.data
    #expect(threshold.warnings(usedWith: "m", metric: .l2, on: now).isEmpty)
    #expect(
      threshold.warnings(usedWith: "n", metric: .cosine, on: now) == [
        .otherModel(chosenOn: "m"), .otherMetric(chosenOn: .l2),
      ])
    now.faces = 1099
    #expect(threshold.warnings(usedWith: "m", metric: .l2, on: now).isEmpty)
    now.faces = 1112
    #expect(
      threshold.warnings(usedWith: "m", metric: .l2, on: now) == [
        .galleryChanged(people: 500, faces: 1000, peopleNow: 500, facesNow: 1112)
      ])
    now.gallery = "h"
    #expect(
      threshold.warnings(usedWith: "m", metric: .l2, on: now) == [.otherGallery(chosenOn: "g")])
  }

  @Test func warningsOfChoice() {
    #expect(Self.chosen(.bestAccuracy, validated: false).warningsOfChoice == [.notCrossValidated])
    #expect(Self.chosen(.byHand(1), people: 1, validated: false).warningsOfChoice.isEmpty)
    // 246 people make 30,135 couples.
    #expect(ThresholdRule.targetFAR(1e-3).neededPeople == 246)
    #expect(
      Self.chosen(.targetFAR(1e-3), people: 245, pairs: 29_999).warningsOfChoice == [
        .fewPeople(people: 245, needed: 246),
        .unresolvedFAR(target: 1e-3, pairs: 29_999, needed: 30_000),
      ])
    for warning in Self.chosen(.targetFAR(0), people: 2, pairs: 1).warningsOfChoice {
      #expect(!warning.description.contains("\n") && !warning.description.isEmpty)
    }
  }

  @Test func aRecordSurvivesJSON() throws {
    for rule: ThresholdRule in [
      .byHand(0.25), .targetFAR(1e-4), .equalError, .bestF1, .leastCost(DecisionCosts()),
    ] {
      let record = Self.chosen(rule)
      let data = try JSONEncoder().encode(record)
      #expect(try JSONDecoder().decode(ChosenThreshold.self, from: data) == record)
    }
  }
}
