import Testing
import Verification

@Suite struct ThresholdRuleWordsTests {
  private func rule(_ text: String) -> ThresholdRule? {
    ThresholdRule(words: text.split(separator: " ").map(String.init))
  }

  @Test func everySpellingIsARule() {
    #expect(rule("far 1e-3") == .targetFAR(0.001))
    #expect(rule("far 0.5%") == .targetFAR(0.005))
    #expect(rule("FAR 0.5 %") == .targetFAR(0.005))
    #expect(rule("eer") == .equalError)
    #expect(rule("accuracy") == .bestAccuracy)
    #expect(rule("f1") == .bestF1)
    #expect(rule("cost 10 1") == .leastCost(DecisionCosts(falseAccept: 10, falseReject: 1)))
    let costs = DecisionCosts(falseAccept: 10, falseReject: 1, matedPrior: 0.01)
    #expect(rule("cost 10 1 1 %") == .leastCost(costs))
  }

  @Test(arguments: [
    "", "far", "far 0", "far 1", "far 2", "far x", "far nan", "far 1e-3 1", "eer 1", "accuracy 0.5",
    "cost", "cost 1", "cost 0 1", "cost 1 -1", "cost 1 1 0", "cost 1 1 1", "cost inf 1", "%",
    "best",
  ])
  func nothingElseIs(_ text: String) {
    #expect(rule(text) == nil)
  }
}
