import CNCurses
import Glibc

/// A terminal driven by ncurses.
///
/// One at a time, made, used and left on one thread. Signals that ask the program to end are
/// reported; those that kill it restore the terminal first. Stopping and continuing is done within
/// ``wait(for:until:)``.
public final class CursesScreen: Screen {
  public private(set) var columns = 80
  public private(set) var rows = 24
  public var colors: ColorDepth { type.colors }
  public var repertoire: Repertoire { type.repertoire }
  public private(set) var isMouseEnabled = false

  let input: Int32
  let output: Int32
  let type: TerminalType
  let modes: TerminalModes
  let signals: SignalPipe
  var decoder = KeyDecoder()
  /// When bytes last came: an Esc that stays alone is told from a sequence by the time since, even
  /// while messages wake the program all the time.
  var lastInput = ContinuousClock.now
  var painter: Painter?

  private let streams: (output: UnsafeMutablePointer<FILE>, input: UnsafeMutablePointer<FILE>)
  private var handle: OpaquePointer?
  private var caught: CaughtErrors?

  /// Takes the terminal on the two descriptors and clears it.
  ///
  /// - Parameter repertoire: the characters it shows, where its locale is not to be believed.
  /// - Throws: ``ScreenError`` when they are no terminal or it is one that can't be used.
  public init(
    colors mode: ColorMode = .auto, isMouseEnabled: Bool = true, repertoire: Repertoire? = nil,
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) throws(ScreenError) {
    guard isatty(input) == 1 else { throw .inputIsNotATerminal }
    guard isatty(output) == 1 else { throw .outputIsNotATerminal }
    self.input = input
    self.output = output
    type = try TerminalType(
      output: output, mode: mode, repertoire: repertoire, environment: environment)
    modes = try TerminalModes(of: input)
    streams = try Self.openStreams(input: input, output: output)
    signals = try SignalPipe()
    use_env(false)
    use_tioctl(true)
    guard let handle = newterm(type.name, streams.output, streams.input) else {
      throw .typeIsUnsuitable(type.name)
    }
    self.handle = handle
    painter = Painter(type)
    enter()
    if isMouseEnabled { setMouse(true) }
  }

  private static func openStreams(
    input: Int32, output: Int32
  ) throws(ScreenError) -> (
    output: UnsafeMutablePointer<FILE>, input: UnsafeMutablePointer<FILE>
  ) {
    guard let out = fdopen(fcntl(output, F_DUPFD_CLOEXEC, 3), "w") else {
      throw .systemCallFailed("fdopen", code: errno)
    }
    guard let inp = fdopen(fcntl(input, F_DUPFD_CLOEXEC, 3), "r") else {
      fclose(out)
      throw .systemCallFailed("fdopen", code: errno)
    }
    return (out, inp)
  }

  deinit {
    leave()
    if let handle { delscreen(handle) }
    fclose(streams.output)
    fclose(streams.input)
  }

  /// Gives the terminal back as it was, and prints what was written to stderr meanwhile.
  public func leave() {
    guard let caught else { return }
    send(modeSequences(mouse: false, paste: false))
    curs_set(1)
    endwin()
    modes.restore(to: input)
    signals_unguard()
    caught.release()
    self.caught = nil
  }

  /// Takes the terminal, at the start and after the program was stopped.
  func enter() {
    guard caught == nil else { return }
    let caught = CaughtErrors()
    self.caught = caught
    guardAgainstDeath(caught)
    modes.applyKeys(to: input)
    def_prog_mode()
    updateSize()
    invalidate()
    send(modeSequences(mouse: isMouseEnabled ? true : nil, paste: true))
  }

  /// Stops the program as Ctrl-Z does, and takes the terminal again when it goes on.
  func suspend() {
    leave()
    signals_suspend()
    enter()
  }

  /// Reads the terminal's size, and says whether it has changed.
  @discardableResult
  func updateSize() -> Bool {
    let size = terminalSize(output)
    let hasChanged = size.columns != columns || size.rows != rows
    (columns, rows) = size
    resize_term(Int32(rows), Int32(columns))
    if hasChanged { invalidate() }
    return hasChanged
  }

  public func present(_ surface: Surface) {
    guard caught != nil else { return }
    painter?.paint(surface, columns: columns, rows: rows)
  }

  public func invalidate() { painter?.invalidate() }

  public func setMouse(_ isEnabled: Bool) {
    guard isEnabled != isMouseEnabled else { return }
    isMouseEnabled = isEnabled
    if caught != nil { send(modeSequences(mouse: isEnabled, paste: nil)) }
  }

  /// What switches the mouse (presses, wheel and dragging, SGR form) and bracketed paste on or off.
  private func modeSequences(mouse: Bool?, paste: Bool?) -> String {
    guard type.hasModes else { return "" }
    // 1002 reports dragging; a terminal without it keeps to 1000.
    let numbers = mouse == false ? [1006, 1002, 1000] : [1000, 1002, 1006]
    let mouse = mouse.map { isOn in
      numbers.map { "\u{1B}[?\($0)\(isOn ? "h" : "l")" }.joined()
    }
    return (mouse ?? "") + (paste.map { "\u{1B}[?2004\($0 ? "h" : "l")" } ?? "")
  }

  private func send(_ text: String) { writeAll(text.utf8, to: output) }

  /// Tells the handler of fatal signals how this terminal is left. The first byte ends a sequence
  /// that was being written.
  private func guardAgainstDeath(_ caught: CaughtErrors) {
    let capabilities = ["sgr0", "op", "rmcup", "cnorm"].compactMap { name in
      colors == .mono && name == "op"
        ? nil : curses_string_capability(name).map { String(cString: $0).withoutPadding }
    }
    let bytes = Array(
      ("\u{18}" + modeSequences(mouse: false, paste: false) + capabilities.joined()).utf8)
    var original = modes.original
    bytes.withUnsafeBytes { raw in
      signals_guard(
        output, &original, raw.baseAddress, Int32(raw.count), caught.file, caught.errors)
    }
  }
}

extension String {
  /// The capability without its delays, as in `$<100/>`.
  fileprivate var withoutPadding: String {
    var text = ""
    var rest = self[...]
    while let start = rest.firstRange(of: "$<") {
      text += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: ">") else { return text }
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }
}
