import Verification

/// What is drawn over the curve of the model and metric in use.
struct CurveOverlay: Sendable {
  enum Subject: Sendable, CaseIterable {
    case nothing
    /// The same embeddings, compared in other ways.
    case metrics
    /// The same faces by the other models that this gallery was embedded with.
    case models
  }

  var subject = Subject.nothing
  var scores: [NamedScores] = []

  /// What the curve in use is called beside those over it.
  func ownName(_ model: String, _ metric: Metric) -> String {
    subject == .models ? model : metric.rawValue
  }
}

extension Metric {
  /// The metrics whose curves can differ from this one's: one of each order of pairs.
  var others: [Metric] {
    let own = order
    return [Metric.l2, .cosine, .chiSquare].filter { $0.order != own }
  }

  /// Metrics of one order rank all pairs alike, and so have one ROC.
  private var order: Int {
    switch self {
    case .l2, .squaredL2: 0
    case .cosine, .angle: 1
    case .chiSquare: 2
    }
  }
}
