import Glibc
import Synchronization

/// Ctrl-C and SIGTERM as a wish to stop, for work that must end in good order.
final class Interrupts: Sendable {
  private let state = Mutex(State())

  private struct State {
    var signal: Int32?
    var stop: (@Sendable () -> Void)?
  }

  /// From now on the two signals no longer end the process at once; a second one still does.
  ///
  /// Call it before any other thread is started: threads inherit what is held back.
  init() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Interrupts>.fromOpaque(argument).takeRetainedValue().listen()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(code == 0, "no thread can be made: error \(code)")
    pthread_detach(thread)
  }

  /// What to do at the first signal; at once if it has come.
  func onSignal(_ stop: @escaping @Sendable () -> Void) {
    let hasCome = state.withLock { state in
      state.stop = stop
      return state.signal != nil
    }
    if hasCome { stop() }
  }

  /// The exit status to end with, when a signal came.
  var status: ExitStatus? {
    state.withLock { $0.signal }.map { $0 == SIGTERM ? .terminated : .interrupted }
  }

  private func listen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    while true {
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0 else { continue }
      if state.withLock({ $0.signal != nil }) { _exit(128 + number) }
      let stop = state.withLock { state in
        state.signal = number
        return state.stop
      }
      stop?()
    }
  }
}
