import Faces
import Networks
import Training

/// The options of training.
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
  static let smoothing = OptionRule(
    "--smoothing", "S", "share of a softmax's target spread over all people; 0 unless given",
    expected: "a number from 0 to below 1, as 0.1",
    parse: { Double($0).flatMap { (0..<1).contains($0) ? $0 : nil } }
  ) { $0.training.smoothing = $1 }
  static let optimizer = OptionRule(
    "--optimizer", oneOf: OptimiserName.self,
    "how weights change; adam, of a projection sgd, unless given"
  ) { $0.training.optimiser = $1 }
  static let rate = OptionRule(
    "--rate", "R",
    "the learning rate; 0.001, of a head 0.01 (chi-square 0.02), unless given",
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
    "--dimensions", "D", "numbers of an embedding, of the small network or a head",
    limit: 4096
  ) { $0.training.dimensions = $1 }
  static let negatives = OptionRule(
    "--negatives", "N", "photos of anybody else, added to each batch", limit: 10_000
  ) { $0.training.furtherNegatives = $1 }
  static let augment = OptionRule(
    "--augment", oneOf: AugmentationName.self,
    "how photos are changed at random; usual unless given"
  ) { $0.training.augmentation = $1 }
  static let epochs = OptionRule(
    "--epochs", "N",
    "stops when all people came up N times; of a head, after N batches (200)",
    limit: 1_000_000
  ) { $0.training.epochs = $1 }
  static let minutes = OptionRule(
    "--minutes", "T", "stops after so long", expected: "a number above 0",
    parse: { Double($0).flatMap { $0 > 0 && $0 < 1e6 ? $0 : nil } }
  ) { $0.training.minutes = $1 }
  static let holdout = OptionRule(
    "--holdout", "N",
    "people kept for measuring, the last by name; of a head half unless given",
    limit: 1_000_000
  ) { $0.training.holdout = $1 }
  static let seed = OptionRule(
    "--seed", "N", "of everything random; 1 unless given", limit: Int.max
  ) { $0.training.seed = $1 }
  static let head = OptionRule(
    "--head", "a head on the gallery's embeddings, instead of a network"
  ) { $0.training.isOfHead = true }
  static let photosCrop = OptionRule(
    "--crop", oneOf: ModelManifest.Crop.self,
    "how the photos were cut out, for the model; box unless given"
  ) { $0.crop = $1 }
  static let headKind = OptionRule(
    "--kind", oneOf: HeadKind.self, "what the head is; projection unless given"
  ) { $0.training.head = $1 }
  static let headName = OptionRule(
    "--name", "NAME", "makes the head a model, called as its parent and +NAME"
  ) { $0.name = $1 }
  static let resume = OptionRule("--resume", "goes on from the file of --out") {
    $0.training.resumes = true
  }
}
