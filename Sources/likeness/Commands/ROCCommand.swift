import Figures
import FoundationEssentials
import Gallery
import Laboratory
import Tensors
import Verification

extension Command {
  static let roc = Command(
    name: "roc",
    usages: ["roc", pairsUsage, "roc --scores FILE.csv"],
    summary: "say how well distances part same from different people",
    details: [
      "Over all pairs of the gallery's faces, over a list of pairs in LFW's form, or over distances",
      "from elsewhere: a CSV file with the columns `same` (1 or 0) and `distance`. Each operating",
      "point is the largest threshold whose FAR is at most the rate asked for. [ ] is the 95 %",
      "interval: over people for all pairs of a gallery, Wilson's for a list of pairs. A FAR at which",
      "fewer than 30 false accepts are expected is marked: so few pairs do not tell it.",
      "--calibration fits probabilities; for a gallery Cllr is that on people it was not fitted to.",
    ],
    options: [.pairs, .images, .scores, .svg, .curve, .calibration],
    examples: [
      "likeness roc", "likeness roc --pairs pairs.txt --images lfw --json",
      "likeness roc --scores scores.csv --svg det.svg --curve det",
    ],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      let session = try Session(invocation.options)
      let source = try ScoreSource(invocation.options)
      return try ROCReport(session: session, source: source).run()
    })

  fileprivate static let pairsUsage = "roc --pairs FILE --images DIR"
}

/// Where the distances of a report come from.
private enum ScoreSource {
  case gallery
  case pairs(file: String, images: String)
  case scores(file: String)

  init(_ options: Options) throws(ProgramError) {
    switch (options.pairs, options.images, options.scores) {
    case (nil, nil, nil): self = .gallery
    case (let pairs?, let images?, nil): self = .pairs(file: pairs, images: images)
    case (nil, nil, let scores?): self = .scores(file: scores)
    case (_?, nil, nil): throw .usage(.missingOption("--images DIR", command: "roc"))
    case (nil, _?, nil): throw .usage(.missingOption("--pairs FILE", command: "roc"))
    default: throw .usage(.tooManyArguments(command: "roc", usage: Command.pairsUsage))
    }
  }
}

/// Computing and printing the figures.
private struct ROCReport {
  let session: Session
  let source: ScoreSource

  func run() throws(ProgramError) -> ExitStatus {
    let (scores, embeddings, skipped) = try scores()
    let intervals = intervals(scores, embeddings)
    if let path = session.options.svg, !scores.mated.isEmpty, !scores.nonMated.isEmpty {
      let threshold = try session.threshold().value
      let range = 0...max(2 * threshold, scores.range?.upperBound ?? 0)
      let chart = scores.chart(
        session.options.curve ?? .logarithmicROC, at: threshold, over: range, intervals: intervals)
      try WrittenFile.write(Array(SVGFigure(chart).text.utf8), to: path)
    }
    guard
      let line = ROCLine(
        scores, intervals, calibration(scores, embeddings), skipped: skipped)
    else {
      StandardStreams.note(missing(scores))
      return .negative
    }
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      for text in line.text { try StandardStreams.result(text) }
      for skip in skipped {
        StandardStreams.note("\(skip.photo.shown): skipped, \(skip.reason.shown)")
      }
    }
    return .done
  }

  /// Intervals over people where all pairs of them were compared.
  private func intervals(_ scores: ScoreSet, _ embeddings: EmbeddingSet?) -> RateIntervals {
    guard let embeddings, !scores.mated.isEmpty, !scores.nonMated.isEmpty else {
      return .independentPairs
    }
    return PairDependence(
      of: embeddings, metric: session.metric, thresholds: scores.thresholdsForDependence()
    ).map(RateIntervals.sharedPeople) ?? .independentPairs
  }

  /// The fit that was asked for; tried on other people where there are enough.
  private func calibration(_ scores: ScoreSet, _ embeddings: EmbeddingSet?) -> CalibrationLine? {
    guard let method = session.options.calibration, let fit = method.fit(scores) else { return nil }
    var generator = SeededGenerator(seed: 1)
    let folded = embeddings.flatMap {
      FoldedScores(of: $0, metric: session.metric, using: &generator)
    }
    return CalibrationLine(
      method: method, fit: fit, scores: scores, tried: folded?.crossValidate(method))
  }

  private func scores() throws(ProgramError) -> (ScoreSet, EmbeddingSet?, [SkippedPhoto]) {
    switch source {
    case .gallery:
      let embeddings = try session.embeddings(of: try session.gallery(.read)).set
      let scores = PairAnalysis(of: embeddings, metric: session.metric, keeping: 0)?.scores
      return (scores ?? ScoreSet(), embeddings, [])
    case .pairs(let file, let images):
      let listed = try ListedPairs(session: session, file: file, images: images).embed()
      return (listed.pairs.scores, nil, listed.skipped)
    case .scores(let file):
      return (try fileScores(file), nil, [])
    }
  }

  private func fileScores(_ file: String) throws(ProgramError) -> ScoreSet {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .scores(.unreadable(file: file))
    }
    do throws(ScoresFileError) {
      return try ScoresFile(String(decoding: data, as: UTF8.self), name: file).scores
    } catch {
      throw .scores(error)
    }
  }

  /// What is needed before a curve can be drawn.
  private func missing(_ scores: ScoreSet) -> String {
    let missing =
      scores.mated.isEmpty
      ? "no two faces are of one person: enroll a second photo of somebody"
      : "all faces are of one person: enroll somebody else"
    return scores.mated.isEmpty && scores.nonMated.isEmpty
      ? "there is no pair to compare: enroll photos of two people first" : missing
  }
}

/// The figures of a set of pairs, as JSON.
private struct ROCLine: Encodable {
  let mated: Int
  let nonmated: Int
  let auc: Double
  let eer: Double
  let eer_threshold: Double
  let d_prime: Double?
  let best_accuracy: Double
  let best_accuracy_threshold: Double
  let fmr100: Double
  let fmr1000: Double
  let zero_fmr: Double
  let operating_points: [PointLine]
  /// Where intervals come from: `people` or `independent-pairs`.
  let intervals: String
  let calibration: CalibrationLine?
  /// Present where the pairs come from photos.
  let skipped: [SkippedPhoto]

  struct PointLine: Encodable {
    let far: Double
    let threshold: Double
    let tar: Double
    let tar_low: Double
    let tar_high: Double
    let far_low: Double
    let far_high: Double
    let resolvable: Bool
  }

  /// Nothing without pairs of both kinds.
  init?(
    _ scores: ScoreSet, _ intervals: RateIntervals, _ calibration: CalibrationLine?,
    skipped: [SkippedPhoto]
  ) {
    guard let auc = scores.areaUnderROC(), let eer = scores.equalErrorRate(),
      let best = scores.bestAccuracy(), let accuracy = best.accuracy.rate
    else { return nil }
    mated = scores.mated.count
    nonmated = scores.nonMated.count
    self.auc = auc
    self.eer = eer.rate
    eer_threshold = eer.threshold
    d_prime = scores.sensitivityIndex()
    best_accuracy = accuracy
    best_accuracy_threshold = best.threshold
    operating_points = ScoreSet.usualFARs.compactMap(scores.operatingPoint).map {
      PointLine($0, intervals)
    }
    fmr100 = scores.fmr100 ?? 1
    fmr1000 = scores.fmr1000 ?? 1
    zero_fmr = scores.zeroFMR ?? 1
    self.intervals = intervals == .independentPairs ? "independent-pairs" : "people"
    self.calibration = calibration
    self.skipped = skipped
  }

  var text: [String] {
    var figures = TextTable(.left, .right, .left)
    figures.rows = [
      ["pairs", "\(mated + nonmated)", "\(mated) mated, \(nonmated) non-mated"],
      ["AUC", auc.rounded(decimals: 5), ""],
      ["EER", eer.rounded(decimals: 4), "at threshold \(eer_threshold.rounded(decimals: 4))"],
      [
        "best accuracy", best_accuracy.rounded(decimals: 4),
        "at threshold \(best_accuracy_threshold.rounded(decimals: 4)), chosen on these pairs",
      ],
    ]
    if let d_prime { figures.rows.append(["d′", d_prime.rounded(decimals: 3), ""]) }
    figures.rows.append(
      ["FMR100", fmr100.rounded(decimals: 4), "FRR where FAR is at most 0.01"])
    figures.rows.append(
      ["FMR1000", fmr1000.rounded(decimals: 4), "FRR where FAR is at most 0.001"])
    figures.rows.append(["ZeroFMR", zero_fmr.rounded(decimals: 4), "FRR without a false accept"])
    figures.rows += calibration?.rows ?? []
    var points = TextTable(.right, .right, .right, .left, .left)
    points.rows =
      [["FAR", "threshold", "TAR", "", ""]] + operating_points.map(\.row)
    return figures.lines + [""] + points.lines
  }
}

extension ROCLine.PointLine {
  init(_ point: OperatingPoint, _ intervals: RateIntervals) {
    let interval = intervals.tar(point.rates)
    let far = intervals.far(point.rates)
    self.init(
      far: point.target, threshold: point.threshold, tar: point.rates.tar.rate ?? 0,
      tar_low: interval.lowerBound, tar_high: interval.upperBound, far_low: far.lowerBound,
      far_high: far.upperBound,
      resolvable: point.isResolvable)
  }

  var row: [String] {
    return [
      "\(far)", threshold.rounded(decimals: 4), tar.rounded(decimals: 4),
      "[\(tar_low.rounded(decimals: 4)), \(tar_high.rounded(decimals: 4))]",
      resolvable ? "" : "too few pairs to tell",
    ]
  }
}
