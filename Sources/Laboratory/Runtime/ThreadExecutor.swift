import Glibc
import Synchronization

/// Runs an actor's jobs one at a time on a thread of its own, so that long work does not hold the
/// few threads that all tasks share.
///
/// The thread ends with the executor: it owns only the queue, so the actor that owns the executor
/// can go, even from a job of its own.
public final class ThreadExecutor: SerialExecutor {
  private let queue = JobQueue()

  /// - Parameter name: the thread's name, shown by `ps -L` and debuggers; cut after 15 bytes.
  public init(name: String) {
    let start = ThreadStart(queue: queue, name: String(name.prefix(15)))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(start).toOpaque())
    precondition(code == 0, "no thread can be made: error \(code)")
  }

  deinit { queue.stop() }

  public func enqueue(_ job: consuming ExecutorJob) {
    queue.append(Job(job: UnownedJob(job), executor: self))
  }
}

/// A job, and the executor that must outlive it.
private struct Job {
  let job: UnownedJob
  let executor: ThreadExecutor

  func run() { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
}

/// What a new thread needs.
private final class ThreadStart: Sendable {
  private let queue: JobQueue
  private let name: String

  init(queue: JobQueue, name: String) {
    self.queue = queue
    self.name = name
  }

  func run() {
    nameThisThread()
    while let job = queue.next() { job.run() }
  }

  /// `pthread_setname_np` is a GNU extension that Swift's Glibc leaves out; this is the same.
  private func nameThisThread() {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = name.withCString { write(file, $0, strlen($0)) }
    close(file)
  }
}

/// Jobs that wait, and a thread that sleeps while there are none.
private final class JobQueue: Sendable {
  private struct State {
    var jobs: [Job] = []
    var isStopped = false
  }

  private let state = Mutex(State())
  private let count = Semaphore()

  func append(_ job: Job) {
    state.withLock { $0.jobs.append(job) }
    count.raise()
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    count.raise()
  }

  /// The next job; nothing when stopped.
  func next() -> Job? {
    while true {
      count.lower()
      let (job, isStopped) = state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isStopped)
      }
      if let job { return job }
      if isStopped { return nil }
    }
  }
}
