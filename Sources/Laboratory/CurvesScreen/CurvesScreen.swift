/// The state of the curves screen.
struct CurvesScreen: Sendable {
  /// Ways to draw how distances part the two classes.
  enum Kind: String, Sendable, CaseIterable {
    case logarithmicROC = "ROC, log FAR"
    case roc = "ROC"
    case det = "DET"
    case rates = "FAR and FRR against the threshold"
    case histogram = "Both classes"
  }

  var kind = Kind.logarithmicROC

  mutating func next(by count: Int) {
    let kinds = Kind.allCases
    let index = kinds.firstIndex(of: kind) ?? 0
    kind = kinds[(index + count + kinds.count) % kinds.count]
  }
}

extension LaboratoryModel {
  /// Does what an action means on the curves screen.
  mutating func performInCurves(_ action: Action) -> [Effect] {
    switch action {
    case .nextCurve: curves.next(by: 1)
    case .previousCurve: curves.next(by: -1)
    case .hardestImpostor, .open: return showErrors(.hardestImpostors)
    case .worstGenuine: return showErrors(.worstGenuine)
    case .filter:
      screen = .gallery
      return perform(.filter)
    default: break
    }
    return []
  }

  /// The pairs behind the curve, the worst first, on the verify screen.
  private mutating func showErrors(_ walk: VerifyScreen.Walk) -> [Effect] {
    guard length(of: walk) > 0 else { return step(walk, by: 1) }
    screen = .verify
    verify.position = nil
    return step(walk, by: 1)
  }
}
