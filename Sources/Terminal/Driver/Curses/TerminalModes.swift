import CNCurses
import Glibc

/// The terminal's line settings as they were, and as the program needs them.
struct TerminalModes {
  let original: termios

  init(of descriptor: Int32) throws(ScreenError) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else {
      throw .systemCallFailed("tcgetattr", code: errno)
    }
    original = modes
  }

  /// Keys at once and without echo. Ctrl-C, Ctrl-\ and Ctrl-Z stay signals, because the kernel
  /// sends them to the whole job, `make` and all, even when this program hangs. Ctrl-S, Ctrl-Q,
  /// Ctrl-V and Ctrl-O are keys.
  func applyKeys(to descriptor: Int32) {
    var modes = original
    modes.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    modes.c_lflag |= tcflag_t(ISIG)
    modes.c_oflag |= tcflag_t(OPOST)
    modes.c_oflag &= ~tcflag_t(ONLCR)
    withUnsafeMutableBytes(of: &modes.c_cc) { codes in
      codes[Int(VMIN)] = 1
      codes[Int(VTIME)] = 0
    }
    tcsetattr(descriptor, TCSADRAIN, &modes)
  }

  /// Byte for byte as before.
  func restore(to descriptor: Int32) {
    var modes = original
    tcsetattr(descriptor, TCSADRAIN, &modes)
  }
}

/// The terminal's size in cells. 80×24 where it doesn't say; never less than one cell, and never
/// more than memory can hold.
func terminalSize(_ descriptor: Int32) -> (columns: Int, rows: Int) {
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
    return (80, 24)
  }
  return (min(Int(size.ws_col), 2000), min(Int(size.ws_row), 1000))
}
