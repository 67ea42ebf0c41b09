/// Looks at the latest steps of a training for what is wrong with them.
public struct TrainingWatch: Sendable {
  /// So many steps tell a lull from a fault.
  public static let length = 20

  private var latest: [StepReport] = []

  public init() {}

  /// - Returns: what is wrong with the latest steps; `nil` where nothing is, or there are too few.
  public mutating func add(_ report: StepReport) -> Diagnosis? {
    latest.append(report)
    if latest.count > Self.length { latest.removeFirst() }
    return latest.count == Self.length ? Diagnosis(latest) : nil
  }

  /// The steps so far say nothing about those to come.
  public mutating func forget() { latest = [] }
}
