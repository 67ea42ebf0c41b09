import Verification

/// The one threshold: two faces are the same person when their distance is below it.
struct Threshold: Sendable, Equatable {
  /// How a threshold came about.
  enum Origin: Sendable, Equatable {
    /// The model's own, with the source of the figure.
    case model(String)
    case byHand
    /// Set so that the gallery's pairs of different people are accepted at this rate.
    case targetFAR(Double)
    /// Kept in the gallery, in the words it was kept with.
    case stored(String)
    /// Given on the command line.
    case commandLine
  }

  var value: Double
  var origin: Origin
  var metric: Metric
  /// The model's own threshold, from which the bar takes its range.
  let standard: Double

  /// What the bar spans: from identical to twice the model's own threshold.
  var range: ClosedRange<Double> { 0...(standard * 2) }

  /// A press of an arrow key: a two-hundred-and-fortieth of the range, rounded to a plain number.
  var step: Double { standard / 120 }

  /// Moves by a number of steps, within the range, onto a whole step.
  mutating func move(steps: Int) {
    let moved = (value / step).rounded() + Double(steps)
    set(moved * step, origin: .byHand)
  }

  /// Sets a value, within the range.
  mutating func set(_ newValue: Double, origin: Origin) {
    value = min(max(newValue, range.lowerBound), range.upperBound)
    self.origin = origin
  }

  /// In words, for the foot of the screen and for the gallery.
  var explanation: String {
    switch origin {
    case .model(let source): source
    case .byHand: "set by hand"
    case .targetFAR(let rate): "at target FAR \(rate.formattedRate)"
    case .stored(let words): words
    case .commandLine: "from --threshold"
    }
  }
}
