import Synchronization
import Testing

@testable import Tensors

@Suite struct CrewTests {
  /// Each piece once, however many threads and pieces, and none after the call is over.
  @Test(arguments: [1, 2, 3, 8]) func everyPieceIsDoneOnce(_ size: Int) {
    let crew = Crew(size: size)
    for round in 0..<2000 {
      let count = round % 7
      let done = Mutex(Array(repeating: 0, count: count))
      crew.run(count) { index in done.withLock { $0[index] += 1 } }
      #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
    }
  }

  /// Helpers that sleep are woken.
  @Test func sleepersWake() async throws {
    let crew = Crew(size: 3)
    for _ in 0..<5 {
      let sum = Atomic<Int>(0)
      crew.run(100) { sum.add($0, ordering: .relaxed) }
      #expect(sum.load(ordering: .relaxed) == 4950)
      try await Task.sleep(for: .milliseconds(3))
    }
  }

  @Test func aCrewThatDidNothingEnds() {
    for _ in 0..<50 { _ = Crew(size: 4) }
  }
}
