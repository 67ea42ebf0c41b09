import Glibc
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
  private let bell = Bell()

  func give(_ value: Value) {
    self.value.withLock { $0 = value }
    bell.ring()
  }

  func wait() -> Value {
    while true {
      if let value = value.withLock({ $0 }) { return value }
      bell.wait()
    }
  }
}

/// A semaphore of the C library.
///
/// `@unchecked Sendable`: a semaphore is made to be used by several threads; its place in memory is
/// fixed until `deinit`.
private final class Bell: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func ring() { sem_post(semaphore) }

  func wait() { while sem_wait(semaphore) != 0 && errno == EINTR {} }
}
