/// What a rule's threshold does on people it wasn't chosen on.
public struct CrossValidation: Hashable, Sendable {
  /// A fold's threshold, chosen on the other folds, and the rates within the fold.
  public struct Fold: Hashable, Sendable {
    public let threshold: Double
    public let rates: Rates
  }

  public let rule: ThresholdRule
  /// Folds on which the rule could choose.
  public let folds: [Fold]

  /// A mean over the folds and the spread around it (the population's standard deviation).
  public struct Summary: Hashable, Sendable, Codable {
    public let mean: Double
    public let spread: Double

    init?(_ values: [Double]) {
      if values.isEmpty { return nil }
      mean = values.mean
      spread = values.spread
    }
  }

  public var threshold: Summary? { Summary(folds.map(\.threshold)) }
  public var accuracy: Summary? { summary(\.accuracy) }
  public var tar: Summary? { summary(\.tar) }
  public var far: Summary? { summary(\.far) }

  private func summary(_ path: KeyPath<Rates, Proportion>) -> Summary? {
    Summary(folds.compactMap { $0.rates[keyPath: path].rate })
  }
}

extension FoldedScores {
  /// Chooses by the rule on each fold's training pairs and measures on its test pairs.
  public func crossValidate(_ rule: ThresholdRule) -> CrossValidation {
    let folds = (0..<folds).compactMap { fold -> CrossValidation.Fold? in
      guard let threshold = training(fold).threshold(by: rule) else { return nil }
      return CrossValidation.Fold(threshold: threshold, rates: test(fold).rates(at: threshold))
    }
    return CrossValidation(rule: rule, folds: folds)
  }
}
