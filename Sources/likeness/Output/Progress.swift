import Synchronization

/// A line at the foot of the terminal that says how far the work is; nothing elsewhere.
final class Progress: Sendable {
  /// Returns to the line's start and clears it.
  private static let eraser = Array("\r\u{1B}[K".utf8)
  /// Whether a line stands on the terminal that has to go before another text.
  private static let isVisible = Mutex(false)

  private let noun: String
  private let started = ContinuousClock.now
  private let shown: Mutex<ContinuousClock.Instant?> = Mutex(nil)

  init(noun: String) { self.noun = noun }

  /// Shows the count, at most ten times a second.
  ///
  /// - Parameter total: `nil` where nobody knows it yet.
  func show(_ done: Int, of total: Int? = nil) {
    guard StandardStreams.isTerminal else { return }
    let now = ContinuousClock.now
    let isDue = shown.withLock { last in
      if let last, now - last < .milliseconds(100) { return false }
      last = now
      return true
    }
    if !isDue { return }
    Self.show(Self.line(done, of: total, noun: noun, after: now - started))
  }

  /// Shows a line in place of the one before.
  static func show(_ line: String) {
    guard StandardStreams.isTerminal else { return }
    isVisible.withLock { $0 = true }
    try? StandardStreams.write(eraser + Array(line.utf8), to: 2)
  }

  /// Clears the line, where there is one.
  static func clear() {
    let wasVisible = isVisible.withLock { visible in
      defer { visible = false }
      return visible
    }
    if wasVisible { try? StandardStreams.write(eraser, to: 2) }
  }

  /// Count, rate and the time that is left.
  static func line(_ done: Int, of total: Int?, noun: String, after time: Duration) -> String {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    let count = total.map { "\(done) of \($0) \(noun)s" } ?? done.of(noun)
    guard done > 0, seconds > 0.5 else { return count }
    let rate = Double(done) / seconds
    let left = total.map { " · \(duration(Double($0 - done) / rate)) left" } ?? ""
    return "\(count) · \(rate.rounded(decimals: rate < 10 ? 1 : 0))/s\(left)"
  }

  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(), 1e9))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
