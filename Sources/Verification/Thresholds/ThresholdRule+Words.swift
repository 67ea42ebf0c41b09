extension ThresholdRule {
  /// How a rule is written where one is asked for.
  public static let spellings =
    "far RATE, eer, accuracy, f1, or cost FALSE-ACCEPT FALSE-REJECT [PRIOR]"

  /// A rule as a person writes it; `nil` for what is none.
  ///
  ///     ThresholdRule(words: ["far", "0.1%"])   // .targetFAR(0.001)
  ///     ThresholdRule(words: ["cost", "10", "1"])  // .leastCost, mated and non-mated alike often
  public init?(words: [String]) {
    let words = words.joinedPercentages
    let numbers = words.dropFirst().map(Self.rate)
    switch (words.first?.lowercased(), numbers.count) {
    case ("far", 1):
      guard let rate = numbers[0], rate > 0, rate < 1 else { return nil }
      self = .targetFAR(rate)
    case ("eer", 0): self = .equalError
    case ("accuracy", 0): self = .bestAccuracy
    case ("f1", 0): self = .bestF1
    case ("cost", 2...3):
      guard let costs = Self.costs(numbers) else { return nil }
      self = .leastCost(costs)
    default: return nil
    }
  }

  private static func costs(_ numbers: [Double?]) -> DecisionCosts? {
    guard let accept = numbers[0], let reject = numbers[1], accept > 0, reject > 0 else {
      return nil
    }
    guard numbers.count == 3 else { return DecisionCosts(falseAccept: accept, falseReject: reject) }
    guard let prior = numbers[2], prior > 0, prior < 1 else { return nil }
    return DecisionCosts(falseAccept: accept, falseReject: reject, matedPrior: prior)
  }

  /// A number or a percentage: "1e-3" and "0.1%" are the same.
  private static func rate(_ text: String) -> Double? {
    let isPercentage = text.hasSuffix("%")
    guard let number = Double(isPercentage ? String(text.dropLast()) : text), number.isFinite
    else { return nil }
    return isPercentage ? number / 100 : number
  }
}

extension Array<String> {
  /// The same where "%" stood as a word of its own behind its number.
  fileprivate var joinedPercentages: [String] {
    reduce(into: []) { words, word in
      if word == "%", let number = words.popLast() {
        words.append(number + word)
      } else {
        words.append(word)
      }
    }
  }
}
