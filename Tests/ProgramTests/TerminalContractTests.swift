import Glibc
import ProgramSupport
import Testing

/// What the real program does to a terminal, in a pseudo-terminal, from start to every kind of end.
@Suite(.serialized) struct TerminalContractTests {
  private static let program = BuiltProgram.path

  private func start(
    columns: Int = 80, rows: Int = 24, _ environment: [String: String] = [:],
    isUnderShell: Bool = false
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      [Self.program], environment: BuiltProgram.environment.merging(environment) { $1 },
      columns: columns, rows: rows, isUnderShell: isUnderShell)
    #expect(terminal.read { $0.text.contains("1 Gallery") })
    terminal.readUntilIdle()
    return terminal
  }

  /// The screen after everything was painted anew.
  private func fresh(_ terminal: PseudoTerminal) -> TerminalEmulator {
    terminal.send("\u{C}")
    terminal.readUntilIdle()
    return terminal.emulator
  }

  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.modes == terminal.initialModes)
    #expect(!terminal.emulator.isAlternate)
    #expect(!terminal.emulator.isMouseOn)
    #expect(!terminal.emulator.modes.contains(2004))
    #expect(terminal.emulator.isCursorShown)
  }

  @Test(arguments: [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP,
  ])
  func everySignalLeavesTheTerminalAsItWas(_ signal: Int32) throws {
    let terminal = try start()
    #expect(terminal.modes != terminal.initialModes)
    terminal.signal(signal)
    #expect(terminal.wait()?.shellStatus == 128 + signal)
    expectRestored(terminal)
  }

  @Test func quittingLeavesTheTerminalAsItWas() throws {
    let terminal = try start()
    terminal.send("q")
    #expect(terminal.wait() == .exited(0))
    expectRestored(terminal)
    #expect(terminal.emulator.unknown == [])
  }

  @Test func stoppedAndContinuedTwentyTimes() throws {
    let terminal = try start(isUnderShell: true)
    for round in 1...20 {
      terminal.send("\u{1A}")
      #expect(terminal.read { !$0.isAlternate && $0.text.contains("[stopped]") })
      #expect(!terminal.emulator.isMouseOn && terminal.emulator.isCursorShown)
      terminal.resize(columns: 80 + round % 3 * 10, rows: 24 + round % 2 * 6)
      terminal.send("\n")
      #expect(terminal.read { $0.isAlternate && $0.text.contains("1 Gallery") })
      terminal.readUntilIdle()
      let shown = terminal.emulator
      #expect(shown.cells == fresh(terminal).cells, "round \(round)")
      #expect(!shown.isCursorShown)
    }
    terminal.send("q")
    #expect(terminal.wait()?.shellStatus == 0)
  }

  @Test func fiveHundredResizes() throws {
    let terminal = try start()
    var state: UInt64 = 42
    func random(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit) + 1
    }
    for _ in 0..<500 {
      terminal.resize(columns: random(300), rows: random(100))
      terminal.read(for: .milliseconds(10))
    }
    terminal.resize(columns: 1, rows: 1)
    terminal.readUntilIdle()
    terminal.resize(columns: 100, rows: 30)
    terminal.readUntilIdle()
    let shown = terminal.emulator
    #expect(shown.cells == fresh(terminal).cells)
    terminal.send("q")
    #expect(terminal.wait() == .exited(0))
  }

  @Test func idleWritesNothing() throws {
    let terminal = try start()
    #expect(terminal.read(for: .seconds(2)) == 0)
  }

  @Test func nothingIsClearedButAtTheStart() throws {
    let terminal = try start()
    terminal.send("1212")
    terminal.readUntilIdle()
    terminal.send("?")
    terminal.readUntilIdle()
    terminal.send("\u{1B}")
    terminal.readUntilIdle()
    #expect(terminal.emulator.clears == 1)
  }

  @Test(arguments: ["C", "C.UTF-8", "xx_NOWHERE.UTF-8", "POSIX"])
  func localesLeaveNoPanelBlank(_ locale: String) throws {
    let reference = try start(["LC_ALL": "C.UTF-8"])
    let terminal = try start(["LC_ALL": locale])
    #expect(terminal.emulator.lines == reference.emulator.lines)
    #expect(terminal.emulator.text.contains("─") || terminal.emulator.text.contains("-"))
  }

  @Test(arguments: ["xterm-256color", "xterm-direct", "xterm-16color", "xterm", "vt100"])
  func everyKindOfTerminalShowsTheSameText(_ term: String) throws {
    let terminal = try start(["TERM": term])
    #expect(terminal.emulator.unknown == [])
    #expect(terminal.emulator.text.contains("1 Gallery"))
  }

  @Test func noColorMeansNone() throws {
    let terminal = try start(["NO_COLOR": "1", "COLORTERM": "truecolor"])
    let looks = terminal.emulator.cells.joined().map(\.look)
    #expect(looks.allSatisfy { $0.foreground.isEmpty && $0.background.isEmpty })
  }

  @Test(arguments: [nil, "", "dumb", "no-such-terminal"])
  func unusableTypesAreRefusedInOneLine(_ term: String?) throws {
    var environment = BuiltProgram.environment
    environment["TERM"] = term
    let terminal = try PseudoTerminal([Self.program], environment: environment)
    #expect(terminal.wait() == .exited(2))
    #expect(terminal.modes == terminal.initialModes)
    let lines = terminal.emulator.lines.filter { !$0.isEmpty }
    #expect(lines.joined().contains("TERM"))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test func withoutATerminalItSaysSoInOneLine() throws {
    let result = try runCommand([Self.program], environment: BuiltProgram.environment)
    #expect(result.ending == .exited(2))
    #expect(result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(!result.errors.contains("\u{1B}"))
  }
}
