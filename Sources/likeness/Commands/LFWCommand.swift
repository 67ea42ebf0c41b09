import Laboratory
import Verification

extension Command {
  static let lfw = Command(
    name: "lfw",
    usages: ["lfw --pairs FILE --images DIR [--subtract-mean]"],
    summary: "verify a list of pairs by the protocol of Labeled Faces in the Wild",
    details: [
      "Ten contiguous folds of the list; on each, the threshold that is best on the other nine.",
      "Accuracy over thresholds 0, 0.01 … 3.99, validation rate (VAL, the true accepts) at a FAR of",
      "1e-3 over 0, 0.001 … 3.999, as davidsandberg/facenet does. Pairs of photos that are missing or",
      "show no face are left out and named.",
    ],
    options: [.pairs, .images, .subtractMean],
    examples: ["likeness lfw --pairs pairs.txt --images lfw"],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      let options = invocation.options
      guard let file = options.pairs else {
        throw .usage(.missingOption("--pairs FILE", command: "lfw"))
      }
      guard let images = options.images else {
        throw .usage(.missingOption("--images DIR", command: "lfw"))
      }
      let session = try Session(options)
      let listed = try ListedPairs(session: session, file: file, images: images).embed()
      return try report(listed, session)
    })

  private static func report(
    _ listed: ListedPairs.Outcome, _ session: Session
  ) throws(ProgramError) -> ExitStatus {
    for skip in listed.skipped {
      StandardStreams.note("\(skip.photo.shown): skipped, \(skip.reason.shown)")
    }
    var rules = LFWProtocol()
    rules.subtractsMean = session.options.subtractsMean
    guard let figures = rules.evaluate(listed.pairs) else {
      StandardStreams.note(
        "\(listed.pairs.count) usable pairs are too few for \(rules.folds) folds")
      return .negative
    }
    let line = LFWLine(figures, listed)
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      for text in line.text { try StandardStreams.result(text) }
    }
    return .done
  }
}

/// The figures of the protocol, as JSON.
private struct LFWLine: Encodable {
  let pairs: Int
  let skipped: Int
  let accuracy: Double
  let accuracy_std: Double
  let folds: [Double]
  let val: Double
  let val_std: Double
  let val_far: Double
  let auc: Double
  let eer: Double

  init(_ figures: LFWProtocol.Figures, _ listed: ListedPairs.Outcome) {
    pairs = listed.pairs.count
    skipped = listed.listed - listed.pairs.count
    accuracy = figures.accuracy
    accuracy_std = figures.accuracyDeviation
    folds = figures.foldAccuracies
    val = figures.validation
    val_std = figures.validationDeviation
    val_far = figures.far
    auc = figures.area
    eer = figures.equalErrorRate
  }

  /// The lines that `validate_on_lfw.py` prints, after the count of pairs.
  var text: [String] {
    [
      "\(pairs) pairs" + (skipped > 0 ? ", \(skipped) skipped" : ""),
      "Accuracy: \(accuracy.rounded(decimals: 5))+-\(accuracy_std.rounded(decimals: 5))",
      "Validation rate: \(val.rounded(decimals: 5))+-\(val_std.rounded(decimals: 5))"
        + " @ FAR=\(val_far.rounded(decimals: 5))",
      "Area Under Curve (AUC): \(auc.rounded(decimals: 3))",
      "Equal Error Rate (EER): \(eer.rounded(decimals: 3))",
    ]
  }
}
