import CNCurses
import Glibc

/// What is printed to stderr while the screen is up: kept off the screen, printed afterwards.
///
/// Catches nothing when stderr is no terminal; what goes to a file may go on doing so.
final class CaughtErrors {
  /// The file that holds the text, and the real stderr; -1 when nothing is caught.
  let file: Int32
  let errors: Int32

  init() {
    guard isatty(STDERR_FILENO) == 1 else {
      (file, errors) = (-1, -1)
      return
    }
    file = memory_file("stderr")
    errors = file < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    if errors >= 0 { dup2(file, STDERR_FILENO) }
  }

  /// Gives stderr back and prints what was caught.
  func release() {
    guard errors >= 0 else { return }
    dup2(errors, STDERR_FILENO)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var offset = 0
    while case let count = pread(file, &buffer, buffer.count, offset), count > 0 {
      writeAll(buffer[..<count], to: STDERR_FILENO)
      offset += count
    }
  }

  deinit {
    if file >= 0 { close(file) }
    if errors >= 0 { close(errors) }
  }
}

/// Writes all bytes, through interruptions; gives up on an error.
func writeAll(_ bytes: some Collection<UInt8>, to descriptor: Int32) {
  var rest = Array(bytes)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}
