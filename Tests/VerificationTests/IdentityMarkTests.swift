import Tensors
import Testing

@testable import Verification

/// What marks on pairs mean for who is who: people on a line, items a tenth apart.
@Suite struct IdentityMarkTests {
  let set = EmbeddingSet(
    people: [1, 1, 1, 2, 2, 3], dimension: 2,
    values: [0, 0, 0.1, 0, 0.2, 0, 1, 0, 1.1, 0, 2, 0])

  func pair(_ a: Int, _ b: Int) -> ClusterConstraints.Pair { ClusterConstraints.Pair(a, b) }

  private func ranked(_ item: Int, _ constraints: ClusterConstraints) throws -> [Int] {
    try Identifier.candidates(forItem: item, of: set, metric: .l2, constraints: constraints)
      .map(\.person)
  }

  @Test func withoutMarksNothingChanges() throws {
    #expect(set.respecting(ClusterConstraints()) == set)
    #expect(try ranked(0, ClusterConstraints()) == [1, 2, 3])
    let alone = try Identifier.candidates(forItem: 5, of: set, metric: .l2)
    #expect(alone.map(\.person) == [2, 1])
    #expect(alone.accepted(threshold: 0.6) == nil)
  }

  @Test func whoMustNotBeIsLeftOutAndWhoMustBeComesFirst() throws {
    #expect(try ranked(3, ClusterConstraints(cannotLink: [pair(3, 0)])) == [2, 3])
    let same = ClusterConstraints(mustLink: [pair(5, 0)])
    let found = try Identifier.candidates(forItem: 5, of: set, metric: .l2, constraints: same)
    #expect(found.map(\.person) == [1, 2])
    #expect(found.accepted(threshold: 0.6)?.person == 1)
    // By way of an item known to be the same as it.
    let chain = ClusterConstraints(mustLink: [pair(5, 4)], cannotLink: [pair(4, 1)])
    #expect(try ranked(5, chain) == [2])
  }

  /// An item with others of its person: who it is marked to be comes first, and they stay themselves.
  @Test func aMarkSaysWhoAnItemIsRatherThanWhoItsPersonIs() throws {
    let mark = ClusterConstraints(mustLink: [pair(0, 3)])
    let found = try Identifier.candidates(forItem: 0, of: set, metric: .l2, constraints: mark)
    #expect(found.map(\.person) == [2, 1, 3])
    #expect(found.map(\.isMarked) == [true, false, false])
  }

  @Test func peopleWithASharedItemAreOne() {
    let joined = set.respecting(ClusterConstraints(mustLink: [pair(2, 3)]))
    #expect(joined.people == [1, 1, 1, 1, 1, 3])
    #expect(joined.values == set.values)
  }

  @Test func theFewestItemsThatExplainAreLeftOut() {
    let one = set.respecting(ClusterConstraints(cannotLink: [pair(0, 1), pair(0, 2)]))
    #expect(one.people == [1, 1, 2, 2, 3])
    #expect(Array(one[0]) == [0.1, 0])
    let later = set.respecting(ClusterConstraints(cannotLink: [pair(3, 4), pair(0, 5)]))
    #expect(later.people == [1, 1, 1, 2, 3])
    let mates = ClusterConstraints(mustLink: [pair(1, 2)], cannotLink: [pair(0, 2)])
    #expect(set.respecting(mates).people == [1, 2, 2, 3])
  }

  /// By brute force over all constraints: the closure among a few says of each pair what all say.
  @Test func constraintsAmongAFewAreThoseOfAll() {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<100 {
      func some(_ count: Int) -> [ClusterConstraints.Pair] {
        (0..<count).map { _ in
          pair(Int.random(in: 0..<8, using: &random), Int.random(in: 0..<8, using: &random))
        }
      }
      let all = ClusterConstraints(mustLink: some(4), cannotLink: some(3))
      let items = Array((0..<8).shuffled(using: &random).prefix(5))
      let few = all.among(items)
      let (groups, ownGroups) = (all.groups(count: 8).labels, few.groups(count: 5).labels)
      for a in 0..<5 {
        for b in 0..<5 {
          let together = groups[items[a]] == groups[items[b]]
          #expect((ownGroups[a] == ownGroups[b]) == together)
          let apart = all.cannotLink.contains { mark in
            Set([groups[mark.first], groups[mark.second]])
              == Set([groups[items[a]], groups[items[b]]])
          }
          let ownApart = few.cannotLink.contains { mark in
            Set([ownGroups[mark.first], ownGroups[mark.second]])
              == Set([ownGroups[a], ownGroups[b]])
          }
          #expect(apart == ownApart)
        }
      }
    }
  }
}
