/// Which fit makes distances into evidence.
public enum CalibrationMethod: String, Sendable, CaseIterable, Codable {
  /// `LogisticCalibration`.
  case logistic
  /// `IsotonicCalibration`.
  case isotonic

  /// Fits to pairs; `nil` without pairs of both classes.
  public func fit(_ scores: ScoreSet) -> (any Calibration)? {
    switch self {
    case .logistic: LogisticCalibration(scores)
    case .isotonic: IsotonicCalibration(scores)
    }
  }
}

/// How good a calibration is on people it wasn't fitted to.
public struct CrossValidatedCalibration: Hashable, Sendable {
  /// Cllr within the folds, fitted on the others; at most 1 where the fit is worth something.
  public let cllr: CrossValidation.Summary
  /// The least Cllr that any fit could have reached within the folds.
  public let minCllr: CrossValidation.Summary
}

extension FoldedScores {
  /// Fits on each fold's training pairs and measures on its test pairs; `nil` where no fold has
  /// pairs of both classes on either side.
  public func crossValidate(_ method: CalibrationMethod) -> CrossValidatedCalibration? {
    let costs = (0..<folds).compactMap { fold -> (Double, Double)? in
      let test = test(fold)
      guard let calibration = method.fit(training(fold)),
        let cllr = test.cllr({ calibration.logLikelihoodRatio($0) }), let least = test.minCllr
      else { return nil }
      return (cllr, least)
    }
    guard let cllr = CrossValidation.Summary(costs.map(\.0)),
      let least = CrossValidation.Summary(costs.map(\.1))
    else { return nil }
    return CrossValidatedCalibration(cllr: cllr, minCllr: least)
  }
}
