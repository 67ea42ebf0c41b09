import Figures

extension Double {
  /// The number with a fixed count of decimals: 0.4117 with 3 is "0.412".
  func fixed(_ decimals: Int) -> String {
    isFinite ? FixedNumber.text(self, decimals: decimals) : "–"
  }

  /// A rate 0…1 as a percentage with as many decimals as it needs: 0.987 is "98.7 %".
  var percent: String {
    let decimals = self == 0 || self == 1 ? 0 : magnitude < 0.01 ? 2 : 1
    return "\((self * 100).fixed(decimals)) %"
  }

  /// A rate as FARs are written: 0.001 is "1e-3".
  var formattedRate: String {
    for exponent in 1...6 {
      var power = 1.0
      for _ in 0..<exponent { power /= 10 }
      if abs(self - power) < power * 1e-9 { return "1e-\(exponent)" }
    }
    return percent
  }
}

extension Int {
  /// A count with its noun: 1.counted("face") is "1 face", 3.counted("face") is "3 faces".
  func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
  }

  /// The number in thousands, millions or milliards, with three digits: 1,418,000,000 is "1.42 G".
  var abbreviated: String {
    let steps = [(1e9, "G"), (1e6, "M"), (1e3, "K")]
    guard let (unit, sign) = steps.first(where: { Double(magnitude) >= 0.9995 * $0.0 }) else {
      return String(self)
    }
    let value = Double(self) / unit
    return value.fixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + " " + sign
  }

  /// The number with a comma for each thousand: 2,741.
  var grouped: String {
    let digits = String(magnitude)
    var result = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (self < 0 ? "-" : "") + result
  }
}
