import Terminal

extension LaboratoryModel {
  /// Moves the one threshold; everything that depends on it is drawn from its new value.
  mutating func moveThreshold(_ steps: Int) -> [Effect] {
    threshold.move(steps: steps)
    return [keepThreshold]
  }

  mutating func setThreshold(_ value: Double, _ origin: Threshold.Origin) -> [Effect] {
    threshold.set(value, origin: origin)
    return [keepThreshold]
  }

  private var keepThreshold: Effect {
    let people = collection.people.count.counted("person", "people")
    return .keepThreshold(threshold, on: "\(people), \(collection.faceCount.counted("face"))")
  }

  /// Asks for a false-accept rate, once the gallery has pairs to measure one on.
  mutating func askTargetFAR() -> [Effect] {
    guard let statistics, statistics.hasEnough else {
      notice = Notice(
      "A false-accept rate needs pairs of different people: enroll more photos first",
        kind: .failure)
      return []
    }
    return ask(.targetFAR(pairs: statistics.scores.nonMated.count))
  }

  /// Sets the threshold where the gallery's own non-mated pairs are accepted at `rate` at most.
  mutating func setThreshold(targetFAR rate: Double) -> [Effect] {
    guard let statistics else { return [] }
    guard let value = statistics.scores.threshold(atFAR: rate) else { return [] }
    return setThreshold(value, .targetFAR(rate))
  }
}
