import Glibc

/// A count that threads raise and wait for; the semaphore of the C library.
///
/// `@unchecked Sendable`: a semaphore is made to be used by several threads; its place in memory is
/// fixed until `deinit`.
public final class Semaphore: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  /// A count of zero.
  public init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  public func raise() { sem_post(semaphore) }

  /// Sleeps until the count is above zero, and takes one from it.
  public func lower() { while sem_wait(semaphore) != 0 && errno == EINTR {} }
}
