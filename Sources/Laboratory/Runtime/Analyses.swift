/// Work over the gallery's numbers that takes longer than a frame, of each kind one at a time.
enum Analysis: String, Sendable, CaseIterable {
  case strategies, clusters, projection
}

/// A thread for each kind of work, on which the newest takes over from the one before.
final class Analyses {
  private var tasks: [Analysis: Task<Void, Never>] = [:]
  private var analysts: [Analysis: Analyst] = [:]

  /// Begins work that asks `Task.isCancelled` now and then; what went on of its kind is stopped.
  func begin(_ analysis: Analysis, _ body: @escaping @Sendable () -> Void) {
    let analyst = analysts[analysis] ?? Analyst(name: analysis.rawValue)
    analysts[analysis] = analyst
    tasks[analysis]?.cancel()
    tasks[analysis] = Task.detached { await analyst.run(body) }
  }

  func stop(_ analysis: Analysis) { tasks[analysis]?.cancel() }

  func stopAll() {
    for task in tasks.values { task.cancel() }
  }
}

/// Computes on a thread of its own, so that the few threads of all tasks stay free.
actor Analyst {
  private let executor: ThreadExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(name: String) { executor = ThreadExecutor(name: name) }

  func run(_ body: @Sendable () -> Void) {
    if !Task.isCancelled { body() }
  }
}
