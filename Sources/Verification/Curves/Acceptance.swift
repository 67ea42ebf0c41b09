/// What the thresholds of one interval between distances accept.
public struct Acceptance: Hashable, Sendable {
  /// Mated and non-mated pairs accepted.
  public let mated: Int
  public let nonMated: Int
  /// The largest distance accepted; `nil` where nothing is.
  public let last: Float?
  /// The smallest distance rejected; `nil` where everything is accepted.
  public let next: Float?

  /// The middle of the interval; just above or at its end where it has only one.
  public var threshold: Double {
    switch (last, next) {
    case (let last?, let next?): (Double(last) + Double(next)) / 2
    case (nil, let next?): Double(next)
    case (let last?, nil): Double(last.nextUp)
    case (nil, nil): 0
    }
  }
}

extension ScoreSet {
  /// All that a threshold can do on these pairs, from accepting none to accepting every distance
  /// that is a number.
  public var acceptances: some Sequence<Acceptance> {
    sequence(state: AcceptanceWalk(steps)) { $0.next() }
  }

  /// The first acceptance with the greatest value; `nil` without a pair.
  func bestAcceptance<Value: Comparable>(_ value: (Acceptance) -> Value) -> Acceptance? {
    if count == 0 { return nil }
    var best: (acceptance: Acceptance, value: Value)?
    for acceptance in acceptances {
      let new = value(acceptance)
      if let old = best?.value, !(new > old) { continue }
      best = (acceptance, new)
    }
    return best?.acceptance
  }

  /// The threshold in the middle of an interval, or at its upper end where distances were binned:
  /// counts are exact at the edges of bins.
  func threshold(of acceptance: Acceptance) -> Double {
    guard resolution > 0, let next = acceptance.next else {
      return acceptance.threshold + (acceptance.next == nil ? resolution : 0)
    }
    return Double(next)
  }
}

private struct AcceptanceWalk {
  private var steps: ScoreSteps
  private var current: ScoreStep?
  private var previous: ScoreStep?
  private var isDone = false

  init(_ steps: ScoreSteps) {
    self.steps = steps
    current = self.steps.next()
  }

  mutating func next() -> Acceptance? {
    if isDone { return nil }
    defer {
      isDone = current == nil
      previous = current
      current = steps.next()
    }
    return Acceptance(
      mated: previous.map { $0.matedBelow + $0.mated } ?? 0,
      nonMated: previous.map { $0.nonMatedBelow + $0.nonMated } ?? 0,
      last: previous?.distance, next: current?.distance)
  }
}
