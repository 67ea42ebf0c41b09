import Tensors
import Testing
import Verification

@testable import Training

@Suite struct SamplerTests {
  /// People of 1 to 6 photos.
  static let people = (1...6).flatMap { Array(repeating: $0, count: $0) }.shuffledOnce()

  @Test func batchesHavePeopleTimesPhotos() {
    var sampler = PersonSampler(people: Self.people, peoplePerBatch: 3, photosPerPerson: 4)
    var random = SeededGenerator(seed: 1)
    for _ in 0..<50 {
      let batch = sampler.next(using: &random)
      #expect(Set(batch).count == batch.count)
      let counts = Dictionary(grouping: batch) { Self.people[$0] }.mapValues(\.count)
      #expect(counts.count == 3)
      for (person, count) in counts { #expect(count == min(4, person) && person > 1) }
    }
  }

  @Test func everybodyAndEveryPhotoComesUpInTurn() {
    var sampler = PersonSampler(people: Self.people, peoplePerBatch: 2, photosPerPerson: 2)
    var random = SeededGenerator(seed: 2)
    var counts: [Int: Int] = [:]
    for _ in 0..<5 * 30 {
      for photo in sampler.next(using: &random) { counts[photo, default: 0] += 1 }
    }
    // 5 people with several photos, 60 turns each of 2 photos.
    for photo in Self.people.indices where Self.people[photo] > 1 {
      let expected = 60 * 2 / Self.people[photo]
      #expect(abs(counts[photo, default: 0] - expected) <= 1)
    }
  }

  @Test func furtherNegativesAreOthers() {
    var sampler = PersonSampler(
      people: Self.people, peoplePerBatch: 1, photosPerPerson: 3, furtherNegatives: 7)
    var random = SeededGenerator(seed: 3)
    var alone = 0
    for _ in 0..<50 {
      let batch = sampler.next(using: &random)
      let chosen = Self.people[batch[0]]
      let own = batch.prefix(min(3, chosen))
      #expect(own.allSatisfy { Self.people[$0] == chosen })
      let rest = batch.dropFirst(own.count)
      #expect(rest.count == 7 && rest.allSatisfy { Self.people[$0] != chosen })
      alone += rest.count { Self.people[$0] == 1 }
    }
    #expect(alone > 0)
  }

  @Test func seedsRepeat() {
    func batches(_ seed: UInt64) -> [[Int]] {
      var sampler = PersonSampler(people: Self.people, peoplePerBatch: 3, photosPerPerson: 2)
      var random = SeededGenerator(seed: seed)
      return (0..<10).map { _ in sampler.next(using: &random) }
    }
    #expect(batches(7) == batches(7))
    #expect(batches(7) != batches(8))
  }
}

extension [Int] {
  fileprivate func shuffledOnce() -> [Int] {
    var random = SeededGenerator(seed: 5)
    return shuffled(using: &random)
  }
}
