import Figures
import Verification

extension ChosenThreshold.Validation {
  /// What the rule did on people it was not chosen on, in a line.
  public var words: String {
    let rates = [("accuracy", accuracy), ("TAR", tar), ("FAR", far)].compactMap { name, summary in
      summary.map { "\(name) \($0.percent)" }
    }
    return "on unseen people (\(folds) folds): "
      + (["threshold \(threshold.figures(3))"] + rates).joined(separator: ", ")
  }
}

extension CrossValidation.Summary {
  /// Mean and spread with as many decimals.
  func figures(_ decimals: Int) -> String {
    "\(mean.fixed(decimals)) ± \(spread.fixed(decimals))"
  }

  /// Mean and spread of a rate in percent, with the decimals that its size asks for.
  var percent: String {
    let decimals = mean < 0.001 ? 3 : mean < 0.01 ? 2 : 1
    return "\((mean * 100).fixed(decimals)) ± \((spread * 100).fixed(decimals)) %"
  }
}
