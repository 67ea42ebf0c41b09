import Testing

@testable import Tensors

@Suite struct SharedLoopTests {
  @Test(arguments: [1, 2, 5])
  func sharedLoopsComeByEverythingOnce(threads: Int) {
    Context.setThreads(threads)
    defer { Context.setThreads(1) }
    let count = 3 * SharedLoop.part + 17
    var seen = [UInt8](repeating: 0, count: count)
    seen.withUnsafeMutableBufferPointer { seen in
      SharedLoop.run(over: count) { for i in $0 { seen[i] += 1 } }
    }
    #expect(seen.allSatisfy { $0 == 1 })
    let sum = SharedLoop.sum(over: count) { $0.reduce(0.0) { $0 + Double($1) } }
    #expect(sum == Double(count) * Double(count - 1) / 2)
    #expect(SharedLoop.sum(over: 0) { _ in 1 } == 0)
  }
}
