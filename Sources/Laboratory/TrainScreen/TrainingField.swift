import Training

/// A row of the settings: what it is called, its value in words, and the values it can have.
enum TrainingField: String, Sendable, CaseIterable {
  case loss
  case mining
  case margin
  case rate = "learning rate"
  case people = "people a batch"
  case augmentation = "augmentation"
  case components = "embedding size"
  case heldOut = "held out"
  case source = "photos"

  /// Whether it holds from the next start on only.
  var needsNewStart: Bool {
    switch self {
    case .components, .heldOut, .source: true
    case .loss, .mining, .margin, .rate, .people, .augmentation: false
    }
  }

  /// What the value is, for those who meet it first.
  func explanation(_ settings: TrainingSettings) -> String {
    switch self {
    case .loss: "what is made small"
    case .mining: settings.plan.mining.explanation
    case .margin: "how much farther strangers must be"
    case .rate: "how far each step goes down the gradient"
    case .people: "of how many people a batch is made"
    case .augmentation: "photos mirrored, turned, relit"
    case .components: "how many numbers an embedding has"
    case .heldOut: "people never trained on, to measure"
    case .source: "where faces come from: a chooses"
    }
  }

  func value(_ settings: TrainingSettings) -> String {
    let plan = settings.plan
    return switch self {
    case .loss: plan.loss.rawValue
    case .mining: plan.loss.takesTriplets ? plan.mining.rawValue : "– pairs, not triplets"
    case .margin: plan.loss.hasMargin ? plan.margin.fixed(plan.loss.marginDecimals) : "none"
    case .rate: plan.rate.scientific
    case .people: "\(plan.people) × \(plan.photos) photos"
    case .augmentation: plan.augmentation == .none ? "off" : "on"
    case .components: "\(settings.components)"
    case .heldOut: "\(Int((settings.heldOutShare * 100).rounded())) % of people"
    case .source:
      switch settings.source {
      case .gallery: "the gallery's"
      case .folder(let path): PathName.last(path)
      }
    }
  }
}

extension TrainingSettings {
  private static let sizes = [2, 3, 8, 16, 32, 64, 128, 256, 512]
  private static let shares = [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5]
  private static let batches = [2, 4, 8, 10, 15, 20, 30, 45]
  /// 1, 2 and 5 times the powers of ten.
  private static let rates = [
    1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1,
    0.2, 0.5, 1,
  ]
  /// Moves a setting up or down, a fine step where there is one.
  mutating func change(_ field: TrainingField, up: Bool, isFine: Bool = false) {
    switch field {
    case .loss:
      plan.loss = LossName.allCases.next(to: plan.loss, up: up)
      // Each loss has its margin in a unit of its own.
      plan.margin = plan.loss.usualMargin
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
  fileprivate var hasMargin: Bool { usualMargin > 0 }

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

  /// As many as the finest step has.
  fileprivate var marginDecimals: Int {
    switch self {
    case .angularSoftmax: 0
    case .center: 4
    default: 2
    }
  }
}

extension MiningRule {
  /// Which triplets it takes, in a line.
  var explanation: String {
    switch self {
    case .all: "every triplet of the batch"
    case .semiHard: "strangers farther, within the margin"
    case .hardest: "the nearest stranger: may collapse"
    case .batchHard: "farthest positive, nearest stranger"
    case .random: "any stranger that violates the margin"
    case .distanceWeighted: "strangers of all distances alike"
    }
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

extension Double {
  /// A learning rate in two digits: 0.001 is "1e-3", 0.0015 is "1.5e-3".
  var scientific: String {
    guard isFinite, self > 0 else { return fixed(1) }
    var (mantissa, exponent) = (self, 0)
    while mantissa < 0.9995 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    while mantissa >= 9.995 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    let isWhole = abs(mantissa - mantissa.rounded()) < 0.05
    return mantissa.fixed(isWhole ? 0 : 1) + (exponent == 0 ? "" : "e\(exponent)")
  }
}
