/// The threshold at a wanted false-accept rate, and what it brings.
public struct OperatingPoint: Hashable, Sendable {
  /// The rate that was asked for.
  public let target: Double
  public let rates: Rates
  /// Whether this data can tell so small a rate: thirty false accepts are expected at it
  /// (Doddington's rule of 30).
  public let isResolvable: Bool

  public var threshold: Double { rates.threshold }
}

extension ScoreSet {
  /// The false-accept rates that tables of verification list.
  public static let usualFARs = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]

  /// The operating point with the largest threshold whose false-accept rate is at most `target`
  /// (0…1); `nil` without non-mated pairs.
  public func operatingPoint(atFAR target: Double) -> OperatingPoint? {
    guard let threshold = threshold(atFAR: target) else { return nil }
    return OperatingPoint(
      target: target, rates: rates(at: threshold),
      isResolvable: target * Double(nonMated.count) >= Double(Proportion.resolvedCount))
  }
}
