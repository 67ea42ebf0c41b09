import COneDNN
import Glibc
import Synchronization

/// Threads that help the one that asks for a run with the pieces of its work.
///
/// Pieces are taken, not assigned: where the processors are busy with other things, the caller does
/// what no helper has begun. Helpers look out for work for a moment before they sleep, which costs
/// a busy machine less than the runtime of OpenMP, whose threads burn whole time slices in front of
/// a barrier that somebody who has no processor must reach.
///
/// Belongs to one owner, which alone calls `run`.
final class Crew {
  private let desk: Desk
  private var helpers: [pthread_t] = []

  /// - Parameter size: the caller and its helpers; those that the system refuses are done without.
  init(size: Int) {
    desk = Desk()
    for _ in 1..<max(1, size) {
      guard let helper = Self.start(desk) else { break }
      helpers.append(helper)
    }
  }

  deinit {
    desk.close()
    for helper in helpers { pthread_join(helper, nil) }
  }

  /// Calls `piece` with 0 ..< count, each once, on any of the threads; returns when all are done.
  func run(_ count: Int, _ piece: @escaping (Int) -> Void) {
    desk.offer(count, piece)
    desk.work()
    desk.awaitEnd(of: count)
  }

  private static func start(_ desk: Desk) -> pthread_t? {
    let passed = Unmanaged.passRetained(desk)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Desk>.fromOpaque(argument).takeRetainedValue().help()
        return nil
      }, passed.toOpaque())
    if code == 0 { return thread }
    passed.release()
    return nil
  }
}

/// Where pieces lie until somebody takes them.
///
/// Unchecked: `piece` is written by the caller alone, before it puts the pieces up for taking, and
/// read only by those who have taken one; the caller waits for them all.
private final class Desk: @unchecked Sendable {
  /// How many pieces nobody has taken, above it the number of the offer, so that a helper that
  /// was held up takes nothing of a later one by mistake.
  private let offers = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)
  private var piece: ((Int) -> Void)?
  private var mutex = pthread_mutex_t()
  private var bell = pthread_cond_t()

  private static let bits = 16
  /// How often a helper looks for work before it sleeps: about a tenth of a millisecond.
  private static let patience = 3000

  init() {
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&bell, nil)
  }

  deinit {
    pthread_cond_destroy(&bell)
    pthread_mutex_destroy(&mutex)
  }

  func offer(_ count: Int, _ piece: @escaping (Int) -> Void) {
    precondition(count < 1 << Self.bits, "\(count) pieces are too many")
    self.piece = piece
    done.store(0, ordering: .relaxed)
    let number = offers.load(ordering: .relaxed) >> Self.bits &+ 1
    offers.store(number << Self.bits | count, ordering: .sequentiallyConsistent)
    if count > 1, sleepers.load(ordering: .sequentiallyConsistent) > 0 { ring() }
  }

  /// Does pieces until none is left.
  func work() {
    while let index = take() {
      piece?(index)
      done.add(1, ordering: .acquiringAndReleasing)
    }
  }

  private func take() -> Int? {
    var offer = offers.load(ordering: .acquiring)
    while offer & (1 << Self.bits - 1) > 0 {
      let (taken, found) = offers.weakCompareExchange(
        expected: offer, desired: offer - 1, ordering: .acquiringAndReleasing)
      if taken { return offer & (1 << Self.bits - 1) - 1 }
      offer = found
    }
    return nil
  }

  func awaitEnd(of count: Int) {
    var looks = 0
    while done.load(ordering: .acquiring) < count {
      looks += 1
      if looks > Self.patience { sched_yield() } else { pause() }
    }
    piece = nil
  }

  private var hasWork: Bool {
    offers.load(ordering: .sequentiallyConsistent) & (1 << Self.bits - 1) > 0
  }

  /// The life of a helper.
  func help() {
    Context.setThreads(1)
    while !isClosed.load(ordering: .acquiring) {
      work()
      var looks = 0
      while looks < Self.patience, !hasWork, !isClosed.load(ordering: .acquiring) {
        looks += 1
        pause()
      }
      if looks == Self.patience { sleep() }
    }
  }

  private func sleep() {
    pthread_mutex_lock(&mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !hasWork, !isClosed.load(ordering: .acquiring) { pthread_cond_wait(&bell, &mutex) }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(&mutex)
  }

  private func ring() {
    pthread_mutex_lock(&mutex)
    pthread_cond_broadcast(&bell)
    pthread_mutex_unlock(&mutex)
  }

  func close() {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    ring()
  }

  /// Lets the other thread of the core go first.
  @inline(__always)
  private func pause() { onednn_pause() }
}
