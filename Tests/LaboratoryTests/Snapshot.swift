import Foundation
import Testing

/// Compares a screen with the text kept for it under `Snapshots`.
///
/// `LIKENESS_RECORD=1 swift test …` writes the texts anew; look at every difference before keeping
/// it.
func expectSnapshot(
  _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Snapshots/\(name).txt")
  let shown = text + "\n"
  if ProcessInfo.processInfo.environment["LIKENESS_RECORD"] != nil {
    try? shown.write(to: file, atomically: true, encoding: .utf8)
    return
  }
  guard let kept = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record("no snapshot \(name); record it first", sourceLocation: sourceLocation)
    return
  }
  if kept == shown { return }
  let differing = zip(
    kept.split(separator: "\n", omittingEmptySubsequences: false),
    shown.split(separator: "\n", omittingEmptySubsequences: false)
  ).enumerated()
    .filter { $1.0 != $1.1 }.prefix(5)
    .map { "row \($0):\n  kept  \($1.0)\n  shown \($1.1)" }
  Issue.record(
    "\(name) looks different:\n\(differing.joined(separator: "\n"))",
    sourceLocation: sourceLocation)
}
