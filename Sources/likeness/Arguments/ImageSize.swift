import Networks

/// The height and width of a network's image, as `112x112`.
struct ImageSize: Sendable, Equatable {
  let height: Int
  let width: Int

  /// Nil for what is no size.
  init?(_ text: String) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let height = sides[0], let width = sides[1],
      (8...1024).contains(height), (8...1024).contains(width)
    else { return nil }
    self.height = height
    self.width = width
  }
}

extension Normalisation {
  /// `(x-127.5)/128`, `x/255`, `x-127.5` or `x`; nil for another formula.
  init?(formula: String) {
    let parts = formula.filter { $0 != " " }.split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, var head = parts.first else { return nil }
    if head.hasPrefix("("), head.hasSuffix(")") { head = head.dropFirst().dropLast() }
    guard head.hasPrefix("x") else { return nil }
    let shift = head.dropFirst()
    let mean = shift.isEmpty ? 0 : shift.hasPrefix("-") ? Float(shift.dropFirst()) : nil
    let divisor = parts.count == 2 ? Float(parts[1]) : 1
    guard let mean, let divisor, mean.isFinite, divisor.isFinite, divisor != 0 else { return nil }
    self.init(mean: [mean, mean, mean], scale: 1 / divisor)
  }
}
