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

extension LossName {
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
