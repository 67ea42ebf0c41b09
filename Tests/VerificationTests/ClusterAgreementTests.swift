import Testing

@testable import Verification

@Suite struct ClusterAgreementTests {
  @Test func scikitLearnAgrees() throws {
    let golden = try #require(ClusterGolden.stored)
    #expect(golden.agreements.count == 7)
    for expected in golden.agreements {
      var random = GoldenNumbers(state: expected.seed)
      let people = (0..<expected.items).map { _ in random.below(expected.people) }
      let clusters = people.map { person in
        random.next() < 0.5 ? person % expected.clusters : random.below(expected.clusters)
      }
      let found = ClusterAgreement(clusters, people: people)
      #expect(isNear(found.purity, expected.purity))
      #expect(isNear(found.normalizedMutualInformation, expected.nmi))
      #expect(isNear(found.adjustedRandIndex, expected.ari))
      #expect(isNear(found.pairwise.precision, expected.pairwise_precision))
      #expect(isNear(found.pairwise.recall, expected.pairwise_recall))
      #expect(isNear(found.bCubed.precision, expected.bcubed_precision))
      #expect(isNear(found.bCubed.recall, expected.bcubed_recall))
      #expect(isNear(found.bCubed.f1, expected.bcubed_f1))
    }
  }

  @Test func agreementIsFullWithOtherNames() {
    let found = ClusterAgreement([5, 5, 9, 9, 1], people: [2, 2, 3, 3, 4])
    #expect(found.purity == 1 && found.pairwise.f1 == 1 && found.bCubed.f1 == 1)
    #expect(isNear(found.normalizedMutualInformation, 1) && isNear(found.adjustedRandIndex, 1))
  }

  @Test func faultsAreListedTheWorstFirst() {
    let clusters = Clustering(naming: [0, 0, 0, 1, 1, 2, 2, 2])
    let faults = ClusterFaults(clusters, people: [7, 7, 8, 8, 7, 9, 9, 9])
    #expect(faults.split.map(\.subject) == [7, 8])
    #expect(faults.split[0].parts == [[0, 1], [4]])
    #expect(faults.mixed.map(\.subject) == [0, 1])
    #expect(faults.mixed[0].parts == [[0, 1], [2]])
    #expect(faults.mixed[0].astray == 1)
  }
}
