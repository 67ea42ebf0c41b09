import Training
import Verification

/// How well embeddings or scores tell people apart.
struct HeadFigures {
  static let far = 1e-3

  let eer: Double
  let frr: Double
  /// `nil` where every pair may be accepted.
  let threshold: Double?

  /// - Returns: `nil` without pairs of both kinds.
  init?(_ scores: ScoreSet) {
    guard !scores.mated.isEmpty, let eer = scores.equalErrorRate(),
      let point = scores.operatingPoint(atFAR: Self.far), let frr = point.rates.frr.rate
    else { return nil }
    self.eer = eer.rate
    self.frr = frr
    threshold = point.threshold.isFinite ? point.threshold : nil
  }
}

/// A head beside its parent, on the same pairs.
struct HeadLine: Encodable {
  let kind: String
  /// The file, where one was asked for.
  var checkpoint: String?
  /// The model that the head became, if any.
  var model: String?
  /// People who were held out.
  let people: Int
  let trainedPeople: Int
  let far = HeadFigures.far
  let parentEER: Double?
  let parentFRR: Double?
  let eer: Double?
  let frr: Double?
  let threshold: Double?

  enum CodingKeys: String, CodingKey {
    case kind, checkpoint, model, people, far, eer, frr, threshold
    case trainedPeople = "trained_people"
    case parentEER = "parent_eer"
    case parentFRR = "parent_frr"
  }

  init(
    kind: HeadKind, trained: EmbeddingSet, measured: EmbeddingSet, parent: HeadFigures?,
    head: HeadFigures?
  ) {
    self.kind = kind.rawValue
    people = Set(measured.people).count
    trainedPeople = Set(trained.people).count
    parentEER = parent?.eer
    parentFRR = parent?.frr
    eer = head?.eer
    frr = head?.frr
    threshold = head?.threshold
  }

  var text: [String] {
    func percent(_ rate: Double?) -> String {
      rate.map { "\(($0 * 100).rounded(decimals: 2)) %" } ?? "–"
    }
    var table = TextTable(.left, .right, .right)
    table.rows = [
      ["", "EER", "FRR at FAR 1e-3"], ["parent", percent(parentEER), percent(parentFRR)],
      [kind, percent(eer), percent(frr)],
    ]
    let title =
      "trained on \(trainedPeople.of("person", "people")), measured on \(people.of("other"))"
    let made = model.map {
      ["\($0.shown): `likeness models embed \($0.shown)` has it embed the gallery"]
    }
    return [title] + table.lines + (made ?? [])
  }
}
