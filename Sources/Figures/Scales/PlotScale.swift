/// Where values lie on an axis of dots, cells or points of a page.
public struct PlotScale: Hashable, Sendable {
  public let range: ClosedRange<Double>
  /// The number of places.
  public let size: Int
  public let scale: AxisScale
  private let low, high: Double

  /// - Parameter range: cut to what the scale can show.
  public init(_ range: ClosedRange<Double>, size: Int, scale: AxisScale = .linear) {
    self.range = scale.drawable(range)
    self.size = max(1, size)
    self.scale = scale
    low = scale.transformed(self.range.lowerBound)
    high = scale.transformed(self.range.upperBound)
  }

  /// How far along the axis a value is: 0 at the lower end, 1 at the upper one. Outside the range
  /// it lies outside 0…1, but not further than ten thousand axes.
  public func fraction(_ value: Double) -> Double {
    guard high > low, !value.isNaN else { return 0 }
    return min(max(-1e4, (scale.transformed(value) - low) / (high - low)), 1e4)
  }

  /// The value so far along the axis.
  public func value(atFraction fraction: Double) -> Double {
    if fraction == 0 { return range.lowerBound }
    if fraction == 1 { return range.upperBound }
    return scale.restored(low + fraction * (high - low))
  }

  /// The place of a value; outside the range it lies outside 0..<size, but not far.
  public func place(_ value: Double) -> Int {
    Int(min(max(-1e6, (fraction(value) * Double(size - 1)).rounded()), 1e6))
  }

  /// The value in the middle of a place.
  public func value(_ place: Int) -> Double {
    size > 1 ? value(atFraction: Double(place) / Double(size - 1)) : range.lowerBound
  }
}
