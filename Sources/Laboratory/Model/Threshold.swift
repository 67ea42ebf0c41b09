import Faces
import Gallery
import Verification

/// The one threshold: two faces are the same person when their distance is below it.
struct Threshold: Sendable, Equatable {
  /// How a threshold came about.
  enum Origin: Sendable, Equatable {
    /// The model's own, with the source of the figure.
    case model(String)
    case byHand
    /// Chosen by a rule on the gallery's pairs.
    case chosen(ThresholdRule)
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
  /// How and on what it was chosen; `nil` for a model's own and for one from the command line.
  var choice: ChosenThreshold?

  /// A model's own.
  init(of model: Model, metric: Metric) {
    self.init(
      value: model.defaultThreshold, origin: .model(model.thresholdSource), metric: metric,
      standard: model.defaultThreshold)
  }

  init(value: Double, origin: Origin, metric: Metric, standard: Double) {
    self.value = value
    self.origin = origin
    self.metric = metric
    self.standard = standard
  }

  /// Takes the one that the gallery keeps.
  mutating func take(_ stored: StoredThreshold) {
    set(stored.value, origin: .stored(stored.how))
    choice = stored.choice
  }

  /// What the bar spans: from identical to twice the model's own threshold.
  var range: ClosedRange<Double> { 0...(standard * 2) }

  /// A press of an arrow key: a two-hundred-and-fortieth of the range, rounded to a plain number.
  var step: Double { standard / 120 }

  /// The value a number of steps away, on a whole step, or on a whole tenth of one for a fraction.
  func moved(steps: Double) -> Double {
    let unit = steps.rounded() == steps ? step : step / 10
    return ((value / unit).rounded() + (steps * step / unit).rounded()) * unit
  }

  /// Sets a value, within the range.
  mutating func set(_ newValue: Double, origin: Origin) {
    value = min(max(newValue, range.lowerBound), range.upperBound)
    self.origin = origin
    choice = nil
  }

  /// The rule it was chosen by here.
  var rule: ThresholdRule? {
    switch origin {
    case .byHand: .byHand(value)
    case .chosen(let rule): rule
    case .model, .stored, .commandLine: nil
    }
  }

  /// In words, for the foot of the screen and for the gallery.
  var explanation: String {
    switch origin {
    case .model(let source): source
    case .byHand: "set by hand"
    case .chosen(.targetFAR(let rate)): "at target FAR \(rate.formattedRate)"
    case .chosen(let rule): "chosen \(rule)"
    case .stored(let words): words
    case .commandLine: "from --threshold"
    }
  }
}
