import Glibc

/// Runs `caller` on this thread and `helper` on as many others as are asked for; returns when all
/// are done.
///
/// A thread that the system refuses is done without, so work must be taken, not assigned.
func withHelpers(_ count: Int, helper: @escaping @Sendable () -> Void, caller: () -> Void) {
  let threads = (0..<max(0, count)).compactMap { _ in startThread(helper) }
  caller()
  for thread in threads { pthread_join(thread, nil) }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let work = Unmanaged.passRetained(Work(body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { argument in
      if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, work.toOpaque())
  if code == 0 { return thread }
  work.release()
  return nil
}
