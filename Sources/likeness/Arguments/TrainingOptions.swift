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
  var optimiser: OptimiserName?
  var rate: Double?
  var weightDecay: Double?
  var clipping: Double?
  var schedule: ScheduleName?
  var warmUp: Int?
  var averaging: Double?
  var dimensions: Int?
  var furtherNegatives: Int?
  var epochs: Int?
  var minutes: Double?
  var holdout: Int?
  var seed: Int?
  var resumes = false
  /// Whether a head on the gallery's embeddings is trained instead of a network.
  var isOfHead = false

  /// An option that a head knows nothing of.
  var unsuitableForHead: String? {
    if data != nil { return "--data" }
    if network != nil { return "--network" }
    if minutes != nil { return "--minutes" }
    if resumes { return "--resume" }
    if averaging != nil { return "--ema" }
    return nil
  }

  /// The plan, with the usual values for what was not given.
  func plan(of subject: TrainingRun.Subject) -> TrainingPlan {
    var plan = TrainingPlan(loss: loss ?? .triplet, margin: margin)
    if subject == .head {
      plan.mining = .random
      plan.people = 60
      plan.optimiser = .sgd
      plan.rate = 0.01
    }
    plan.mining = mining ?? plan.mining
    plan.people = people ?? plan.people
    plan.optimiser = optimiser ?? plan.optimiser
    plan.rate = rate ?? plan.rate
    plan.weightDecay = weightDecay ?? plan.optimiser.usualWeightDecay
    plan.clipping = clipping
    plan.averaging = averaging
    plan.furtherNegatives = furtherNegatives ?? 0
    plan.seed = seed.map { UInt64($0) } ?? plan.seed
    return plan
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

/// A network that can be trained from the command line, by its name in `likeness models show`.
struct TrainableNetwork: Sendable, Equatable {
  private let network: Network

  var name: String { network.name }

  static let small = TrainableNetwork(network: SmallFaceNet.network)

  /// Capitals make no difference.
  init?(name: String) {
    let found = Network.embedding.first { $0.name.lowercased() == name.lowercased() }
    guard let found, found.graph.isTrainable else { return nil }
    network = found
  }

  private init(network: Network) { self.network = network }

  /// - Parameter dimensions: of the embedding, where the network leaves that open; its usual unless
  ///   given.
  func network(dimensions: Int? = nil) -> Network {
    guard hasAnyDimensions, let dimensions else { return network }
    return SmallFaceNet.network(components: dimensions)
  }

  /// Whether its embedding may have any size.
  var hasAnyDimensions: Bool { self == .small }

  static var names: [String] { Network.embedding.filter(\.graph.isTrainable).map(\.name) }

  static func == (a: Self, b: Self) -> Bool { a.network.name == b.network.name }
}

extension OptionRule {
  static let data = OptionRule("--data", "DIR", "a folder with a folder of photos a person") {
    $0.training.data = $1
  }
  static let out = OptionRule("--out", "FILE", "the trained network, as safetensors") {
    $0.training.file = $1
  }
  static let network = OptionRule(
    "--network", "NAME", "what is trained, such as small, NNS2 or Inception-ResNet-v1",
    expected: "one of " + TrainableNetwork.names.joined(separator: ", "),
    parse: TrainableNetwork.init
  ) { $0.training.network = $1 }
  static let loss = OptionRule(
    "--loss", oneOf: LossName.self, called: "LOSS", "what is made small; triplet unless given"
  ) { $0.training.loss = $1 }
  static let miner = OptionRule(
    "--miner", oneOf: MiningRule.self,
    "how triplets are chosen; semi-hard, of a head random, unless given"
  ) { $0.training.mining = $1 }
  static let peopleOfBatch = OptionRule(
    "--people", "P", "people in a batch; 15, of a head 60, unless given", limit: 10_000
  ) { $0.training.people = $1 }
  /// Other commands give a folder by this name, so the number is read by the command.
  static let photosOfPerson = OptionRule("--photos", "K", "photos of each; 4 unless given") {
    $0.photos = $1
  }
  static let margin = OptionRule(
    "--margin", "M", "of the loss, in its own unit; 0.2 for triplets unless given",
    expected: "a number that is not negative",
    parse: { Double($0).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
  ) { $0.training.margin = $1 }
  static let optimizer = OptionRule(
    "--optimizer", oneOf: OptimiserName.self,
    "how weights change; adam, of a head sgd, unless given"
  ) { $0.training.optimiser = $1 }
  static let rate = OptionRule(
    "--rate", "R", "the learning rate; 0.001, of a head 0.01, unless given",
    expected: "a number above 0",
    parse: { Double($0).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } }
  ) { $0.training.rate = $1 }
  static let weightDecay = OptionRule(
    "--weight-decay", "D", "how strongly weights are drawn to 0; 0, for adamw 0.01, unless given",
    expected: "a number from 0 to 1",
    parse: { Double($0).flatMap { (0...1).contains($0) ? $0 : nil } }
  ) { $0.training.weightDecay = $1 }
  static let clip = OptionRule(
    "--clip", "NORM", "gradients of a larger norm are made shorter", expected: "a number above 0",
    parse: { Double($0).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } }
  ) { $0.training.clipping = $1 }
  static let schedule = OptionRule(
    "--schedule", oneOf: ScheduleName.self, "how the rate changes; constant unless given"
  ) { $0.training.schedule = $1 }
  static let warmUp = OptionRule(
    "--warm-up", "N", "steps over which the rate first grows", limit: 1_000_000
  ) { $0.training.warmUp = $1 }
  static let average = OptionRule(
    "--ema", "DECAY", "the moving average of the weights becomes the model",
    expected: "a number from 0 to below 1, as 0.999",
    parse: { Double($0).flatMap { (0..<1).contains($0) ? $0 : nil } }
  ) { $0.training.averaging = $1 }
  static let dimensions = OptionRule(
    "--dimensions", "D", "numbers of an embedding, of the small network; 128 unless given",
    limit: 4096
  ) { $0.training.dimensions = $1 }
  static let negatives = OptionRule(
    "--negatives", "N", "photos of anybody else, added to each batch", limit: 10_000
  ) { $0.training.furtherNegatives = $1 }
  static let epochs = OptionRule(
    "--epochs", "N", "stops when every person has come up N times", limit: 1_000_000
  ) { $0.training.epochs = $1 }
  static let minutes = OptionRule(
    "--minutes", "T", "stops after so long", expected: "a number above 0",
    parse: { Double($0).flatMap { $0 > 0 && $0 < 1e6 ? $0 : nil } }
  ) { $0.training.minutes = $1 }
  static let holdout = OptionRule(
    "--holdout", "N", "people kept for measuring, the last by name", limit: 1_000_000
  ) { $0.training.holdout = $1 }
  static let seed = OptionRule(
    "--seed", "N", "of everything random; 1 unless given", limit: Int.max
  ) { $0.training.seed = $1 }
  static let head = OptionRule(
    "--head", "a projection of the gallery's embeddings, instead of a network"
  ) { $0.training.isOfHead = true }
  static let resume = OptionRule("--resume", "goes on from the file of --out") {
    $0.training.resumes = true
  }
}
