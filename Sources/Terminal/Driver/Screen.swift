/// Something that shows surfaces and reports what its user does: a terminal, or memory in a test.
///
/// A screen belongs to one thread. Other threads reach the program through a ``Mailbox``.
public protocol Screen: AnyObject {
  var columns: Int { get }
  var rows: Int { get }
  /// The colours it has.
  var colors: ColorDepth { get }
  /// The characters it can show.
  var repertoire: Repertoire { get }
  /// Whether presses and the wheel are reported. The terminal's own selection works when not.
  var isMouseEnabled: Bool { get }

  /// Shows a surface; only what differs from the one before is sent.
  func present(_ surface: Surface)
  /// Makes the next ``present(_:)`` send everything.
  func invalidate()
  func setMouse(_ isEnabled: Bool)

  /// Sleeps until something happened, `descriptor` can be read or the deadline has passed, and
  /// returns all that happened, in order; nothing when only the descriptor or the deadline woke it.
  func wait(for descriptor: Int32?, until deadline: ContinuousClock.Instant?) -> [Report]
}

/// What a screen reports.
public enum Report: Hashable, Sendable {
  case event(Event)
  /// The program has to end.
  case ending(Ending)
}

/// Why a program has to end.
public enum Ending: Hashable, Sendable {
  /// The program itself said so.
  case finished
  /// A signal asked for it.
  case signal(Int32)
  /// The terminal is gone.
  case hangup
}
