import Glibc

extension AxisScale {
  /// Choices of values to mark on an axis, the densest first. All values are inside the range.
  ///
  /// Linear: steps of 1, 2 or 5 times a power of ten. Logarithmic: 1, 2 and 5 times powers of ten,
  /// then the powers alone, then every second, third … of them. Probit: the customary rates of DET
  /// curves, from all of them to few.
  public func tickChoices(in range: ClosedRange<Double>) -> [[Double]] {
    let range = drawable(range)
    guard range.upperBound > range.lowerBound, range.upperBound.isFinite,
      range.lowerBound.isFinite
    else { return [] }
    let choices =
      switch self {
      case .linear: Self.linearChoices(range)
      case .logarithmic: Self.logarithmicChoices(range)
      case .probit: Self.probitChoices.map { $0.filter(range.contains) }
      }
    return choices.filter { !$0.isEmpty }
  }

  /// Values for small marks without a label, between those of the densest choice.
  public func minorTicks(in range: ClosedRange<Double>) -> [Double] {
    let range = drawable(range)
    switch self {
    case .linear: return []
    case .probit: return Self.probitChoices[0].filter(range.contains)
    case .logarithmic: return Self.decades(range, digits: [1, 2, 3, 4, 5, 6, 7, 8, 9], every: 1)
    }
  }

  private static func linearChoices(_ range: ClosedRange<Double>) -> [[Double]] {
    let span = range.upperBound - range.lowerBound
    let power = pow(10, log10(span).rounded(.down) - 2)
    let steps = (0..<4).flatMap { decade in
      [1, 2, 5].map { $0 * power * pow(10, Double(decade)) }
    }
    return steps.compactMap { step in
      let first = (range.lowerBound / step - 1e-9).rounded(.up)
      let last = (range.upperBound / step + 1e-9).rounded(.down)
      guard last >= first, last - first <= 100 else { return nil }
      // Dividing by the inverse keeps 0.3 from becoming 0.30000000000000004.
      return (0...Int(last - first)).map { index in
        step < 1
          ? (first + Double(index)) / (1 / step).rounded() : (first + Double(index)) * step
      }
    }
  }

  private static func logarithmicChoices(_ range: ClosedRange<Double>) -> [[Double]] {
    let powers = (1...12).map { decades(range, digits: [1], every: $0) }
    return [decades(range, digits: [1, 2, 5], every: 1)] + powers
  }

  /// `digits` times the powers of ten whose exponent `step` divides.
  private static func decades(
    _ range: ClosedRange<Double>, digits: [Double], every step: Int
  ) -> [Double] {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let slack = (range.lowerBound * (1 - 1e-9))...(range.upperBound * (1 + 1e-9))
    var values: [Double] = []
    for exponent in first...max(first, last) where exponent % step == 0 {
      let power = pow(10, Double(abs(exponent)))
      for digit in digits { values.append(exponent < 0 ? digit / power : digit * power) }
    }
    return values.filter(slack.contains)
  }

  /// In percent below and above one half, which the scale mirrors.
  private static let probitChoices: [[Double]] = [
    [0.0001, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40],
    [0.0001, 0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 40],
    [0.0001, 0.001, 0.01, 0.1, 1, 5, 20, 40],
    [0.001, 0.01, 0.1, 1, 10, 40],
    [0.01, 1, 20],
    [1],
  ].map { low in
    low.map { $0 / 100 } + low.reversed().map { (100 - $0) / 100 }
  }
}
