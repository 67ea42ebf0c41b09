import Glibc
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
  @Test(.enabled(if: Processors.available > 1)) func sleepersWake() async throws {
    let crew = Crew(size: 2)
    for _ in 0..<5 {
      let inside = Atomic<Int>(0)
      let met = Atomic<Int>(0)
      // Neither piece ends before the other has begun, so one thread alone cannot do both.
      crew.run(2) { _ in
        inside.add(1, ordering: .sequentiallyConsistent)
        let end = ContinuousClock.now + .seconds(20)
        while inside.load(ordering: .sequentiallyConsistent) < 2, ContinuousClock.now < end {
          sched_yield()
        }
        let both = inside.load(ordering: .sequentiallyConsistent) == 2
        met.add(both ? 1 : 0, ordering: .sequentiallyConsistent)
      }
      #expect(met.load(ordering: .sequentiallyConsistent) == 2)
      try await Task.sleep(for: .milliseconds(3))
    }
  }

  @Test func aCrewThatDidNothingEnds() {
    for _ in 0..<50 { _ = Crew(size: 4) }
  }
}
