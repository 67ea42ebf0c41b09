import Verification

/// Clusters, as JSON.
struct ClusterLine: Encodable {
  let method: String
  let clusters: [[String]]
  var purity: Double?
  var nmi: Double?
  var ari: Double?
  var pairwise_f1: Double?
  var bcubed_f1: Double?

  init(
    _ method: ClusteringMethod, _ found: Clustering, labels: [String],
    _ agreement: ClusterAgreement?
  ) {
    self.method = method.rawValue
    clusters = found.largestFirst.map { $0.map { labels[$0] } }
    purity = agreement?.purity
    nmi = agreement?.normalizedMutualInformation
    ari = agreement?.adjustedRandIndex
    pairwise_f1 = agreement?.pairwise.f1
    bcubed_f1 = agreement?.bCubed.f1
  }
}

/// A method at its best threshold, as JSON.
struct ClusterEvaluationLine: Encodable {
  let method: String
  let threshold: Double
  let faces: Int
  let pairwise_f1: Double
  let bcubed_f1: Double
  let nmi: Double
  let ari: Double

  init(_ found: ClusterEvaluation) {
    method = found.method.rawValue
    threshold = found.threshold
    faces = found.faces
    pairwise_f1 = found.agreement.pairwise.f1
    bcubed_f1 = found.agreement.bCubed.f1
    nmi = found.agreement.normalizedMutualInformation
    ari = found.agreement.adjustedRandIndex
  }
}

extension ClusterEvaluation {
  /// The same for the table.
  var row: [String] {
    let figures = [
      threshold, agreement.pairwise.f1, agreement.bCubed.f1,
      agreement.normalizedMutualInformation, agreement.adjustedRandIndex,
    ]
    return [method.rawValue] + figures.map { $0.rounded(decimals: 4) }
  }
}

extension ClusterAgreement {
  /// The figures in columns, for people.
  var text: [String] {
    var table = TextTable(.left, .right, .right, .right)
    table.rows = [
      ["", "precision", "recall", "F1"], Self.row("pairwise", pairwise), Self.row("BCubed", bCubed),
    ]
    let others = [
      ("purity", purity), ("NMI", normalizedMutualInformation), ("ARI", adjustedRandIndex),
    ]
    return table.lines
      + [others.map { "\($0.0) \($0.1.rounded(decimals: 4))" }.joined(separator: "  ")]
  }

  private static func row(_ name: String, _ found: Retrieval) -> [String] {
    [name] + [found.precision, found.recall, found.f1].map { $0.rounded(decimals: 4) }
  }
}
