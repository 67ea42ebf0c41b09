/// Why a threshold may not do what it was chosen for.
public enum ThresholdWarning: Hashable, Sendable {
  /// It was chosen on distances of another model.
  case otherModel(chosenOn: String)
  case otherMetric(chosenOn: Metric)
  /// It was chosen on another gallery.
  case otherGallery(chosenOn: String)
  /// The gallery has since grown or shrunk by a tenth or more.
  case galleryChanged(people: Int, faces: Int, peopleNow: Int, facesNow: Int)
  /// It was chosen on fewer people than such a rate needs.
  case fewPeople(people: Int, needed: Int)
  /// The target is a rate at which fewer than thirty errors are expected among the pairs.
  case unresolvedFAR(target: Double, pairs: Int, needed: Int)
  /// It was measured only on the people it was chosen on.
  case notCrossValidated
}

extension ThresholdRule {
  /// The people needed for thirty couples of people to err at the target rate, the faces of a
  /// couple being alike; thirty people for rules that aim at rates in the middle.
  public var neededPeople: Int {
    switch self {
    case .byHand: return 0
    case .targetFAR(let rate) where rate > 0 && rate < 1:
      let couples = Double(Proportion.resolvedCount) / rate
      // n (n − 1) / 2 couples.
      let people = (0.5 + (0.25 + 2 * couples).squareRoot()).rounded(.up)
      return people < 1e15 ? max(ScoreSet.enough, Int(people)) : .max
    case .targetFAR, .equalError, .bestAccuracy, .bestF1, .leastCost: return ScoreSet.enough
    }
  }
}

extension ChosenThreshold {
  /// What speaks against using it with a model and a metric on other data.
  public func warnings(
    usedWith model: String, metric: Metric, on now: ThresholdData
  ) -> [ThresholdWarning] {
    var warnings: [ThresholdWarning] = []
    if model != self.model { warnings.append(.otherModel(chosenOn: self.model)) }
    if metric != self.metric { warnings.append(.otherMetric(chosenOn: self.metric)) }
    if let change = change(to: now) { warnings.append(change) }
    return warnings + warningsOfChoice
  }

  /// What speaks against the choice itself.
  public var warningsOfChoice: [ThresholdWarning] {
    if case .byHand = rule { return [] }
    var warnings: [ThresholdWarning] = []
    let needed = rule.neededPeople
    if data.people < needed {
      warnings.append(.fewPeople(people: data.people, needed: needed))
    }
    if case .targetFAR(let target) = rule, let unresolved = unresolved(target) {
      warnings.append(unresolved)
    }
    if crossValidation == nil { warnings.append(.notCrossValidated) }
    return warnings
  }

  private func change(to now: ThresholdData) -> ThresholdWarning? {
    if let then = data.gallery, let current = now.gallery, then != current {
      return .otherGallery(chosenOn: then)
    }
    func isTenth(_ a: Int, _ b: Int) -> Bool { 10 * abs(a - b) >= max(a, b) && a != b }
    guard isTenth(data.people, now.people) || isTenth(data.faces, now.faces) else { return nil }
    return .galleryChanged(
      people: data.people, faces: data.faces, peopleNow: now.people, facesNow: now.faces)
  }

  private func unresolved(_ target: Double) -> ThresholdWarning? {
    let expected = target * Double(data.nonMatedPairs) * (1 + 1e-12)
    if expected >= Double(Proportion.resolvedCount) { return nil }
    let needed = (Double(Proportion.resolvedCount) / target).rounded(.up)
    return .unresolvedFAR(
      target: target, pairs: data.nonMatedPairs, needed: needed < 1e15 ? Int(needed) : .max)
  }
}
