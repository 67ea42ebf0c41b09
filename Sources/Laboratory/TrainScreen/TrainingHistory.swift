import Training

/// How a training went, in a few hundred points however many steps it had.
struct TrainingHistory: Sendable, Equatable {
  /// Steps that share a point of the curves.
  struct Stretch: Sendable, Equatable {
    var steps: ClosedRange<Int>
    var loss: Double
    var least: Double
    var most: Double
    /// The mean share of triplets that violate the margin.
    var violating: Double

    fileprivate func joined(with other: Stretch) -> Stretch {
      let (own, others) = (Double(steps.count), Double(other.steps.count))
      func mean(_ a: Double, _ b: Double) -> Double { (own * a + others * b) / (own + others) }
      return Stretch(
        steps: steps.lowerBound...other.steps.upperBound, loss: mean(loss, other.loss),
        least: min(least, other.least), most: max(most, other.most),
        violating: mean(violating, other.violating))
    }
  }

  /// What was measured on people held out after so many steps.
  struct Measurement: Sendable, Equatable {
    let step: Int
    let figures: HeldOutFigures
  }

  /// A setting that was changed on the way.
  struct Change: Sendable, Equatable {
    let step: Int
    let words: String
  }

  private(set) var stretches: [Stretch] = []
  private(set) var measurements: [Measurement] = []
  private(set) var changes: [Change] = []
  /// How many steps a stretch holds.
  private(set) var length = 1

  /// More points than a screen has columns of dots are of no use.
  static let capacity = 480

  mutating func add(step: Int, loss: Double, violating: Double) {
    let new = Stretch(steps: step...step, loss: loss, least: loss, most: loss, violating: violating)
    if let last = stretches.last, last.steps.count < length {
      stretches[stretches.count - 1] = last.joined(with: new)
    } else {
      stretches.append(new)
    }
    if stretches.count > Self.capacity { halve() }
  }

  private mutating func halve() {
    stretches = stride(from: 0, to: stretches.count, by: 2).map { first in
      first + 1 < stretches.count
        ? stretches[first].joined(with: stretches[first + 1]) : stretches[first]
    }
    length *= 2
  }

  mutating func add(_ figures: HeldOutFigures, step: Int) {
    measurements.append(Measurement(step: step, figures: figures))
    guard measurements.count > Self.capacity else { return }
    // The first, every second and the last stay.
    measurements = measurements.enumerated().filter { place, _ in
      place % 2 == 0 || place == measurements.count - 1
    }.map(\.element)
  }

  mutating func add(change words: String, step: Int) {
    changes.append(Change(step: step, words: words))
    if changes.count > 100 { changes.removeFirst() }
  }

  var lastStep: Int { stretches.last?.steps.upperBound ?? 0 }
}
