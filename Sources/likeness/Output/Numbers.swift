extension BinaryFloatingPoint {
  /// The number with exactly this many decimals.
  func rounded(decimals: Int) -> String {
    let value = Double(self)
    guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((value.magnitude * scale).rounded())
    let (whole, part) = (scaled / Int(scale), scaled % Int(scale))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let digits = String(part)
    return "\(sign)\(whole).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
  }
}

extension Int {
  /// The count with its noun, as `1 face` and `2 faces`.
  func of(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
