import Training

extension TrainingSettings {
  private static let sizes = [2, 3, 8, 16, 32, 64, 128, 256, 512]
  private static let shares = [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5]
  private static let batches = [2, 4, 8, 10, 15, 20, 30, 45]
  /// 1, 2 and 5 times the powers of ten.
  private static let rates = [
    1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1,
    0.2, 0.5, 1,
  ]

  /// Moves a setting up or down, a fine step where there is one. What the loss has no use for stays.
  mutating func change(_ field: TrainingField, up: Bool, isFine: Bool = false) {
    switch field {
    case .loss:
      plan.loss = LossName.allCases.next(to: plan.loss, up: up)
      // Each loss has its margin in a unit of its own.
      plan.margin = plan.loss.usualMargin
    case .mining where !plan.loss.takesTriplets, .margin where !plan.loss.hasMargin: break
    case .mining: plan.mining = MiningRule.allCases.next(to: plan.mining, up: up)
    case .margin: moveMargin(up: up, by: isFine ? plan.loss.fineMarginStep : plan.loss.marginStep)
    case .rate: moveRate(up: up, isFine: isFine)
    case .people: plan.people = Self.batches.step(from: plan.people, up: up)
    case .augmentation: plan.augmentation = plan.augmentation == .none ? Augmentation() : .none
    case .components: components = Self.sizes.step(from: components, up: up)
    case .heldOut: heldOutShare = Self.shares.step(from: heldOutShare, up: up)
    case .source: break
    }
  }

  /// To the next multiple of the step, so that fine steps don't leave odd numbers behind.
  private mutating func moveMargin(up: Bool, by step: Double) {
    let place = plan.margin / step
    let next = up ? (place + 1e-6).rounded(.down) + 1 : (place - 1e-6).rounded(.up) - 1
    let range = plan.loss.margins
    let most = min(range.upperBound, max(2, 2 * plan.loss.usualMargin))
    plan.margin = min(max(next * step, range.lowerBound), most)
  }

  private mutating func moveRate(up: Bool, isFine: Bool) {
    guard isFine else { return plan.rate = Self.rates.step(from: plan.rate, up: up) }
    let limits = (Self.rates[0], Self.rates[Self.rates.count - 1])
    plan.rate = min(max(plan.rate * (up ? 1.1 : 1 / 1.1), limits.0), limits.1)
  }
}

extension LossName {
  fileprivate var marginStep: Double {
    switch self {
    case .angularSoftmax: 1
    case .center: 0.001
    default: 0.05
    }
  }

  fileprivate var fineMarginStep: Double {
    self == .angularSoftmax ? marginStep : marginStep / 5
  }
}

extension Array where Element: Equatable {
  /// The value after or before another, going round.
  fileprivate func next(to value: Element, up: Bool) -> Element {
    let place = firstIndex(of: value) ?? 0
    return self[(place + (up ? 1 : count - 1)) % count]
  }
}

extension Array where Element: Comparable {
  /// The next value beyond one, in rising order, or the last there is.
  fileprivate func step(from value: Element, up: Bool) -> Element {
    (up ? first { $0 > value } : last { $0 < value }) ?? (up ? self[count - 1] : self[0])
  }
}
