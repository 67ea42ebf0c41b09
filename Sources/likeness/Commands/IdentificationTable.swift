import Verification

/// How well each strategy identifies the people of the gallery, leaving one photo out.
struct IdentificationTable {
  let session: Session

  func run() throws(ProgramError) -> ExitStatus {
    let gallery = try GalleryFaces(session)
    let threshold = try session.threshold().value
    let least = session.options.photosAtLeast ?? 2
    let set = gallery.trusted
    let photos = Dictionary(set.people.map { ($0, 1) }, uniquingKeysWith: +)
    if photos.count < 2 || !photos.values.contains(where: { $0 >= max(2, least) }) {
      StandardStreams.note(
        "the gallery has \(photos.count.of("person", "people")) with \(set.count.of("photo")); "
          + "to measure, it takes two people, one of them with \(max(2, least).of("photo"))")
      return .negative
    }
    let names = session.options.strategy.map { [$0] } ?? StrategyName.allCases
    var rows: [StrategyLine] = []
    for name in names {
      rows.append(try row(name.strategy, set, threshold: threshold, least: least))
    }
    try show(
      EvaluationLine(
        faces: set.count, people: photos.count, metric: session.metric,
        threshold: threshold, strategies: rows,
        falseAlarms: falseAlarms(set, people: photos.count, threshold: threshold)))
    return .done
  }

  private func row(
    _ strategy: IdentificationStrategy, _ set: EmbeddingSet, threshold: Double, least: Int
  ) throws(ProgramError) -> StrategyLine {
    do throws(IdentificationError) {
      let found = try LeaveOneOut(
        set, metric: session.metric, strategy: strategy, threads: session.options.threads)
      let outcomes = found?.outcomes(of: set, photosAtLeast: least) ?? []
      return StrategyLine(
        strategy, folds: found?.folds, CumulativeMatch(outcomes),
        OpenSetRates(outcomes, threshold: threshold))
    } catch {
      throw .identification(error)
    }
  }

  /// What the rate of a pair means for a stranger before this gallery.
  private func falseAlarms(
    _ set: EmbeddingSet, people: Int, threshold: Double
  ) -> FalseAlarmLine? {
    guard
      let scores = PairAnalysis(of: set, metric: session.metric, keeping: 0)?.scores,
      let rate = scores.rates(at: threshold).far.rate
    else { return nil }
    return FalseAlarmLine(
      far: rate, people: people,
      expected: OneToMany.expectedFalseAlarms(falseAcceptRate: rate, people: people))
  }

  private func show(_ line: EvaluationLine) throws(ProgramError) {
    if session.options.isJSON { return try StandardStreams.json(line) }
    try StandardStreams.result(
      "\(line.faces.of("face")) of \(line.people.of("person", "people")), "
        + "\(line.strategies.first?.probes ?? 0) probes, threshold "
        + "\(threshold(line)) \(line.metric.rawValue)")
    for text in line.table { try StandardStreams.result(text) }
    if let alarms = line.falseAlarms {
      try StandardStreams.result(
        "of one pair the FAR is \(alarms.far.rounded(decimals: 5)); before "
          + "\(alarms.people.of("person", "people")) a stranger meets "
          + "\(alarms.expected.rounded(decimals: 2)) false alarms on average")
    }
  }

  private func threshold(_ line: EvaluationLine) -> String { line.threshold.rounded(decimals: 4) }
}

/// The table, as JSON.
private struct EvaluationLine: Encodable {
  let faces: Int
  let people: Int
  let metric: Metric
  let threshold: Double
  let strategies: [StrategyLine]
  let falseAlarms: FalseAlarmLine?

  enum CodingKeys: String, CodingKey {
    case faces, people, metric, threshold, strategies
    case falseAlarms = "one_to_many"
  }

  /// The rows in columns, for people.
  var table: [String] {
    var table = TextTable(.left, .right, .right, .right, .right, .left)
    table.rows = [["strategy", "rank-1", "rank-5", "FPIR", "FNIR", ""]]
    for row in strategies {
      let rates = [row.rank_1, row.rank_5, row.fpir, row.fnir].map {
        $0?.rounded(decimals: 4) ?? "-"
      }
      table.rows.append([row.strategy] + rates + [row.folds.map { "\($0) folds" } ?? ""])
    }
    return table.lines
  }
}

private struct StrategyLine: Encodable {
  let strategy: String
  let folds: Int?
  let probes: Int
  let rank_1: Double?
  let rank_5: Double?
  let cmc: [Double]
  let fpir: Double?
  let fnir: Double?

  init(
    _ strategy: IdentificationStrategy, folds: Int?, _ match: CumulativeMatch,
    _ rates: OpenSetRates
  ) {
    self.strategy = strategy.name
    self.folds = folds
    probes = match.probes
    rank_1 = match.rate(rank: 1).rate
    rank_5 = match.rate(rank: 5).rate
    cmc = match.curve(to: 20).compactMap(\.rate)
    fpir = rates.falsePositives.rate
    fnir = rates.falseNegatives.rate
  }
}

private struct FalseAlarmLine: Encodable {
  let far: Double
  let people: Int
  let expected: Double

  enum CodingKeys: String, CodingKey {
    case far, people
    case expected = "expected_false_alarms"
  }
}
