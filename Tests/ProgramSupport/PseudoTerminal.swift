import Glibc

/// A program running in a terminal of its own, as a user would have it: what it draws is emulated,
/// what is typed is sent, and how it ends and leaves the terminal is seen.
public final class PseudoTerminal {
  public enum Failure: Error {
    case systemCallFailed(String, code: Int32)
  }

  /// How a process ended.
  public enum Ending: Hashable, Sendable {
    case exited(Int32)
    case killed(Int32)

    /// The status a shell shows.
    public var shellStatus: Int32 {
      switch self {
      case .exited(let code): code
      case .killed(let signal): 128 + signal
      }
    }
  }

  public let processID: pid_t
  public private(set) var emulator: TerminalEmulator
  /// All bytes the program has written.
  public private(set) var output: [UInt8] = []
  /// The line settings before the program started.
  public let initialModes: [UInt8]

  private let master: Int32
  private let slave: Int32
  private var ending: Ending?

  /// Starts a program, found along PATH, in a session of its own with only the given environment.
  ///
  /// - Parameter isUnderShell: under a shell with job control, so that it can be stopped: at each
  ///   stop the shell prints `[stopped]` and continues the program when a line is typed.
  public init(
    _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24,
    isUnderShell: Bool = false
  ) throws {
    let pair = try PseudoTerminalPair()
    master = pair.master
    slave = pair.slave
    emulator = TerminalEmulator(columns: columns, rows: rows)
    setSize(master, columns, rows)
    initialModes = lineModes(slave)
    let script = #"set -m; "$@"; while [ $? -eq 148 ]; do echo "[stopped]"; read x; fg; done"#
    let shell = ["/bin/sh", "-c", script, "sh"]
    processID = try spawn(
      isUnderShell ? shell + arguments : arguments, environment, terminal: pair.name)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if ending == nil {
      kill(processID, SIGKILL)
      var status: Int32 = 0
      waitpid(processID, &status, 0)
    }
    close(master)
    close(slave)
  }

  /// The line settings as they are, byte for byte.
  public var modes: [UInt8] { lineModes(slave) }

  /// Types a text.
  public func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else {
        guard errno == EAGAIN || errno == EINTR else { return }
        read(for: .milliseconds(5))
      }
    }
  }

  /// Sends a signal to the program, or to the shell it runs under.
  public func signal(_ number: Int32) { kill(processID, number) }

  /// Gives the terminal another size, as dragging its window does.
  public func resize(columns: Int, rows: Int) {
    emulator.resize(columns: columns, rows: rows)
    setSize(master, columns, rows)
  }

  /// Reads what the program writes during a time, and returns how many bytes that was.
  @discardableResult
  public func read(for duration: Duration) -> Int {
    let end = ContinuousClock.now + duration
    var total = 0
    repeat {
      total += readOnce(until: end)
    } while ContinuousClock.now < end
    return total
  }

  /// Reads until the program has been silent for `pause`, or the time is over.
  public func readUntilIdle(
    pause: Duration = .milliseconds(120), limit: Duration = .seconds(10)
  ) {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end, read(for: pause) > 0 {}
  }

  /// Reads until `condition` holds for the screen; says whether it ever did.
  @discardableResult
  public func read(
    limit: Duration = .seconds(10), until condition: (TerminalEmulator) -> Bool
  ) -> Bool {
    let end = ContinuousClock.now + limit
    while !condition(emulator) {
      guard ContinuousClock.now < end else { return false }
      _ = readOnce(until: min(end, .now + .milliseconds(50)))
    }
    return true
  }

  private func readOnce(until end: ContinuousClock.Instant) -> Int {
    let left = max(0, ContinuousClock.now.duration(to: end) / .milliseconds(1))
    var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, Int32(left.rounded(.up))) > 0 else { return 0 }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return 0 }
    output += buffer[..<count]
    emulator.feed(buffer[..<count])
    return count
  }

  /// Reads until the program has ended, and returns how; nothing when it goes on past the limit.
  public func wait(limit: Duration = .seconds(10)) -> Ending? {
    let end = ContinuousClock.now + limit
    while ending == nil, ContinuousClock.now < end {
      var status: Int32 = 0
      if waitpid(processID, &status, WNOHANG) == processID {
        let signal = status & 0x7F
        ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
      }
      read(for: .milliseconds(10))
    }
    return ending
  }
}

/// The two ends of a new pseudo-terminal. Whoever makes it closes them.
public struct PseudoTerminalPair {
  public let master: Int32
  public let slave: Int32
  /// The slave's path.
  public let name: String

  /// `posix_openpt` and its company are hidden from Swift; this is what they do on Linux. The two
  /// requests are TIOCSPTLCK and TIOCGPTN.
  public init() throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw PseudoTerminal.Failure.systemCallFailed("/dev/ptmx", code: errno) }
    name = "/dev/pts/\(number)"
    slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else {
      throw PseudoTerminal.Failure.systemCallFailed(name, code: errno)
    }
  }

  /// Gives the terminal a size.
  public func setSize(columns: Int, rows: Int) { ProgramSupport.setSize(master, columns, rows) }
}

func setSize(_ descriptor: Int32, _ columns: Int, _ rows: Int) {
  var size = winsize()
  size.ws_col = UInt16(columns)
  size.ws_row = UInt16(rows)
  _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
}

/// The line settings of a terminal, byte for byte.
public func lineModes(_ descriptor: Int32) -> [UInt8] {
  var modes = termios()
  tcgetattr(descriptor, &modes)
  // PENDIN is the kernel's note to itself, not a setting.
  modes.c_lflag &= ~tcflag_t(PENDIN)
  return withUnsafeBytes(of: &modes) { Array($0) }
}
