import Glibc

/// An axis of a plot: its values, and how they are spread.
public struct PlotAxis: Sendable {
  /// How values are spread over the axis.
  public enum Spread: Sendable {
    case linear
    /// By powers of ten; values below the range stand at its lower end.
    case logarithmic
    /// By the normal distribution's quantiles, as DET curves are drawn (Martin et al. 1997).
    case probit

    func callAsFunction(_ value: Double) -> Double {
      switch self {
      case .linear: value
      case .logarithmic: log10(value)
      case .probit: Terminal.probit(value)
      }
    }
  }

  public var range: ClosedRange<Double>
  public var spread: Spread

  public init(_ range: ClosedRange<Double>, spread: Spread = .linear) {
    self.range = range
    self.spread = spread
  }

  /// Where a value lies between the ends, 0…1; what is outside is put at the end.
  public func fraction(_ value: Double) -> Double {
    let value = min(max(value, range.lowerBound), range.upperBound)
    let (low, high) = (spread(range.lowerBound), spread(range.upperBound))
    return high > low ? (spread(value) - low) / (high - low) : 0
  }

  /// The value at a place between the ends, 0…1.
  public func value(_ fraction: Double) -> Double {
    let (low, high) = (spread(range.lowerBound), spread(range.upperBound))
    let spread = low + min(max(0, fraction), 1) * (high - low)
    return switch self.spread {
    case .linear: spread
    case .logarithmic: pow(10, spread)
    case .probit: 0.5 * erfc(-spread / 2.0.squareRoot())
    }
  }

  /// Values to mark, with their labels, at most so many.
  func ticks(atMost count: Int) -> [(value: Double, label: String)] {
    switch spread {
    case .linear:
      let ticks = PlotScale(range, size: 100).ticks(atMost: max(1, count))
      let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
      return ticks.map { ($0, PlotScale.label($0, step: step)) }
    case .logarithmic:
      let powers = Int(log10(range.lowerBound).rounded(.up))...Int(log10(range.upperBound))
      return powers.map { (pow(10, Double($0)), $0 == 0 ? "1" : "1e\($0)") }
    case .probit:
      return Self.probitTicks.filter { range.contains($0.value) }
    }
  }

  private static let probitTicks: [(value: Double, label: String)] = [
    (0.0001, "0.01%"), (0.001, "0.1%"), (0.01, "1%"), (0.05, "5%"), (0.2, "20%"), (0.4, "40%"),
  ]
}
