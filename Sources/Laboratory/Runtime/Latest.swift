import Synchronization

/// The newest value that waits to be taken, of which older ones don't matter any more.
final class Latest<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// Puts a value in place of the one that waits; says whether none did.
  func put(_ new: Value) -> Bool {
    value.withLock { waiting in
      defer { waiting = new }
      return waiting == nil
    }
  }

  /// The value that waits; none waits afterwards.
  func take() -> Value? {
    value.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
  }
}
