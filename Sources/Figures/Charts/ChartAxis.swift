import Glibc

/// An axis of a chart: what it measures, over which range and on which scale.
public struct ChartAxis: Hashable, Sendable {
  /// How values are written.
  public enum Format: Hashable, Sendable {
    case number
    /// A share as percent; the sign stands in the title of the axis.
    case percent
  }

  /// A marked value.
  public struct Tick: Hashable, Sendable {
    public var value: Double
    public var label: String
  }

  public var title: String
  public var range: ClosedRange<Double>
  public var scale: AxisScale
  public var format: Format

  public init(
    _ title: String = "", _ range: ClosedRange<Double>, scale: AxisScale = .linear,
    format: Format = .number
  ) {
    self.title = title
    self.range = range
    self.scale = scale
    self.format = format
  }

  /// The axis over `size` places.
  public func places(_ size: Int) -> PlotScale { PlotScale(range, size: size, scale: scale) }

  /// The labelled ticks: of the scale's choices the densest that `fits`, else none.
  public func ticks(where fits: ([Tick]) -> Bool) -> [Tick] {
    for values in scale.tickChoices(in: range) {
      let step = values.count > 1 ? values[1] - values[0] : 0
      let ticks = values.map { Tick(value: $0, label: label($0, step: step)) }
      if fits(ticks) { return ticks }
    }
    return []
  }

  /// A value of a tick as text.
  private func label(_ value: Double, step: Double) -> String {
    let factor: Double = format == .percent ? 100 : 1
    if scale == .linear, step > 0 {
      return FixedNumber.text(value * factor, step: step * factor)
    }
    if scale == .logarithmic, format == .number { return Self.power(value) }
    return FixedNumber.short(value * factor, decimals: 8)
  }

  /// A value by the axis's format, to about three digits.
  public func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "—" : value < 0 ? "-∞" : "∞" }
    let shown = format == .percent ? value * 100 : value
    if shown != 0, abs(shown) < 0.001 { return Self.power(shown, digits: 2) }
    let digits = abs(shown) > 0 ? Int(log10(abs(shown)).rounded(.down)) : 0
    return FixedNumber.text(shown, decimals: min(6, max(0, 2 - digits)))
  }

  /// `1e-4`, but `0.01`.
  private static func power(_ value: Double, digits: Int = 1) -> String {
    guard value != 0 else { return "0" }
    let exponent = (log10(abs(value)) + 1e-9).rounded(.down)
    guard exponent < -2 || exponent > 4 else { return FixedNumber.short(value, decimals: 8) }
    let mantissa = value / pow(10, exponent)
    return FixedNumber.short(mantissa, decimals: digits - 1) + "e\(Int(exponent))"
  }
}
