import Testing
import Verification

@testable import Training

@Suite struct RetrievalTests {
  /// On a line: 0 a, 1 a, 1.5 b, 3 a, 5 b, 9 c.
  static let set = EmbeddingSet(
    people: [0, 0, 1, 0, 1, 2], dimension: 1, values: [0, 1, 1.5, 3, 5, 9])

  @Test func figuresOfAFewPointsOnALine() {
    let found = Retrieval(Self.set)
    // Neighbours of 0: 1 b 3; of 1: b 0; of 1.5 (R 1): 1; of 3: b 1; of 5 (R 1): 3.
    #expect(found.precisionAtOne == 1.0 / 5)
    #expect(abs(found.rPrecision - (0.5 + 0.5 + 0 + 0.5 + 0) / 5) < 1e-12)
    // MAP@R: ½·(1), ½·(½), 0, ½·(½), 0.
    #expect(abs(found.meanAveragePrecision - (0.5 + 0.25 + 0 + 0.25 + 0) / 5) < 1e-12)
  }

  @Test func apartIsPerfectAndStrangersDontCount() {
    let apart = EmbeddingSet(people: [0, 0, 1, 1], dimension: 1, values: [0, 1, 10, 11])
    let found = Retrieval(apart)
    #expect(found.precisionAtOne == 1)
    #expect(found.rPrecision == 1)
    #expect(found.meanAveragePrecision == 1)
    let strangers = EmbeddingSet(people: [0, 1], dimension: 1, values: [0, 1])
    #expect(Retrieval(strangers).precisionAtOne == 0)
  }
}
