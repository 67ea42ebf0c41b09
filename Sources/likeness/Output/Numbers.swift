import Figures

extension BinaryFloatingPoint {
  /// The number with exactly this many decimals.
  func rounded(decimals: Int) -> String {
    let value = Double(self)
    return value.isFinite ? FixedNumber.text(value, decimals: decimals) : "\(value)"
  }
}

extension Int {
  /// The count with its noun, as `1 face` and `2 faces`.
  func of(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
