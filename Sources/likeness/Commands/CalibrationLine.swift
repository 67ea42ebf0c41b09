import Verification

/// How distances were made into probabilities, and what that is worth, as JSON.
struct CalibrationLine: Encodable {
  let method: CalibrationMethod
  /// The cost in bits: 0 for certainty and right, 1 for saying nothing.
  let cllr: Double
  /// The least that any rising fit could reach.
  let min_cllr: Double
  /// Whether the costs are those on people the fit did not see.
  let cross_validated: Bool
  /// ln LR = intercept + slope · distance, of a logistic fit.
  let slope: Double?
  let intercept: Double?

  /// - Parameter tried: what came of the folds; without, the costs are those on the same pairs.
  init?(
    method: CalibrationMethod, fit: any Calibration, scores: ScoreSet,
    tried: CrossValidatedCalibration?
  ) {
    let own = scores.cllr { fit.logLikelihoodRatio($0) }
    guard let cllr = tried?.cllr.mean ?? own, let least = tried?.minCllr.mean ?? scores.minCllr
    else { return nil }
    self.method = method
    self.cllr = cllr
    min_cllr = least
    cross_validated = tried != nil
    slope = (fit as? LogisticCalibration)?.slope
    intercept = (fit as? LogisticCalibration)?.intercept
  }

  var rows: [[String]] {
    let where_ =
      cross_validated ? "on people it was not fitted to" : "on the pairs it was fitted to"
    var rows = [
      ["Cllr", cllr.rounded(decimals: 4), "\(method.rawValue), \(where_)"],
      ["minCllr", min_cllr.rounded(decimals: 4), "the least any fit could reach"],
    ]
    if let slope, let intercept {
      let line = "\(intercept.rounded(decimals: 3)) − \((-slope).rounded(decimals: 3)) · distance"
      rows.append(["ln LR", "", line + "; probability = 1 / (1 + (1/prior − 1) / LR)"])
    }
    return rows
  }
}
