import Glibc

/// Where values lie on an axis of dots or cells.
public struct PlotScale: Hashable, Sendable {
  public var range: ClosedRange<Double>
  /// The number of places.
  public var size: Int

  public init(_ range: ClosedRange<Double>, size: Int) {
    self.range = range
    self.size = max(1, size)
  }

  /// The place of a value; outside the range it lies outside 0..<size, but not far.
  public func place(_ value: Double) -> Int {
    let span = range.upperBound - range.lowerBound
    guard span > 0, value.isFinite else { return 0 }
    let place = (value - range.lowerBound) / span * Double(size - 1)
    return Int(min(max(-1e6, place.rounded()), 1e6))
  }

  /// The value in the middle of a place.
  public func value(_ place: Int) -> Double {
    guard size > 1 else { return range.lowerBound }
    return range.lowerBound
      + Double(place) / Double(size - 1) * (range.upperBound - range.lowerBound)
  }

  /// Round values inside the range, at most `count`: steps of 1, 2 or 5 times a power of ten.
  public func ticks(atMost count: Int) -> [Double] {
    let span = range.upperBound - range.lowerBound
    guard count > 0, span > 0, span.isFinite else { return [] }
    let rough = span / Double(count)
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 1000 else { return [] }
    return (0...Int(last - first)).prefix(count + 1).map { (first + Double($0)) * step }
  }

  /// As many decimals as steps of this size need.
  static func label(_ value: Double, step: Double) -> String {
    let decimals = min(6, max(0, Int((-log10(abs(step) > 0 ? abs(step) : 1) - 1e-9).rounded(.up))))
    return fixed(value, decimals: decimals)
  }

  /// The value with so many decimals.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let factor = pow(10, Double(decimals))
    let scaled = (abs(value) * factor).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled / factor)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + "\(whole)" }
    let rest = "\(Int(scaled) - whole * Int(factor))"
    return sign + "\(whole)." + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
