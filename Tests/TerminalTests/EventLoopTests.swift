import Glibc
import Synchronization
import Testing

@testable import Terminal

@Suite struct EventLoopTests {
  private let loop = EventLoop(frameInterval: .zero)

  /// Runs a script; the program shows the keys typed and messages received.
  private func run(_ steps: [MemoryScreen.Step], mailbox: Mailbox<String>) -> (
    Ending, MemoryScreen, [String]
  ) {
    let screen = MemoryScreen(columns: 20, rows: 2, script: steps)
    var seen: [String] = []
    let ending = loop.run(
      screen: screen, mailbox: mailbox,
      handle: { input in
        switch input {
        case .event(.key(.character("q"))): return .quit
        case .event(.key(.character("."))): return .unchanged
        case .event(.key(let key)): seen.append("\(key)")
        case .event(.resize(let columns, let rows)): seen.append("\(columns)x\(rows)")
        case .message(let message): seen.append(message)
        default: break
        }
        return .redraw
      },
      draw: { columns, rows in
        var surface = Surface(columns: columns, rows: rows)
        surface.write(seen.last ?? "empty", column: 0, row: 0)
        return surface
      })
    return (ending, screen, seen)
  }

  @Test func drawsFirstAndAfterEachChange() throws {
    let (ending, screen, _) = run(
      [
        .event(.key(.up)), .event(.key(.character("."))), .event(.key(.down)),
        .event(.key(.character("q"))),
      ],
      mailbox: try Mailbox())
    #expect(ending == .finished)
    #expect(screen.frames.map(\.text) == ["empty\n", "up\n", "down\n"])
  }

  @Test func allThatIsThereIsOneFrame() throws {
    let (_, screen, seen) = run(
      [.events([.key(.up), .key(.down), .key(.left)])], mailbox: try Mailbox())
    #expect(seen == ["up", "down", "left"])
    #expect(screen.frames.map(\.text) == ["empty\n", "left\n"])
  }

  @Test func resizingDrawsAtTheNewSize() throws {
    let (_, screen, seen) = run([.resize(columns: 5, rows: 1)], mailbox: try Mailbox())
    #expect(seen == ["5x1"])
    #expect(screen.frames.last?.columns == 5)
  }

  @Test func endings() throws {
    #expect(run([.ending(.signal(15))], mailbox: try Mailbox()).0 == .signal(15))
    #expect(run([], mailbox: try Mailbox()).0 == .hangup)
  }

  @Test func messagesFromAnotherThreadWakeTheLoop() throws {
    let mailbox = try Mailbox<String>()
    let poster = Task.detached {
      for number in 0..<100 { mailbox.post("\(number)") }
    }
    let waits = Array(repeating: MemoryScreen.Step.wait, count: 1)
    let (_, _, seen) = run(waits, mailbox: mailbox)
    poster.cancel()
    #expect(seen.first == "0")
    #expect(seen == seen.indices.map { "\($0)" })
  }

  @Test func framesAreNotMoreThanTheIntervalAllows() throws {
    let mailbox = try Mailbox<String>()
    let steps = Array(repeating: MemoryScreen.Step.event(.key(.up)), count: 1000)
    let screen = MemoryScreen(script: steps)
    _ = EventLoop(frameInterval: .seconds(3600)).run(
      screen: screen, mailbox: mailbox, handle: { _ in .redraw },
      draw: { columns, rows in Surface(columns: columns, rows: rows) })
    #expect(screen.frames.count == 1)
  }

  /// A key is answered although a message was just drawn, and the next key is not before its time.
  @Test func framesOfMessagesDontHoldUpAnswers() throws {
    let mailbox = try Mailbox<String>()
    let keys = [Key.up, .down, .up].map { MemoryScreen.Step.event(.key($0)) }
    let screen = MemoryScreen(script: [.event(.key(.left)), .wait] + keys)
    _ = EventLoop(frameInterval: .milliseconds(300)).run(
      screen: screen, mailbox: mailbox,
      handle: { input in
        guard case .event(.key(.left)) = input else { return .redraw }
        // Longer than the interval: the time of the first frame is over.
        usleep(350_000)
        mailbox.post("news")
        return .unchanged
      },
      draw: { columns, rows in Surface(columns: columns, rows: rows) })
    #expect(screen.frames.count == 3)
  }

  @Test func deadlinesCome() throws {
    let mailbox = try Mailbox<String>()
    var count = 0
    _ = loop.run(
      screen: MemoryScreen(script: [.wait, .wait, .wait]), mailbox: mailbox,
      deadline: { .now + .milliseconds(1) },
      handle: { input in
        if case .deadline = input { count += 1 }
        return .unchanged
      },
      draw: { columns, rows in Surface(columns: columns, rows: rows) })
    #expect(count >= 3)
  }
}

@Suite struct MailboxTests {
  @Test func nothingIsLostOrReordered() async throws {
    let mailbox = try Mailbox<(sender: Int, number: Int)>()
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<4 {
        group.addTask { for number in 0..<500 { mailbox.post((sender, number)) } }
      }
    }
    let messages = mailbox.drain()
    #expect(messages.count == 2000)
    for sender in 0..<4 {
      #expect(messages.filter { $0.sender == sender }.map(\.number) == Array(0..<500))
    }
    #expect(mailbox.drain().isEmpty)
  }

  @Test func theDescriptorIsReadableWhileMessagesWait() throws {
    let mailbox = try Mailbox<Int>()
    func isReadable() -> Bool {
      var polled = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&polled, 1, 0) == 1
    }
    #expect(!isReadable())
    for number in 0..<100_000 { mailbox.post(number) }
    #expect(isReadable())
    #expect(mailbox.drain().count == 100_000)
    #expect(!isReadable())
    mailbox.post(1)
    #expect(isReadable())
  }

  @Test func progressIsReplacedByNewer() throws {
    let mailbox = try Mailbox<Int>()
    mailbox.post(-1)
    for number in 0..<10 { mailbox.post(number) { $0 >= 0 } }
    #expect(mailbox.drain() == [-1, 9])
  }
}
