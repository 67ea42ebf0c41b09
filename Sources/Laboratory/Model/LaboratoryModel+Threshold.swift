import Terminal
import Verification

extension LaboratoryModel {
  /// Moves the one threshold; everything that depends on it is drawn from its new value.
  mutating func moveThreshold(_ steps: Double) -> [Effect] {
    setThreshold(threshold.moved(steps: steps), .byHand)
  }

  mutating func setThreshold(_ value: Double, _ origin: Threshold.Origin) -> [Effect] {
    threshold.set(value, origin: origin)
    matrix.errorIndex = nil
    threshold.choice = threshold.rule.map { rule in
      ChosenThreshold(
        value: threshold.value, rule: rule, metric: threshold.metric, model: embedder.fingerprint,
        data: thresholdData, time: 0)
    }
    return [.keepThreshold(threshold, on: thresholdData.description)]
  }

  /// What a threshold that is chosen now is chosen on.
  private var thresholdData: ThresholdData {
    ThresholdData(
      people: collection.people.count, faces: collection.faceCount,
      matedPairs: statistics?.scores.mated.count ?? 0,
      nonMatedPairs: statistics?.scores.nonMated.count ?? 0)
  }

  /// What speaks against the threshold on this gallery.
  var thresholdWarnings: [ThresholdWarning] {
    // While work goes on the gallery is not what it will be.
    guard let choice = threshold.choice, statistics != nil, work == nil else { return [] }
    return choice.warnings(
      usedWith: embedder.fingerprint, metric: threshold.metric, on: thresholdData)
  }

  // MARK: - By a rule

  /// Asks for a rule, once the gallery has pairs to choose on.
  mutating func askThresholdRule() -> [Effect] {
    canChoose() ? ask(.thresholdRule) : []
  }

  /// Asks for a false-accept rate, once the gallery has pairs to measure one on.
  mutating func askTargetFAR() -> [Effect] {
    guard canChoose(), let statistics else { return [] }
    return ask(.targetFAR(pairs: statistics.scores.nonMated.count))
  }

  private mutating func canChoose() -> Bool {
    if let statistics, statistics.hasEnough { return true }
    notice = Notice(
      "A threshold is chosen on pairs of the same and of different people: enroll more photos first",
      kind: .failure)
    return false
  }

  /// Sets the threshold as the rule chooses on all pairs of the gallery, and has it tried on people
  /// it was not chosen on.
  mutating func chooseThreshold(by rule: ThresholdRule) -> [Effect] {
    guard let value = statistics?.scores.threshold(by: rule), value.isFinite else {
      notice = Notice("Every threshold will do for that: nothing was changed", kind: .information)
      return []
    }
    let effects = setThreshold(value, .chosen(rule))
    return effects + (threshold.choice.map { [.validate($0, collection)] } ?? [])
  }

  /// The rule was tried on folds; that counts while the threshold is still the one it chose.
  mutating func take(validated: ChosenThreshold) -> [Effect] {
    guard let choice = threshold.choice, choice.rule == validated.rule,
      choice.value == validated.value, choice.data == validated.data
    else { return [] }
    threshold.choice = validated
    if let validation = validated.crossValidation {
      notice = Notice("Threshold \(threshold.value.fixed(3)); \(validation.words)", kind: .success)
    }
    return [.keepThreshold(threshold, on: validated.data.description)]
  }
}
