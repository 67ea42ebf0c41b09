import Faces
import Laboratory
import Networks
import Terminal
import Verification

/// An option: how it is written, what it means, and what it sets.
struct OptionRule: Sendable {
  /// With its dashes, as `--gallery`.
  let name: String
  /// What stands for the value in help; `nil` for an option that takes none.
  let value: String?
  let summary: String
  let apply: @Sendable (inout Options, String) throws(UsageError) -> Void

  /// The option with its value, as in help.
  var usage: String { value.map { "\(name) \($0)" } ?? name }

  /// An option that is either there or not.
  init(_ name: String, _ summary: String, set: @escaping @Sendable (inout Options) -> Void) {
    self.name = name
    value = nil
    self.summary = summary
    apply = { options, _ throws(UsageError) in set(&options) }
  }

  /// An option with a value that `parse` reads; what it can't read is reported as not `expected`.
  init<Value>(
    _ name: String, _ value: String, _ summary: String, expected: String,
    parse: @escaping @Sendable (String) -> Value?,
    set: @escaping @Sendable (inout Options, Value) -> Void
  ) {
    self.name = name
    self.value = value
    self.summary = summary
    apply = { options, text throws(UsageError) in
      guard let parsed = parse(text) else {
        throw .badValue(option: name, value: text, expected: expected)
      }
      set(&options, parsed)
    }
  }

  /// An option with any text but an empty one.
  init(
    _ name: String, _ value: String, _ summary: String,
    set: @escaping @Sendable (inout Options, String) -> Void
  ) {
    self.init(
      name, value, summary, expected: "not empty", parse: { $0.isEmpty ? nil : $0 }, set: set)
  }

  /// An option whose value is one of a few words.
  ///
  /// - Parameter label: stands for the value in help where the words are too many for a line.
  init<Value: RawRepresentable<String> & CaseIterable & SendableMetatype>(
    _ name: String, oneOf type: Value.Type, called label: String? = nil, _ summary: String,
    set: @escaping @Sendable (inout Options, Value) -> Void
  ) {
    let words = type.allCases.map(\.rawValue)
    self.init(
      name, label ?? words.joined(separator: "|"), summary,
      expected: words.dropLast().joined(separator: ", ") + " or " + (words.last ?? ""),
      parse: { Value(rawValue: $0) }, set: set)
  }

  /// An option with a whole number from 1 to `limit`.
  init(
    _ name: String, _ value: String, _ summary: String, limit: Int,
    set: @escaping @Sendable (inout Options, Int) -> Void
  ) {
    self.init(
      name, value, summary, expected: "a whole number from 1 to \(limit)",
      parse: { Int($0).flatMap { (1...limit).contains($0) ? $0 : nil } }, set: set)
  }
}

extension OptionRule {
  /// The options of every command, which stand before or after its name.
  static let global: [OptionRule] = [
    OptionRule("--gallery", "FILE", "the gallery, instead of the one in your home folder") {
      $0.gallery = $1
    },
    OptionRule("--model", "NAME", "the model that embeds; `likeness models` lists them") {
      $0.model = $1
    },
    OptionRule("--detector", oneOf: DetectorName.self, "what finds the faces in photos") {
      $0.detector = $1
    },
    OptionRule("--metric", oneOf: Metric.self, "how the distance of two embeddings is measured") {
      $0.metric = $1
    },
    OptionRule(
      "--threshold", "T", "the same person when the distance is below T",
      expected: "a number that is not negative",
      parse: { Double($0).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
    ) { $0.threshold = $1 },
    OptionRule("--threads", "N", "processors to use; all unless given", limit: 256) {
      $0.threads = $1
    },
    OptionRule("--precision", oneOf: Precision.self, "the numbers to compute with; f32 for now") {
      $0.precision = $1
    },
    OptionRule("--color", oneOf: ColorMode.self, "the colours of the laboratory") {
      $0.color = $1
    },
    OptionRule("--assets", "DIR", "the folder with the program's own files") { $0.assets = $1 },
    OptionRule("--json", "results as JSON, for scripts") { $0.isJSON = true },
    OptionRule("--help", "explains the program or the command, with an example") {
      $0.wantsHelp = true
    },
    OptionRule("--version", "prints the version") { $0.wantsVersion = true },
  ]

  static let output = OptionRule(
    "--output", "FILE.npy", "writes the numbers as a NumPy array, a row for each face"
  ) { $0.output = $1 }
  static let csv = OptionRule("--csv", "prints comma-separated values") { $0.isCSV = true }
  static let subtractMean = OptionRule(
    "--subtract-mean", "takes the training folds' mean embedding off before distances"
  ) { $0.subtractsMean = true }
  static let flip = OptionRule(
    "--flip", "appends the mirrored face's embedding to each embedding"
  ) { $0.isMirroring = true }
  static let folds = OptionRule(
    "--folds", "N", "parts of the people that a rule is tried on; 5 unless given", limit: 100
  ) { $0.folds = $1 }
  static let calibration = OptionRule(
    "--calibration", oneOf: CalibrationMethod.self,
    "fits probabilities and says what they are worth"
  ) { $0.calibration = $1 }
  static let name = OptionRule("--name", "NAME", "whose photos they are") { $0.name = $1 }
  static let modelName = OptionRule(
    "--name", "NAME", "what the model is called; the file's name unless given"
  ) { $0.name = $1 }
  static let forGood = OptionRule(
    "--now", "deletes for good, with all undo history, instead of keeping for `undo`"
  ) { $0.isForGood = true }
  static let pairs = OptionRule("--pairs", "FILE", "a list of pairs in LFW's form") {
    $0.pairs = $1
  }
  static let images = OptionRule(
    "--images", "DIR", "the photos of the pairs: DIR/Name/Name_0001.jpg"
  ) { $0.images = $1 }
  static let npy = OptionRule(
    "--npy", "FILE.npy", "writes the distances as a NumPy array, a row for each face"
  ) { $0.output = $1 }
  static let svg = OptionRule("--svg", "FILE.svg", "draws it as a figure for print") {
    $0.svg = $1
  }
  static let curve = OptionRule(
    "--curve", oneOf: CurveKind.self, "what --svg draws; log-roc unless given"
  ) { $0.curve = $1 }
  static let order = OptionRule(
    "--order", oneOf: FaceOrder.self, "how faces are ordered; person unless given"
  ) { $0.order = $1 }
  static let scores = OptionRule("--scores", "FILE.csv", "distances from elsewhere") {
    $0.scores = $1
  }
  static let photos = OptionRule("--photos", "DIR", "the photos to measure on") { $0.photos = $1 }
  static let compare = OptionRule(
    "--compare", "N", "measures all pairs of N faces of people who don't exist", limit: 100_000
  ) { $0.compare = $1 }
  static let input = OptionRule(
    "--input", "HxW", "the size of the network's image; else the file's own",
    expected: "a size such as 112x112", parse: ImageSize.init
  ) { $0.input = $1 }
  static let crop = OptionRule(
    "--crop", oneOf: ModelManifest.Crop.self,
    "how faces are cut out; arcface, of what `train` wrote box, unless given"
  ) { $0.crop = $1 }
  static let normalise = OptionRule(
    "--normalise", "\"(x-M)/S\"", "how pixels become numbers; (x-127.5)/128 unless given",
    expected: "a formula such as (x-127.5)/128", parse: Normalisation.init(formula:)
  ) { $0.normalisation = $1 }
  static let batch = OptionRule(
    "--batch", "B", "faces embedded at once; 1, of a step of training 16, unless given", limit: 1024
  ) { $0.batch = $1 }
  static let evaluate = OptionRule(
    "--evaluate", "measures the ways there are on the people of the gallery"
  ) { $0.evaluates = true }
  static let strategy = OptionRule(
    "--strategy", oneOf: StrategyName.self, "how people are ranked; nearest unless given"
  ) { $0.strategy = $1 }
  static let photosAtLeast = OptionRule(
    "--min-photos", "N", "searches for people with at least N photos; 2 unless given",
    limit: 1_000_000
  ) { $0.photosAtLeast = $1 }
  static let repeats = OptionRule(
    "--repeats", "lets a person be several faces of one photo"
  ) { $0.allowsRepeats = true }
  static let method = OptionRule(
    "--method", oneOf: ClusteringMethod.self, "how faces are clustered; average unless given"
  ) { $0.method = $1 }
  static let clusters = OptionRule(
    "--clusters", "K", "how many clusters k-means makes", limit: 1_000_000
  ) { $0.clusters = $1 }
  static let into = OptionRule("--into", "DIR", "a new folder for a folder of links a cluster") {
    $0.into = $1
  }
  static let faces = OptionRule(
    "--faces", "N", "measures searching among N faces of people who don't exist", limit: 100_000_000
  ) { $0.faces = $1 }
  static let search = OptionRule(
    "--search", oneOf: SearchMethod.self, "how the nearest are found; exact unless given"
  ) { $0.search = $1 }
  static let replace = OptionRule(
    "--replace", "takes marks away that the new one contradicts"
  ) { $0.replaces = true }
  static let copy = OptionRule("--copy", "copies photos instead of linking to them") {
    $0.copies = true
  }
}
