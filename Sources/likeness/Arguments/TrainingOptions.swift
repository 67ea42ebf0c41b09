import Faces
import Networks
import Training

/// What a command line says of a training.
struct TrainingOptions: Sendable, Equatable {
  var data: String?
  var file: String?
  var network: TrainableNetwork?
  var loss: LossName?
  var mining: MiningRule?
  var people: Int?
  var margin: Double?
  var smoothing: Double?
  var optimiser: OptimiserName?
  var rate: Double?
  var weightDecay: Double?
  var clipping: Double?
  var schedule: ScheduleName?
  var warmUp: Int?
  var averaging: Double?
  var dimensions: Int?
  var furtherNegatives: Int?
  var augmentation: AugmentationName?
  var epochs: Int?
  var minutes: Double?
  var holdout: Int?
  var seed: Int?
  var resumes = false
  /// Whether a head on the gallery's embeddings is trained instead of a network.
  var isOfHead = false
  var head: HeadKind?

  /// An option that only a head knows of.
  var unsuitableForNetwork: String? { head == nil ? nil : "--kind" }

  /// An option that the loss knows nothing of.
  var unsuitableForLoss: String? {
    let loss = loss ?? .triplet
    if mining != nil, !loss.takesTriplets { return "--miner" }
    if margin != nil, !loss.hasMargin { return "--margin" }
    return smoothing != nil && loss.comparesPhotos ? "--smoothing" : nil
  }

  /// An option that a head knows nothing of.
  var unsuitableForHead: String? {
    var given = [
      ("--data", data != nil), ("--network", network != nil), ("--minutes", minutes != nil),
      ("--resume", resumes), ("--ema", averaging != nil), ("--augment", augmentation != nil),
      ("--schedule", schedule != nil), ("--warm-up", warmUp != nil),
    ]
    let kind = head ?? .projection
    if kind != .projection {
      given += [
        ("--loss", loss != nil), ("--miner", mining != nil), ("--margin", margin != nil),
        ("--smoothing", smoothing != nil),
      ]
    }
    if kind == .chiSquare { given.append(("--dimensions", dimensions != nil)) }
    if kind == .jointBayesian {
      given += [
        ("--out", file != nil), ("--people", people != nil), ("--rate", rate != nil),
        ("--optimizer", optimiser != nil), ("--weight-decay", weightDecay != nil),
        ("--clip", clipping != nil), ("--negatives", furtherNegatives != nil),
        ("--epochs", epochs != nil), ("--seed", seed != nil),
      ]
    }
    return given.first(where: \.1)?.0
  }

  /// The plan, with the usual values for what was not given.
  func plan(of subject: TrainingRun.Subject) -> TrainingPlan {
    var plan = TrainingPlan(loss: loss ?? .triplet, margin: margin)
    if case .head(let kind) = subject {
      plan.mining = .random
      plan.people = 60
      plan.optimiser = kind == .projection ? .sgd : .adam
      plan.rate = kind == .projection ? 0.01 : 0.02
    }
    plan.mining = mining ?? plan.mining
    plan.people = people ?? plan.people
    plan.optimiser = optimiser ?? plan.optimiser
    plan.rate = rate ?? plan.rate
    plan.weightDecay = weightDecay ?? plan.optimiser.usualWeightDecay
    plan.smoothing = smoothing ?? 0
    plan.clipping = clipping
    plan.averaging = averaging
    plan.furtherNegatives = furtherNegatives ?? 0
    plan.augmentation = (augmentation ?? .usual).augmentation
    plan.seed = seed.map { UInt64($0) } ?? plan.seed
    return plan
  }
}

/// How photos are changed at random, as the command line names it.
enum AugmentationName: String, Sendable, CaseIterable {
  case none, light, usual, strong

  var augmentation: Augmentation {
    switch self {
    case .none: .none
    case .light: .light
    case .usual: Augmentation()
    case .strong: .strong
    }
  }
}

/// How the rate changes over a training, as the command line names it.
enum ScheduleName: String, Sendable, CaseIterable {
  case constant, steps, cosine, plateau

  /// - Parameters:
  ///   - steps: of the whole training; `nil` where only its time is known.
  ///   - epoch: the steps in which every person comes up once.
  /// - Returns: `nil` for a course that needs to know where the training ends.
  func course(steps: Int?, epoch: Int) -> Schedule.Course? {
    switch self {
    case .constant: .constant
    case .steps: steps.map { .steps([$0 / 2, $0 * 3 / 4], factor: 0.1) }
    case .cosine: steps.map { .cosine(steps: $0, floor: 0) }
    case .plateau: .plateau(patience: max(20, 10 * epoch), factor: 0.1)
    }
  }
}
