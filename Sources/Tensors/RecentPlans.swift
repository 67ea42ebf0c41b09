/// The plans used last, at most a fixed number of them.
struct RecentPlans<Plan> {
  let capacity: Int
  /// The latest last.
  private var entries: [(size: Executor.Size, plan: Plan)] = []

  /// - Parameter capacity: at least 1.
  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// The sizes that are compiled, the latest last.
  var sizes: [Executor.Size] { entries.map(\.size) }

  /// The plan for a size, which becomes the latest.
  subscript(size: Executor.Size) -> Plan? {
    mutating get {
      guard let index = entries.firstIndex(where: { $0.size == size }) else { return nil }
      let entry = entries.remove(at: index)
      entries.append(entry)
      return entry.plan
    }
  }

  /// Adds a plan as the latest; the one unused for longest goes when there are too many.
  mutating func insert(_ plan: Plan, for size: Executor.Size) {
    if entries.count == capacity { entries.removeFirst() }
    entries.append((size, plan))
  }
}
