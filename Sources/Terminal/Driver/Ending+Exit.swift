import CNCurses

extension Ending {
  /// Ends the process as the signal that asked for it would have, so that a shell sees 128 + its
  /// number; returns when it was no signal. The terminal must have been given back.
  public func dieOfSignal() {
    switch self {
    case .finished: return
    case .signal(let number): signals_die(number)
    case .hangup: signals_die(1)  // SIGHUP
    }
  }
}
