/// What is wrong with a training that doesn't get on.
public enum Diagnosis: Sendable, Equatable {
  /// A loss or gradient is no number: the step was refused.
  case notFinite
  /// All embeddings are about equal; the loss stands at the margin.
  case collapsed
  /// Mining finds nothing that teaches.
  case noActiveTriplets

  /// Looks at the latest steps; nil when nothing is wrong with them.
  ///
  /// - Parameter reports: in order; a dozen will do.
  public init?(_ reports: [StepReport]) {
    if reports.isEmpty { return nil }
    if reports.allSatisfy(\.isCollapsed) {
      self = .collapsed
    } else if reports.allSatisfy({ $0.mining?.active == 0 }) {
      self = .noActiveTriplets
    } else {
      return nil
    }
  }
}

extension StepReport {
  /// Whether different people are as near each other as photos of one person, and all are near.
  fileprivate var isCollapsed: Bool {
    guard let meanNonMated, let meanMated else { return false }
    return meanNonMated < 0.05 && meanMated < 0.05
  }
}

extension Diagnosis: CustomStringConvertible {
  /// In plain words, with what to try.
  public var description: String {
    switch self {
    case .notFinite:
      "the loss is no number any more; take a smaller learning rate (--rate) or clip gradients "
        + "(--clip)"
    case .collapsed:
      "collapse: all embeddings are nearly equal and the loss stands at the margin; "
        + "start anew with semi-hard triplets (--miner semi-hard) or a smaller learning rate (--rate)"
    case .noActiveTriplets:
      "no triplet violates the margin any more; raise the margin (--margin) or mine harder "
        + "negatives (--miner batch-hard)"
    }
  }
}
