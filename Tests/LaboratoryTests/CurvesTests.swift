import Gallery
import Terminal
import Testing
import Verification

@testable import Laboratory

/// What can be done on the curves screen.
@Suite struct CurvesTests {
  private func curves(columns: Int = 120, rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    model.press(.character("4"))
    return model
  }

  /// All pairs, compared one by one.
  private func errors(
    in model: LaboratoryModel, mated: Bool
  ) -> [Float] {
    let set = model.collection.embeddings
    var found: [Float] = []
    for row in 0..<set.count {
      for column in 0..<row where (set.people[row] == set.people[column]) == mated {
        let distance = Metric.l2.distance(Array(set[row]), Array(set[column]))
        if (Double(distance) < model.threshold.value) != mated { found.append(distance) }
      }
    }
    return mated ? found.sorted(by: >) : found.sorted()
  }

  @Test func enterListsTheErrorsAtTheThresholdWorstFirst() throws {
    var model = curves()
    model.press(.enter)
    #expect(!model.errors(.falseAccepts).isEmpty)
    #expect(model.errors(.falseAccepts).map(\.distance) == errors(in: model, mated: false))
    for _ in 0..<40 { model.press(.left) }
    #expect(model.errors(.falseAccepts).map(\.distance) == errors(in: model, mated: false))
    model.press(.tab)
    #expect(!model.errors(.falseRejects).isEmpty)
    #expect(model.errors(.falseRejects).map(\.distance) == errors(in: model, mated: true))
    guard case .errors(let list) = model.overlay else {
      Issue.record("the list is gone")
      return
    }
    #expect(list.kind == .falseRejects)
  }

  @Test func enterInTheListOpensThePairInVerifyAndTabGoesOn() throws {
    var model = curves()
    model.press(.enter, .down, .down)
    let pairs = Array(model.errors(.falseAccepts))
    model.press(.enter)
    #expect(model.screen == .verify)
    #expect(model.overlay == nil)
    #expect(model.verify.reference?.source == .enrolled(pairs[2].reference))
    #expect(model.verify.probe?.source == .enrolled(pairs[2].probe))
    model.press(.tab)
    #expect(model.verify.probe?.source == .enrolled(pairs[3].probe))
  }

  @Test func theListIsNeverLeftWithoutAPairUnderTheCursor() {
    var model = curves()
    model.press(.enter, .end, .pageDown, .down)
    let last = model.errors(.falseAccepts).count - 1
    guard case .errors(let list) = model.overlay else { return #expect(Bool(false)) }
    #expect(list.selected == last)
    for _ in 0..<200 { model.press(.left) }
    #expect(model.errors(.falseAccepts).isEmpty)
    #expect(model.text().contains("No false accepts at this threshold"))
    model.press(.enter, .up, .home)
    #expect(model.screen == .curves)
  }

  // MARK: - Choosing

  @Test func aRuleChoosesAndIsTriedOnOtherPeople() throws {
    var model = curves()
    model.press(.character("c"), .control("u"))
    model.type("cost 10 1")
    let effects = model.press(.enter)
    let rule = ThresholdRule.leastCost(DecisionCosts(falseAccept: 10, falseReject: 1))
    let scores = try #require(model.statistics).scores
    #expect(model.threshold.value == scores.threshold(by: rule))
    guard case .validate(let choice, let collection) = try #require(effects.last) else {
      Issue.record("not tried")
      return
    }
    #expect(choice.crossValidation == nil)
    let validated = try #require(choice.validated(on: collection.embeddings.set, folds: 2))
    let kept = model.update(.thresholdValidated(validated))
    #expect(model.threshold.choice?.crossValidation == validated.crossValidation)
    #expect(model.notice?.text.contains("on unseen people (2 folds)") == true)
    #expect(kept.contains { if case .keepThreshold = $0 { true } else { false } })
  }

  @Test func anAnswerForAThresholdThatWasMovedMeanwhileCountsForNothing() throws {
    var model = curves()
    model.press(.character("c"))
    let effects = model.press(.enter)
    guard case .validate(let choice, let collection) = try #require(effects.last) else {
      Issue.record("not tried")
      return
    }
    model.press(.right)
    let validated = try #require(choice.validated(on: collection.embeddings.set, folds: 2))
    #expect(model.update(.thresholdValidated(validated)).isEmpty)
    #expect(model.threshold.choice?.crossValidation == nil)
  }

  @Test func aNonsensicalRuleIsRefused() {
    var model = curves()
    let before = model.threshold
    model.press(.character("c"), .control("u"))
    model.type("far 7")
    model.press(.enter)
    guard case .prompt(let prompt) = model.overlay else { return #expect(Bool(false)) }
    #expect(prompt.problem != nil)
    #expect(model.threshold == before)
  }

  @Test func aThresholdChosenOnFewPeopleIsWarnedOf() {
    var model = curves()
    #expect(model.thresholdWarnings.isEmpty)
    model.press(.character("f"))
    model.press(.enter)
    #expect(model.thresholdWarnings.contains(.fewPeople(people: 5, needed: 246)))
    #expect(model.text().contains("! chosen on 5 people"))
  }

  // MARK: - The bar

  @Test func homeAndEndGoToTheEndsOfTheBar() {
    var model = curves()
    model.press(.home)
    #expect(model.threshold.value == 0)
    model.press(.end)
    #expect(model.threshold.value == 1.2)
  }

  @Test func aFineStepIsATenthOfAStep() {
    var model = curves()
    model.press(.character("."))
    #expect(abs(model.threshold.value - 0.6005) < 1e-12)
    model.press(.character(","), .character(","))
    #expect(abs(model.threshold.value - 0.5995) < 1e-12)
  }

  // MARK: - Overlays

  @Test func otherMetricsAreDrawnOverTheCurve() throws {
    var model = curves()
    let effects = model.press(.character("v"))
    guard case .computeOverlay(.metrics, let collection, let metric) = try #require(effects.first)
    else {
      Issue.record("not asked for")
      return
    }
    #expect(metric.others == [.cosine, .chiSquare])
    let scores = metric.others.compactMap {
      NamedEmbeddings(name: $0.rawValue, set: collection.embeddings.set, metric: $0)
        .scores(isCancelled: { false })
    }
    _ = model.update(.overlayComputed(.metrics, scores))
    let text = model.text()
    #expect(text.contains("cosine") && text.contains("chi-square"))
    model.press(.character("v"))
    _ = model.update(.overlayComputed(.models, []))
    #expect(model.curves.overlay.subject == .nothing)
    #expect(model.notice?.text.contains("dlib-resnet only") == true)
  }

  // MARK: - Inference

  @Test func intervalsRespectSharedPeopleOnceThatIsKnown() throws {
    var model = curves()
    let statistics = try #require(model.statistics)
    let inference = try #require(
      Inference(
        statistics.scores, of: model.collection.embeddings, metric: .l2,
        isCancelled: { false }))
    let rates = statistics.scores.rates(at: 0.6)
    _ = model.update(.inferenceComputed(inference))
    let intervals = try #require(model.statistics).intervals
    #expect(intervals == .sharedPeople(inference.dependence))
    let far = intervals.far(rates)
    #expect(
      far.upperBound - far.lowerBound > rates.far.interval.upperBound
        - rates.far.interval.lowerBound)
    model.press(.character("2"))
    #expect(model.text().contains("P(same)"))
  }
}
