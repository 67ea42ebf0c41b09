/// What wrong decisions cost, and how often each kind of pair comes.
public struct DecisionCosts: Hashable, Sendable, Codable {
  /// The cost of taking two people for one, and one for two, in any common unit.
  public var falseAccept: Double
  public var falseReject: Double
  /// The share of mated pairs among those to be decided, 0…1.
  public var matedPrior: Double

  public init(falseAccept: Double = 1, falseReject: Double = 1, matedPrior: Double = 0.5) {
    self.falseAccept = falseAccept
    self.falseReject = falseReject
    self.matedPrior = matedPrior
  }

  /// What a decision costs on average at these rates.
  public func expected(far: Double, frr: Double) -> Double {
    falseReject * matedPrior * frr + falseAccept * (1 - matedPrior) * far
  }
}

/// How a threshold is chosen.
public enum ThresholdRule: Hashable, Sendable, Codable {
  case byHand(Double)
  /// The largest whose false-accept rate is at most this.
  case targetFAR(Double)
  /// Where FAR and FRR are equal.
  case equalError
  /// The most right decisions on these pairs, in the proportion in which they come.
  case bestAccuracy
  /// The best F₁ = 2TP / (2TP + FP + FN) of accepting.
  case bestF1
  /// The least expected cost of a decision.
  case leastCost(DecisionCosts)
}

extension ScoreSet {
  /// The threshold a rule chooses on these pairs; `nil` where they lack a class that it needs, and
  /// where every threshold will do.
  public func threshold(by rule: ThresholdRule) -> Double? {
    switch rule {
    case .byHand(let value): return value
    case .targetFAR(let rate):
      let threshold = threshold(atFAR: rate)
      return threshold == .infinity ? nil : threshold
    case .equalError: return equalErrorRate()?.threshold
    case .bestAccuracy: return bestAccuracy()?.threshold
    case .bestF1: return bestF1().map { threshold(of: $0) }
    case .leastCost(let costs): return cheapest(costs).map { threshold(of: $0) }
    }
  }

  /// F₁ at a threshold; `nil` where nothing is accepted or could be.
  public func f1(at threshold: Double) -> Double? {
    let rates = rates(at: threshold)
    let sum = rates.tar.successes + rates.far.successes + mated.count
    return sum == 0 ? nil : 2 * Double(rates.tar.successes) / Double(sum)
  }

  private func bestF1() -> Acceptance? {
    guard !mated.isEmpty else { return nil }
    return bestAcceptance { Double($0.mated) / Double($0.mated + $0.nonMated + mated.count) }
  }

  private func cheapest(_ costs: DecisionCosts) -> Acceptance? {
    guard !mated.isEmpty, !nonMated.isEmpty else { return nil }
    return bestAcceptance {
      -costs.expected(
        far: Double($0.nonMated) / Double(nonMated.count),
        frr: Double(mated.count - $0.mated) / Double(mated.count))
    }
  }
}
