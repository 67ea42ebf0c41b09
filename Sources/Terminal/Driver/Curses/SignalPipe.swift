import CNCurses
import Glibc

/// The polite signals as bytes in a pipe, so that one `poll` waits for them too.
final class SignalPipe {
  let descriptor: Int32
  private let writeEnd: Int32

  init() throws(ScreenError) {
    (descriptor, writeEnd) = try wakePipe()
    signals_deliver(writeEnd)
  }

  /// The signals since the last time, in order.
  func drain() -> [Int32] {
    var buffer = [UInt8](repeating: 0, count: 256)
    var numbers: [Int32] = []
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      numbers += buffer[..<count].map(Int32.init)
    }
    signals_drained()
    return numbers
  }

  deinit {
    signals_withdraw()
    close(descriptor)
    close(writeEnd)
  }
}

/// A pipe whose ends never block and are not inherited.
func wakePipe() throws(ScreenError) -> (readEnd: Int32, writeEnd: Int32) {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { throw .systemCallFailed("pipe", code: errno) }
  for end in ends {
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
    _ = fcntl(end, F_SETFD, FD_CLOEXEC)
  }
  return (ends[0], ends[1])
}
