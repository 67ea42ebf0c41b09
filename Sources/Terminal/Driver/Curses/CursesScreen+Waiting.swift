import CNCurses
import Glibc

extension CursesScreen {
  public func wait(
    for descriptor: Int32?, until deadline: ContinuousClock.Instant?
  ) -> [Report] {
    var polled = [input, signals.descriptor, descriptor ?? -1].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let patience = decoder.isPending ? lastInput + decoder.patience : nil
    let count = poll(
      &polled, nfds_t(polled.count), milliseconds(until: earlier(deadline, patience)))
    var reports: [Report] = []
    if count > 0 {
      if polled[1].revents != 0 { reports += readSignals() }
      if polled[0].revents != 0 { reports += readKeys() }
    }
    if polled[0].revents == 0, let patience, patience <= .now {
      reports += decoder.giveUpWaiting(at: .now).flatMap(report)
    }
    return reports
  }

  private func earlier(
    _ one: ContinuousClock.Instant?, _ other: ContinuousClock.Instant?
  ) -> ContinuousClock.Instant? {
    guard let one, let other else { return one ?? other }
    return min(one, other)
  }

  /// The time left, rounded up so that nobody wakes too early; -1 without a deadline.
  private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    let rounded = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: seconds * 1000 + rounded)
  }

  /// All bytes that are there. The end of the input is a terminal that is gone.
  private func readKeys() -> [Report] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(input, &buffer, buffer.count)
    if count > 0 {
      lastInput = .now
      return decoder.decode(buffer[..<count], at: .now).flatMap(report)
    }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : [.ending(.hangup)]
  }

  /// Ctrl-L is answered here: everything is painted anew.
  private func report(_ event: Event) -> [Report] {
    guard event == .key(.control("l")) else { return [.event(event)] }
    invalidate()
    return [.event(.resize(columns: columns, rows: rows))]
  }

  /// Any number of resizes since the last time are one; so are stops.
  private func readSignals() -> [Report] {
    let numbers = signals.drain()
    if let ending = numbers.first(where: { [SIGINT, SIGTERM, SIGHUP].contains($0) }) {
      return [.ending(.signal(ending))]
    }
    if numbers.contains(SIGTSTP) {
      suspend()
    } else if numbers.contains(SIGCONT) {
      // Stopped without asking; whoever had the terminal meanwhile has changed it.
      leave()
      enter()
    } else if !updateSize() {
      return []
    }
    return [.event(.resize(columns: columns, rows: rows))]
  }
}
