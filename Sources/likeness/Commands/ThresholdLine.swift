import FoundationEssentials
import Gallery
import Laboratory
import Verification

/// What a gallery's pairs say of a threshold.
struct ThresholdFigures {
  let data: ThresholdData
  let rates: Rates
  let intervals: RateIntervals
}

/// A threshold with all that is known of it, as JSON.
struct ThresholdLine: Encodable {
  let value: Double
  let metric: Metric
  let model: String
  let source: String
  /// How, when and on what it was chosen, where the gallery keeps that.
  let rule: String?
  let chosen: String?
  let chosen_on: DataLine?
  let cross_validation: ChosenThreshold.Validation?
  let rates: [RateLine]
  let warnings: [String]
  /// The words that `chosen_on` is printed as.
  private let data: String?

  enum CodingKeys: CodingKey {
    case value, metric, model, source, rule, chosen, chosen_on, cross_validation, rates, warnings
  }

  struct DataLine: Encodable {
    let people: Int
    let faces: Int
    let mated: Int
    let nonmated: Int

    init(_ data: ThresholdData) {
      people = data.people
      faces = data.faces
      mated = data.matedPairs
      nonmated = data.nonMatedPairs
    }
  }

  struct RateLine: Encodable {
    let rate: String
    let value: Double
    let low: Double
    let high: Double
    let errors_resolved: Bool

    init(_ name: String, _ proportion: Proportion, _ interval: ClosedRange<Double>) {
      rate = name
      value = proportion.rate ?? 0
      low = interval.lowerBound
      high = interval.upperBound
      errors_resolved =
        min(proportion.successes, proportion.trials - proportion.successes)
        >= Proportion.resolvedCount
    }
  }

  init(_ threshold: ThresholdInUse, _ session: Session, _ figures: ThresholdFigures?) {
    value = threshold.value
    metric = session.metric
    model = session.model.name
    source = threshold.source
    rule = threshold.stored?.how
    chosen = threshold.stored.map { $0.chosen.formatted(.iso8601) }
    let choice = threshold.stored?.choice
    chosen_on = (choice?.data).map(DataLine.init)
    data = threshold.stored?.data
    cross_validation = choice?.crossValidation
    rates =
      figures.map { figures in
        let (rates, intervals) = (figures.rates, figures.intervals)
        return [
          RateLine("TAR", rates.tar, intervals.tar(rates)),
          RateLine("FAR", rates.far, intervals.far(rates)),
          RateLine("FRR", rates.frr, intervals.frr(rates)),
        ]
      } ?? []
    warnings =
      choice.map { choice in
        figures.map {
          choice.warnings(
            usedWith: session.model.fingerprint, metric: session.metric, on: $0.data)
        } ?? choice.warningsOfChoice
      }?.map(\.description) ?? []
  }

  var text: [String] {
    var table = TextTable(.left, .left)
    table.rows = [
      ["threshold", value.rounded(decimals: 4) + " \(metric.rawValue)"],
      ["model", model], ["source", source],
    ]
    if let chosen { table.rows.append(["chosen", chosen]) }
    if let data { table.rows.append(["on", data]) }
    for rate in rates {
      let interval = "[\(rate.low.rounded(decimals: 5)), \(rate.high.rounded(decimals: 5))]"
      table.rows.append([rate.rate, rate.value.rounded(decimals: 5) + "  " + interval])
    }
    let tried = cross_validation.map { [$0.words] } ?? []
    return table.lines + tried + warnings.map { "! \($0)" }
  }
}
