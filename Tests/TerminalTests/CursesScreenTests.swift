import Glibc
import ProgramSupport
import Synchronization
import Testing

@testable import Terminal

/// The driver on a pseudo-terminal, its bytes read by an emulator. One at a time: ncurses, the
/// locale and the signals are the process's own.
@Suite(.serialized) struct CursesScreenTests {
  private func terminal(
    _ columns: Int = 40, _ rows: Int = 10, term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws -> Loopback {
    try Loopback(columns, rows, environment.merging(["TERM": term]) { own, _ in own })
  }

  /// Text, colours and wide characters all over.
  private func surface(_ columns: Int, _ rows: Int, seed: UInt64 = 1) -> Surface {
    var generator = Seeded(state: seed)
    var surface = Surface(columns: columns, rows: rows)
    let texts = ["héllo", "漢字", "█▄⣿", "╭──╮", "👨‍👩‍👧", "\u{1B}[2J", "plain", "e\u{301}x"]
    for _ in 0..<(columns * rows / 4) {
      let color = Color(.random(in: 0...255, using: &generator), 80, 200)
      var style = Style(color, on: Bool.random(using: &generator) ? nil : Color(20, 30, 40))
      style.isBold = Bool.random(using: &generator)
      style.isReversed = Bool.random(using: &generator)
      surface.write(
        texts.randomElement(using: &generator) ?? "",
        column: .random(in: -2..<columns, using: &generator),
        row: .random(in: 0..<rows, using: &generator), style: style)
    }
    return surface
  }

  @Test func showsWhatWasPresented() throws {
    let terminal = try terminal()
    var surface = Surface(columns: 40, rows: 10)
    surface.write("╭ 漢字 👨‍👩‍👧 héllo ⣿▄ ╮", column: 0, row: 0)
    surface.write("bell\u{7}esc\u{1B}[31m", column: 0, row: 9)
    terminal.screen.present(surface)
    let emulator = terminal.emulator()
    #expect(emulator.lines[0] == "╭ 漢字 👨 héllo ⣿▄ ╮")
    #expect(emulator.lines[9] == "bell␇esc␛[31m")
    #expect(emulator.isAlternate && emulator.isMouseOn && !emulator.isCursorShown)
    #expect(emulator.clears == 1)
    #expect(emulator.unknown == [])
  }

  @Test func sameFrameCostsNoByte() throws {
    let terminal = try terminal()
    terminal.screen.present(surface(40, 10))
    let before = terminal.bytes().count
    terminal.screen.present(surface(40, 10))
    #expect(terminal.bytes().count == before)
  }

  @Test func oneChangedCellCostsFewBytes() throws {
    let terminal = try terminal()
    var surface = surface(40, 10)
    terminal.screen.present(surface)
    let before = terminal.bytes().count
    surface[5, 5] = Cell("x")
    terminal.screen.present(surface)
    let cost = terminal.bytes().count - before
    #expect(cost > 0 && cost < 60)
  }

  /// Many frames one after another end in the same screen as the last alone.
  @Test(arguments: ["xterm-256color", "xterm-direct", "xterm-16color", "xterm", "screen-256color"])
  func differencesAddUp(_ term: String) throws {
    let changed = try terminal(40, 10, term: term)
    for seed in UInt64(1)...30 { changed.screen.present(surface(40, 10, seed: seed)) }
    let after = changed.emulator()
    changed.close()
    let fresh = try terminal(40, 10, term: term)
    fresh.screen.present(surface(40, 10, seed: 30))
    let wanted = fresh.emulator()
    #expect(after.cells == wanted.cells)
    #expect(after.clears == 1)
    #expect(after.unknown == [])
  }

  @Test func wideCharactersCutInHalfLeaveNoTrace() throws {
    let terminal = try terminal(10, 2)
    var surface = Surface(columns: 10, rows: 2)
    surface.write("漢字漢字漢", column: 0, row: 0)
    terminal.screen.present(surface)
    surface.write("x", column: 3, row: 0)
    surface.write("字", column: 9, row: 1)
    terminal.screen.present(surface)
    #expect(terminal.emulator().lines == ["漢 x漢字漢", ""])
    surface.write("漢字漢字漢", column: 0, row: 0)
    terminal.screen.present(surface)
    #expect(terminal.emulator().lines[0] == "漢字漢字漢")
  }

  @Test func pairsBeyondTheLimitNeedNoClear() throws {
    let terminal = try terminal(80, 40, term: "xterm-direct")
    var last = Surface(columns: 80, rows: 40)
    for frame in 0..<24 {
      for y in 0..<40 {
        for x in 0..<80 {
          let value = (frame * 40 + y) * 80 + x
          last[x, y] = Cell(
            "▄",
            Style(
              Color(UInt8(value >> 16), UInt8(value >> 8 & 255), 200),
              on: Color(200, 9, UInt8(value & 255))))
        }
      }
      terminal.screen.present(last)
    }
    let after = terminal.emulator()
    terminal.close()
    let fresh = try self.terminal(80, 40, term: "xterm-direct")
    fresh.screen.present(last)
    #expect(after.cells == fresh.emulator().cells)
    #expect(after.clears == 1)
  }

  @Test func cursorIsShownOnlyForTyping() throws {
    let terminal = try terminal()
    var surface = Surface(columns: 40, rows: 10)
    terminal.screen.present(surface)
    #expect(!terminal.emulator().isCursorShown)
    surface.cursor = .init(column: 7, row: 3)
    terminal.screen.present(surface)
    let typing = terminal.emulator()
    #expect(typing.isCursorShown && typing.column == 7 && typing.row == 3)
    surface.cursor = nil
    terminal.screen.present(surface)
    #expect(!terminal.emulator().isCursorShown)
  }

  @Test func resizingRepaintsAtTheNewSize() throws {
    let terminal = try terminal()
    terminal.screen.present(surface(40, 10))
    terminal.resize(60, 20)
    #expect(terminal.screen.updateSize())
    #expect(terminal.screen.columns == 60 && terminal.screen.rows == 20)
    terminal.screen.present(surface(60, 20, seed: 4))
    let after = terminal.emulator()
    terminal.close()
    let fresh = try self.terminal(60, 20)
    fresh.screen.present(surface(60, 20, seed: 4))
    #expect(after.cells == fresh.emulator().cells)
  }

  @Test func leavingGivesTheTerminalBack() throws {
    let terminal = try terminal()
    let before = terminal.initialModes
    terminal.screen.present(surface(40, 10))
    #expect(terminal.modes != before)
    terminal.screen.leave()
    #expect(terminal.modes == before)
    let after = terminal.emulator()
    #expect(!after.isAlternate && !after.isMouseOn && after.isCursorShown)
    #expect(!after.modes.contains(2004))
  }

  @Test func mouseGoesOnAndOffLive() throws {
    let terminal = try terminal()
    terminal.screen.setMouse(false)
    #expect(!terminal.emulator().isMouseOn)
    terminal.screen.setMouse(true)
    #expect(terminal.emulator().isMouseOn)
  }

  @Test func keysArrive() throws {
    let terminal = try terminal()
    terminal.type("a\u{1B}[A")
    #expect(
      terminal.screen.wait(for: nil, until: nil) == [
        .event(.key(.character("a"))), .event(.key(.up)),
      ])
    terminal.type("\u{1B}")
    var reports: [Report] = []
    let deadline = ContinuousClock.now + .seconds(5)
    while reports.isEmpty, ContinuousClock.now < deadline {
      reports = terminal.screen.wait(for: nil, until: deadline)
    }
    #expect(reports == [.event(.key(.escape))])
  }

  @Test func redrawingAsksForEverything() throws {
    let terminal = try terminal()
    let surface = surface(40, 10)
    terminal.screen.present(surface)
    terminal.type("\u{C}")
    #expect(terminal.screen.wait(for: nil, until: nil) == [.event(.resize(columns: 40, rows: 10))])
    terminal.screen.present(surface)
    #expect(terminal.emulator().clears == 2)
  }

  @Test func coloursAreChosenAsTheTerminalSays() throws {
    let cases: [(String, [String: String], ColorMode, ColorDepth)] = [
      ("xterm-256color", [:], .auto, .indexed256),
      ("xterm-256color", ["COLORTERM": "truecolor"], .auto, .direct),
      ("xterm-direct", [:], .auto, .direct),
      ("xterm-256color", ["NO_COLOR": "1", "COLORTERM": "truecolor"], .auto, .mono),
      ("xterm-256color", ["NO_COLOR": ""], .auto, .indexed256),
      ("xterm-256color", [:], .direct, .direct),
      ("xterm-256color", [:], .indexed16, .indexed16),
      ("xterm", [:], .auto, .indexed8), ("xterm", [:], .indexed256, .indexed256),
      ("xterm-16color", [:], .auto, .indexed16),
      ("vt100", ["COLORTERM": "truecolor"], .auto, .mono), ("xterm-256color", [:], .mono, .mono),
    ]
    for (term, environment, mode, depth) in cases {
      let terminal = try Loopback(
        20, 4, environment.merging(["TERM": term]) { own, _ in own }, colors: mode)
      #expect(terminal.screen.colors == depth, "\(term) \(environment) \(mode)")
      terminal.close()
    }
  }

  @Test func withoutColourThereIsNoColourSequence() throws {
    for term in ["xterm-256color", "vt100"] {
      let terminal = try terminal(40, 10, term: term, environment: ["NO_COLOR": "1"])
      terminal.screen.present(surface(40, 10))
      let emulator = terminal.emulator()
      #expect(
        emulator.cells.joined().allSatisfy { $0.look.foreground == "" && $0.look.background == "" })
      #expect(emulator.lines.contains { $0.contains("█▄⣿") })
      terminal.screen.leave()
      let text = String(decoding: terminal.bytes(), as: UTF8.self)
      let renditions = text.split(separator: "\u{1B}[").compactMap { part -> [Int]? in
        let numbers = part.prefix { $0.isNumber || $0 == ";" }
        guard part[numbers.endIndex...].first == "m" else { return nil }
        return numbers.split(separator: ";").compactMap { Int($0) }
      }
      #expect(renditions.contains { $0.contains(7) })
      #expect(renditions.joined().allSatisfy { $0 < 30 }, "\(term)")
    }
  }

  @Test func asciiFallbackLeavesNoPanelBlank() throws {
    let terminal = try Loopback(24, 6, ["TERM": "xterm-256color"], repertoire: .ascii)
    var surface = Surface(columns: 24, rows: 6)
    let inside = Panel("Élodie 漢").draw(on: &surface, in: surface.region, theme: Theme(.indexed256))
    surface.write("⣿⠁█▄ ✓ ● … ç 😀 ▼", column: inside.column, row: inside.row)
    terminal.screen.present(surface)
    let lines = terminal.emulator().lines
    #expect(lines[0] == "+ Elodie ?  -----------+")
    #expect(lines[1] == "| #.## + o . c ?  v    |")
    #expect(lines[5] == "+----------------------+")
    #expect(terminal.bytes().allSatisfy { $0 < 0x80 })
  }

  @Test func unusableTerminalsAreRefused() throws {
    func refusal(_ environment: [String: String]) -> ScreenError? {
      do throws(ScreenError) {
        let pair = try? PseudoTerminalPair()
        defer { if let pair { Glibc.close(pair.master); Glibc.close(pair.slave) } }
        _ = try CursesScreen(
          input: pair?.slave ?? -1, output: pair?.slave ?? -1, environment: { environment[$0] })
        return nil
      } catch { return error }
    }
    #expect(refusal([:]) == .typeIsUnset)
    #expect(refusal(["TERM": ""]) == .typeIsUnset)
    #expect(refusal(["TERM": "dumb"]) == .typeIsUnsuitable("dumb"))
    #expect(refusal(["TERM": "no-such"]) == .typeIsUnknown("no-such"))
    let errors: [ScreenError] = [
      .typeIsUnset, .typeIsUnknown("a\u{1B}b\n"), .typeIsUnsuitable("dumb"), .inputIsNotATerminal,
      .outputIsNotATerminal, .systemCallFailed("pipe", code: 24),
    ]
    for error in errors {
      #expect(
        error.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }

  @Test func filesAreNoTerminals() throws {
    let file = open("/dev/null", O_RDWR)
    defer { close(file) }
    let pair = try PseudoTerminalPair()
    defer { close(pair.master); close(pair.slave) }
    #expect(throws: ScreenError.inputIsNotATerminal) {
      _ = try CursesScreen(input: file, output: pair.slave)
    }
    #expect(throws: ScreenError.outputIsNotATerminal) {
      _ = try CursesScreen(input: pair.slave, output: file)
    }
  }
}

/// A screen of this process on a pseudo-terminal, with a thread that reads its other end.
final class Loopback {
  let screen: CursesScreen
  let initialModes: [UInt8]
  private let pair: PseudoTerminalPair
  private let reader: Reader
  private var size: (Int, Int)
  private var isClosed = false

  init(
    _ columns: Int, _ rows: Int, _ environment: [String: String], colors: ColorMode = .auto,
    repertoire: Repertoire? = nil
  ) throws {
    pair = try PseudoTerminalPair()
    pair.setSize(columns: columns, rows: rows)
    size = (columns, rows)
    initialModes = lineModes(pair.slave)
    reader = Reader(pair.master)
    screen = try CursesScreen(
      colors: colors, repertoire: repertoire, input: pair.slave, output: pair.slave,
      environment: { environment[$0] })
  }

  deinit { close() }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    screen.leave()
    reader.stop()
    Glibc.close(pair.slave)
    Glibc.close(pair.master)
  }

  var modes: [UInt8] { lineModes(pair.slave) }

  /// Everything written so far. What was written before is read before: the end is a mark of ours.
  func bytes() -> [UInt8] { reader.bytes(upTo: pair.slave) }

  func emulator() -> TerminalEmulator {
    var emulator = TerminalEmulator(columns: size.0, rows: size.1)
    emulator.feed(bytes())
    return emulator
  }

  func type(_ text: String) {
    _ = text.withCString { write(pair.master, $0, strlen($0)) }
  }

  func resize(_ columns: Int, _ rows: Int) {
    size = (columns, rows)
    pair.setSize(columns: columns, rows: rows)
  }
}

/// Reads a descriptor on a thread, so that writing to its other end never waits.
private final class Reader: Sendable {
  private let descriptor: Int32
  private let state = Mutex<(bytes: [UInt8], isStopped: Bool, hasEnded: Bool)>(([], false, false))

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    var thread = pthread_t()
    let reader = Unmanaged.passRetained(self)
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Reader>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, reader.toOpaque())
    pthread_detach(thread)
  }

  private func run() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while !state.withLock({ $0.isStopped }) {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 20) > 0 else { continue }
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { state.withLock { $0.bytes += buffer[..<count] } }
    }
    state.withLock { $0.hasEnded = true }
  }

  /// Writes a mark that terminals ignore, waits for it and takes it out again.
  func bytes(upTo slave: Int32) -> [UInt8] {
    let mark: [UInt8] = Array("\u{1B}[>9999c".utf8)
    _ = write(slave, mark, mark.count)
    while true {
      let found = state.withLock { state -> [UInt8]? in
        guard state.bytes.suffix(mark.count).elementsEqual(mark) else { return nil }
        state.bytes.removeLast(mark.count)
        return state.bytes
      }
      if let found { return found }
      usleep(500)
    }
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    while !state.withLock({ $0.hasEnded }) { usleep(500) }
  }
}
