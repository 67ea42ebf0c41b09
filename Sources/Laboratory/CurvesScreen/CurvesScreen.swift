/// The state of the curves screen.
struct CurvesScreen: Sendable {
  var kind = CurveKind.logarithmicROC
  var overlay = CurveOverlay()

  mutating func next(by count: Int) {
    let kinds = CurveKind.allCases
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
    case .open: return showErrors(errorCounts.accepts > 0 ? .falseAccepts : .falseRejects)
    case .hardestImpostor: return showErrors(.falseAccepts)
    case .worstGenuine: return showErrors(.falseRejects)
    case .overlayCurves: return changeOverlay()
    case .filter:
      screen = .gallery
      return perform(.filter)
    default: break
    }
    return []
  }
}
