import Glibc
import Synchronization
import Testing

@testable import Laboratory

@Suite struct ThreadExecutorTests {
  private actor Counter {
    private let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
      executor.asUnownedSerialExecutor()
    }
    private(set) var count = 0
    private let ended: Flag?

    init(name: String, ended: Flag? = nil) {
      executor = ThreadExecutor(name: name)
      self.ended = ended
    }

    deinit { ended?.raise() }

    func add() { count += 1 }
    func thread() -> UInt { UInt(pthread_self()) }
  }

  private final class Flag: Sendable {
    private let state = Mutex(false)
    func raise() { state.withLock { $0 = true } }
    var isRaised: Bool { state.withLock { $0 } }
  }

  @Test func jobsRunOneAtATimeOnOneThread() async {
    let counter = Counter(name: "test")
    let threads = await withTaskGroup(of: UInt.self) { group in
      for _ in 0..<200 {
        group.addTask {
          await counter.add()
          return await counter.thread()
        }
      }
      return await group.reduce(into: Set<UInt>()) { $0.insert($1) }
    }
    #expect(await counter.count == 200)
    #expect(threads.count == 1)
  }

  /// The threads of this process with a name.
  private func threads(named name: String) -> Int {
    guard let folder = opendir("/proc/self/task") else { return -1 }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
      let task = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let file = open("/proc/self/task/\(task)/comm", O_RDONLY)
      guard file >= 0 else { continue }
      defer { close(file) }
      var buffer = [UInt8](repeating: 0, count: 32)
      let length = max(0, read(file, &buffer, buffer.count))
      if String(decoding: buffer[..<length], as: UTF8.self) == name + "\n" { count += 1 }
    }
    return count
  }

  @Test func theThreadEndsWithTheActor() async throws {
    let ended = Flag()
    for _ in 0..<20 {
      let counter = Counter(name: "ending-test", ended: ended)
      await counter.add()
      #expect(threads(named: "ending-test") >= 1)
    }
    for _ in 0..<500 where threads(named: "ending-test") > 0 { usleep(10_000) }
    #expect(ended.isRaised)
    #expect(threads(named: "ending-test") == 0)
  }
}
