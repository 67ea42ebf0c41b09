/// Waits, lets the program answer, draws: the one thread that owns the screen.
///
/// It sleeps in one `poll` and wakes for keys, messages, signals and deadlines only. Everything
/// that waits is handled before a frame is drawn, and frames are drawn at most every
/// `frameInterval`; the first after a pause at once. The answer to a key waits only for the answer
/// to the key before, so that a picture that moves by itself doesn't hold it up.
public struct EventLoop {
  /// What the program has to answer.
  public enum Input<Message: Sendable>: Sendable {
    case event(Event)
    case message(Message)
    /// The deadline the program asked for has come.
    case deadline
  }

  /// What the program makes of it.
  public enum Reply: Sendable {
    /// The screen stays as it is.
    case unchanged
    case redraw
    case quit
  }

  /// The least time between two frames.
  public var frameInterval: Duration

  public init(frameInterval: Duration = .milliseconds(16)) {
    self.frameInterval = frameInterval
  }

  /// Runs until the program quits or has to end, and returns why.
  ///
  /// - Parameters:
  ///   - deadline: when ``Input/deadline`` is wanted next, asked before every sleep.
  ///   - handle: the program's answer to one input.
  ///   - draw: the whole screen at a size in cells.
  public func run<Message: Sendable>(
    screen: some Screen, mailbox: Mailbox<Message>,
    deadline: () -> ContinuousClock.Instant? = { nil },
    handle: (Input<Message>) -> Reply,
    draw: (_ columns: Int, _ rows: Int) -> Surface
  ) -> Ending {
    var (isDirty, isAnswer) = (true, true)
    var (nextFrame, nextAnswer) = (ContinuousClock.now, ContinuousClock.now)
    while true {
      if isDirty, (isAnswer ? min(nextFrame, nextAnswer) : nextFrame) <= .now {
        nextFrame = .now + frameInterval
        if isAnswer { nextAnswer = nextFrame }
        screen.present(draw(screen.columns, screen.rows))
        (isDirty, isAnswer) = (false, false)
      }
      let wanted = deadline()
      let due = isAnswer ? min(nextFrame, nextAnswer) : nextFrame
      let wake = isDirty ? min(due, wanted ?? due) : wanted
      let reports = screen.wait(for: mailbox.descriptor, until: wake)
      let inputs = inputs(reports, mailbox, isLate: wanted.map { $0 <= .now } ?? false)
      for input in inputs {
        switch handle(input) {
        case .unchanged: if case .event(.resize) = input { isDirty = true }
        case .redraw:
          isDirty = true
          if case .event = input { isAnswer = true }
        case .quit: return .finished
        }
      }
      if let ending = reports.ending { return ending }
    }
  }

  private func inputs<Message>(
    _ reports: [Report], _ mailbox: Mailbox<Message>, isLate: Bool
  ) -> [Input<Message>] {
    let events = reports.compactMap { report -> Input<Message>? in
      if case .event(let event) = report { return .event(event) }
      return nil
    }
    return events + mailbox.drain().map(Input.message) + (isLate ? [.deadline] : [])
  }
}

extension [Report] {
  fileprivate var ending: Ending? {
    for case .ending(let ending) in self { return ending }
    return nil
  }
}
