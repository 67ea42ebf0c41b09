import Laboratory
import Synchronization

/// Runs work on other threads while this one waits for it.
///
/// A command is a straight line from its arguments to its exit status; only the engines are
/// asynchronous.
func waitFor<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
  let answer = Answer<Value>()
  Task.detached { answer.give(await work()) }
  return answer.wait()
}

/// A value that one thread gives and another waits for.
private final class Answer<Value: Sendable>: Sendable {
  private let value: Mutex<Value?> = Mutex(nil)
  private let bell = Semaphore()

  func give(_ value: Value) {
    self.value.withLock { $0 = value }
    bell.raise()
  }

  func wait() -> Value {
    while true {
      if let value = value.withLock({ $0 }) { return value }
      bell.lower()
    }
  }
}
