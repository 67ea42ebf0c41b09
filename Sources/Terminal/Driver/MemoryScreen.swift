import Glibc

/// A screen in memory, for tests: a script instead of a user, a list of frames instead of glass.
public final class MemoryScreen: Screen {
  /// One thing that happens; each ends one sleep of the loop.
  public enum Step: Sendable {
    case event(Event)
    /// Several events that are there at once.
    case events([Event])
    /// The terminal gets another size.
    case resize(columns: Int, rows: Int)
    /// Sleeps until the mailbox has something or the deadline has passed.
    case wait
    case ending(Ending)
  }

  public private(set) var columns: Int
  public private(set) var rows: Int
  public let colors: ColorDepth
  public let repertoire: Repertoire
  public private(set) var isMouseEnabled = true
  /// What was presented, frame by frame.
  public private(set) var frames: [Surface] = []
  /// How often everything had to be painted anew.
  public private(set) var invalidations = 0
  private var script: ArraySlice<Step>

  /// When the script is over, the terminal hangs up.
  public init(
    columns: Int = 80, rows: Int = 24, colors: ColorDepth = .direct,
    repertoire: Repertoire = .full, script: [Step] = []
  ) {
    self.columns = columns
    self.rows = rows
    self.colors = colors
    self.repertoire = repertoire
    self.script = script[...]
  }

  public func present(_ surface: Surface) { frames.append(surface) }
  public func invalidate() { invalidations += 1 }
  public func setMouse(_ isEnabled: Bool) { isMouseEnabled = isEnabled }

  public func wait(
    for descriptor: Int32?, until deadline: ContinuousClock.Instant?
  ) -> [Report] {
    guard let step = script.popFirst() else { return [.ending(.hangup)] }
    switch step {
    case .event(let event): return [.event(event)]
    case .events(let events): return events.map(Report.event)
    case .ending(let ending): return [.ending(ending)]
    case .resize(let columns, let rows):
      (self.columns, self.rows) = (columns, rows)
      return [.event(.resize(columns: columns, rows: rows))]
    case .wait:
      sleep(for: descriptor, until: deadline)
      return []
    }
  }

  private func sleep(for descriptor: Int32?, until deadline: ContinuousClock.Instant?) {
    var polled = pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0)
    let left = deadline.map { ContinuousClock.now.duration(to: $0) / .milliseconds(1) }
    _ = poll(&polled, 1, left.map { Int32(max(0, $0.rounded(.up))) } ?? -1)
  }
}
