import FoundationEssentials
import Gallery
import Laboratory
import Verification

extension Command {
  static let threshold = Command(
    name: "threshold",
    usages: thresholdUsages,
    summary: "show, set or choose the gallery's threshold, and say how far to trust it",
    details: [
      "RULE: \(ThresholdRule.spellings).",
      "A rule chooses on all pairs of the gallery and is tried on folds that share no person with the",
      "pairs it chose on; mean and spread over the folds are printed and kept with the threshold, with",
      "when and on what it was chosen. It holds for this model and metric only. `reset` goes back to",
      "the model's own.",
    ],
    options: [.folds],
    examples: [
      "likeness threshold", "likeness threshold choose far 1e-3",
      "likeness threshold choose eer --json",
      "likeness threshold choose cost 10 1 0.01", "likeness threshold set 0.55",
    ],
    arguments: 0...5,
    run: { invocation throws(ProgramError) in
      let report = try ThresholdReport(session: Session(invocation.options))
      let words = invocation.arguments
      switch (words.first, words.count) {
      case (nil, _): return try report.show()
      case ("reset"?, 1): return try report.reset()
      case ("set"?, 2): return try report.set(words[1])
      case ("choose"?, 2...): return try report.choose(Array(words.dropFirst()))
      default:
        throw .usage(
          .missingArguments(command: "threshold", usage: thresholdUsages.joined(separator: " | ")))
      }
    })

  private static let thresholdUsages = [
    "threshold", "threshold set T", "threshold choose RULE", "threshold reset",
  ]
}

/// Showing and changing the threshold of a gallery.
private struct ThresholdReport {
  let session: Session

  // MARK: - Changing

  func reset() throws(ProgramError) -> ExitStatus {
    let gallery = try session.gallery(.change)
    try keep(nil, in: gallery)
    return try show()
  }

  func set(_ text: String) throws(ProgramError) -> ExitStatus {
    guard let value = Double(text), value.isFinite, value >= 0 else {
      throw .usage(
        .badValue(option: "threshold set", value: text, expected: "a number that is not negative"))
    }
    let gallery = try session.gallery(.change)
    let data = ThresholdData(try session.embeddings(of: gallery).set)
    try keep(choice(value, by: .byHand(value), data), in: gallery)
    return try show()
  }

  func choose(_ words: [String]) throws(ProgramError) -> ExitStatus {
    guard let rule = ThresholdRule(words: words) else {
      throw .usage(
        .badValue(
          option: "threshold choose", value: words.joined(separator: " "),
          expected: ThresholdRule.spellings))
    }
    let gallery = try session.gallery(.change)
    let embeddings = try session.embeddings(of: gallery).set
    let scores = PairAnalysis(of: embeddings, metric: session.metric, keeping: 0)?.scores
    guard let scores, scores.hasEnough else {
      StandardStreams.note(
        "a rule needs \(ScoreSet.enough) pairs of the same and as many of different people;"
          + " here are \(scores?.mated.count ?? 0) and \(scores?.nonMated.count ?? 0): enroll more"
          + " photos, or use `threshold set`")
      return .negative
    }
    guard let value = scores.threshold(by: rule), value.isFinite else {
      StandardStreams.note("every threshold will do for that; nothing was changed")
      return .negative
    }
    let choice = choice(value, by: rule, ThresholdData(embeddings))
    try keep(
      choice.validated(on: embeddings, folds: session.options.folds.map { max(2, $0) }) ?? choice,
      in: gallery)
    return try show { (embeddings, scores) }
  }

  private func choice(
    _ value: Double, by rule: ThresholdRule, _ data: ThresholdData
  ) -> ChosenThreshold {
    ChosenThreshold(
      value: value, rule: rule, metric: session.metric, model: session.model.fingerprint,
      data: data, time: Date().timeIntervalSince1970)
  }

  private func keep(_ choice: ChosenThreshold?, in gallery: Gallery) throws(ProgramError) {
    try ProgramError.inGallery { () throws(GalleryError) in
      try gallery.setThreshold(
        choice.map(StoredThreshold.init), model: session.model.fingerprint, metric: session.metric)
    }
  }

  // MARK: - Showing

  func show() throws(ProgramError) -> ExitStatus {
    try show { () throws(ProgramError) in try comparedGallery() }
  }

  /// - Parameter compared: the gallery's embeddings with the distances of all their pairs.
  private func show(
    _ compared: () throws(ProgramError) -> (EmbeddingSet?, ScoreSet)?
  ) throws(ProgramError) -> ExitStatus {
    let threshold = try session.threshold()
    let (embeddings, scores) = try compared() ?? (nil, ScoreSet())
    let line = ThresholdLine(
      threshold, session, embeddings.flatMap { figures(at: threshold.value, $0, scores) })
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      for text in line.text { try StandardStreams.result(text) }
    }
    return .done
  }

  /// Nothing where there is no gallery.
  private func comparedGallery() throws(ProgramError) -> (EmbeddingSet?, ScoreSet)? {
    guard FileManager.default.fileExists(atPath: session.galleryPath) else { return nil }
    let embeddings = try session.embeddings(of: try session.gallery(.read)).set
    let analysis = PairAnalysis(of: embeddings, metric: session.metric, keeping: 0)
    return analysis.map { (embeddings, $0.scores) }
  }

  /// What the pairs say of a threshold; nothing without pairs of both kinds.
  private func figures(
    at value: Double, _ embeddings: EmbeddingSet, _ scores: ScoreSet
  ) -> ThresholdFigures? {
    guard !scores.mated.isEmpty, !scores.nonMated.isEmpty,
      let dependence = PairDependence(
        of: embeddings, metric: session.metric, thresholds: [value])
    else { return nil }
    return ThresholdFigures(
      data: ThresholdData(embeddings), rates: scores.rates(at: value),
      intervals: .sharedPeople(dependence))
  }
}
