import Glibc

/// Numbers as text without a locale.
public enum FixedNumber {
  /// The value with so many decimals, rounded half away from zero.
  public static func text(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(0, decimals), 12)
    let factor = pow(10, Double(decimals))
    let scaled = (abs(value) * factor).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled / factor)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + "\(whole)" }
    let rest = "\(Int(scaled) - whole * Int(factor))"
    return sign + "\(whole)." + String(repeating: "0", count: decimals - rest.count) + rest
  }

  /// The value with as many decimals as it needs, at most `decimals`.
  public static func short(_ value: Double, decimals: Int = 6) -> String {
    var text = text(value, decimals: decimals)
    guard decimals > 0, text.contains("."), !text.contains("e") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// The value with as many decimals as steps of this size need.
  public static func text(_ value: Double, step: Double) -> String {
    let size = abs(step) > 0 ? abs(step) : 1
    return text(value, decimals: min(8, max(0, Int((-log10(size) - 1e-9).rounded(.up)))))
  }
}
