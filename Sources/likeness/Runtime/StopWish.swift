import Synchronization

/// The wish to stop, from a signal to the training.
final class StopWish: Sendable {
  private let stopped = Mutex(false)

  var isStopped: Bool { stopped.withLock { $0 } }

  func stop() { stopped.withLock { $0 = true } }
}
