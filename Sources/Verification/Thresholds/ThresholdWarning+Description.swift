extension ThresholdWarning: CustomStringConvertible {
  /// What is the matter and what helps, in one line.
  public var description: String {
    switch self {
    case .otherModel(let model):
      "chosen with another model (\(model)): distances of two models don't compare; choose it anew"
    case .otherMetric(let metric):
      "chosen with the metric \(metric.rawValue); choose it anew"
    case .otherGallery(let gallery):
      "chosen on another gallery (\(gallery)): its rates may differ here; choose it on this one"
    case .galleryChanged(let people, let faces, let peopleNow, let facesNow):
      "chosen on \(people) people and \(faces) faces; now \(peopleNow) and \(facesNow): "
        + "choose it anew"
    case .fewPeople(let people, let needed):
      "chosen on \(people) people; \(needed) are needed to rely on it"
    case .unresolvedFAR(let target, let pairs, let needed):
      "FAR \(target) is not resolved by \(pairs) pairs of different people"
        + (needed == .max ? "" : "; \(needed) are needed")
    case .notCrossValidated:
      "measured only on the people it was chosen on: expect somewhat worse on others"
    }
  }
}

extension ThresholdRule: CustomStringConvertible {
  /// The rule in a few words, as they stand behind “chosen”.
  public var description: String {
    switch self {
    case .byHand: "by hand"
    case .targetFAR(let rate): "at FAR \(rate)"
    case .equalError: "at the equal error rate"
    case .bestAccuracy: "for the best accuracy"
    case .bestF1: "for the best F1"
    case .leastCost(let costs):
      "for the least cost (false accept \(costs.falseAccept), false reject \(costs.falseReject), "
        + "prior \(costs.matedPrior))"
    }
  }
}
