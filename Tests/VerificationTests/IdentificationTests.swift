import Testing

@testable import Verification

@Suite struct IdentificationTests {
  @Test func searchesAreThoseOfTheDefinition() throws {
    let golden = try #require(ClusterGolden.stored)
    #expect(golden.searches.count == 2)
    for expected in golden.searches {
      let set = GoldenNumbers.embeddings(
        expected.seed, expected.faces, expected.people, expected.dimension, expected.spread)
      let found = try #require(try LeaveOneOut(set, metric: .l2, strategy: .nearest))
      let match = CumulativeMatch(found.outcomes)
      #expect(match.probes == expected.probes)
      let curve = match.curve(to: 10).compactMap(\.rate)
      #expect(curve.count == 10 && zip(curve, expected.cmc).allSatisfy { isNear($0, $1) })
      #expect(match.rate(rank: 3) == match.curve(to: 3).last)
      for row in expected.open {
        let rates = OpenSetRates(found.outcomes, threshold: row.threshold)
        #expect(isNear(rates.falsePositives.rate ?? -1, row.fpir))
        #expect(isNear(rates.falseNegatives.rate ?? -1, row.fnir))
      }
    }
  }

  @Test(arguments: [IdentificationStrategy.nearest, .mean, .kNearest(3)])
  func leavingOneOutIsSearchingTheRest(strategy: IdentificationStrategy) throws {
    let set = embeddings(faces: 60, people: 20, dimension: 4, seed: 6)
    let found = try #require(try LeaveOneOut(set, metric: .cosine, strategy: strategy))
    for photo in 0..<set.count {
      let rest = set.selecting((0..<set.count).filter { $0 != photo })
      let identifier = try Identifier(rest, metric: .cosine, strategy: strategy)
      let expected = SearchOutcome(
        identifier.candidates(for: Array(set[photo])), person: set.people[photo])
      #expect(found.outcomes[photo].rank == expected.rank)
      #expect(found.outcomes[photo].ownDistance == expected.ownDistance)
    }
  }

  @Test func votesAreWeightedByDistance() throws {
    let set = EmbeddingSet(people: [1, 2, 2, 3], dimension: 1, values: [1, -3, 4, 50])
    let near = try Identifier(set, metric: .l2, strategy: .kNearest(3)).candidates(for: [0])
    // 1/1 against 1/3 + 1/4.
    #expect(near.map(\.person) == [1, 2, 3])
    #expect(abs((near[0].score ?? 0) - 1 / (1 + 7.0 / 12)) < 1e-6 && near[2].score == 0)
    let between = try Identifier(set, metric: .l2, strategy: .kNearest(3)).candidates(for: [-1])
    // 1/2 against 1/2 + 1/5.
    #expect(between.map(\.person) == [2, 1, 3])
    let twin = try Identifier(set, metric: .l2, strategy: .kNearest(9)).candidates(for: [50])
    #expect(twin[0].person == 3 && twin[0].score == 1)
  }

  @Test func machinesTellPeopleApart() throws {
    let set = embeddings(faces: 120, people: 6, dimension: 12, seed: 3)
    let identifier = try Identifier(set, metric: .l2, strategy: .supportVectors)
    var right = 0
    for photo in 0..<set.count {
      let found = identifier.candidates(for: Array(set[photo]))
      #expect(abs(found.compactMap(\.score).reduce(0, +) - 1) < 1e-9)
      #expect(zip(found, found.dropFirst()).allSatisfy { ($0.score ?? 0) >= ($1.score ?? 0) })
      if found[0].person == set.people[photo] { right += 1 }
    }
    #expect(right >= 118)
    let again = try Identifier(set, metric: .l2, strategy: .supportVectors)
    #expect(again.candidates(for: Array(set[0])) == identifier.candidates(for: Array(set[0])))
    let two = EmbeddingSet(people: [8, 8, 5, 5], dimension: 1, values: [1, 1.1, -1, -1.1])
    let pair = try Identifier(two, metric: .l2, strategy: .supportVectors)
    #expect(pair.candidates(for: [0.9])[0].person == 8)
    #expect(pair.candidates(for: [-0.9])[0].person == 5)
    let one = EmbeddingSet(people: [8], dimension: 1, values: [1])
    #expect(throws: IdentificationError.tooFewPeople(1)) {
      _ = try Identifier(one, metric: .l2, strategy: .supportVectors)
    }
  }

  /// A stranger is searched for in a gallery without any photo of the person, by whatever strategy.
  @Test(arguments: [IdentificationStrategy.nearest, .mean, .kNearest(5), .supportVectors])
  func strangersMeetAGalleryOfOthers(_ strategy: IdentificationStrategy) throws {
    let set = ProjectionTests.groups(10, of: 6)
    let found = try #require(try LeaveOneOut(set, metric: .l2, strategy: strategy))
    let people = Clustering(naming: set.people).labels
    for photo in set.people.indices {
      let isOther = { (item: Int) in
        strategy == .supportVectors
          ? people[item] % LeaveOneOut.folds != people[photo] % LeaveOneOut.folds
          : people[item] != people[photo]
      }
      let others = set.selecting(set.people.indices.filter(isOther))
      let identifier = try Identifier(
        others, metric: .l2, strategy: strategy, calibrates: false)
      let stranger = identifier.candidates(for: Array(set[photo])).first
      #expect(found.outcomes[photo].otherDistance == stranger?.distance)
    }
  }

  @Test func emptyAndSmallGalleries() throws {
    let none = EmbeddingSet(people: [], dimension: 2, values: [])
    let one = EmbeddingSet(people: [4], dimension: 2, values: [3, 4])
    for strategy in [IdentificationStrategy.nearest, .mean, .kNearest(5)] {
      #expect(try Identifier(none, metric: .l2, strategy: strategy).candidates(for: [0, 0]) == [])
      let found = try Identifier(one, metric: .l2, strategy: strategy).candidates(for: [0, 0])
      #expect(found.map(\.person) == [4] && found[0].distance == 5 && found.margin == nil)
      #expect(found.accepted(threshold: 5) == nil)
      #expect(found.accepted(threshold: 5.1)?.person == 4)
    }
  }

  @Test func rankedMargins() {
    let found = [Candidate(person: 1, distance: 0.25), Candidate(person: 2, distance: 1)]
    #expect(found.margin == 0.75)
  }

  @Test func thresholdsForAFalsePositiveRate() {
    let outcomes = (1...10).map {
      SearchOutcome(rank: 1, ownDistance: 0.5, otherDistance: Float($0))
    }
    #expect(OpenSetRates.threshold(outcomes, falsePositiveRate: 0) == 1)
    #expect(OpenSetRates.threshold(outcomes, falsePositiveRate: 0.2) == 3)
    #expect(OpenSetRates.threshold(outcomes, falsePositiveRate: 1) == .infinity)
    #expect(OpenSetRates.threshold([], falsePositiveRate: 0.1) == nil)
    #expect(OpenSetRates(outcomes, threshold: 3).falsePositives.successes == 2)
    let curve = OpenSetRates.curve(outcomes, points: 20)
    #expect(curve.last?.falsePositives.rate == 1 && curve.last?.falseNegatives.rate == 0)
  }

  @Test func oneAgainstMany() {
    #expect(OneToMany.expectedFalseAlarms(falseAcceptRate: 0.001, people: 5000) == 5)
    let rate = OneToMany.falsePositiveRate(falseAcceptRate: 0.001, people: 1000)
    #expect(abs(rate - 0.63230457522903) < 1e-10)
    #expect(abs(OneToMany.falsePositiveRate(falseAcceptRate: 1e-18, people: 10) - 1e-17) < 1e-30)
  }
}

@Suite struct AssignmentTests {
  @Test func sciPyAgrees() throws {
    let golden = try #require(ClusterGolden.stored)
    #expect(golden.assignments.count == 5)
    for expected in golden.assignments {
      var random = GoldenNumbers(state: expected.seed)
      let cost = (0..<expected.rows).map { _ in
        (0..<expected.columns).map { _ in random.next() }
      }
      // The method wants the shorter side as rows.
      let isTall = expected.rows > expected.columns
      let (rows, columns) = (
        min(expected.rows, expected.columns), max(expected.rows, expected.columns)
      )
      let chosen = Assignment.minimal(rows: rows, columns: columns) {
        isTall ? cost[$1][$0] : cost[$0][$1]
      }
      #expect(Set(chosen).count == rows)
      let sum = chosen.enumerated().reduce(0.0) {
        $0 + (isTall ? cost[$1.element][$1.offset] : cost[$1.offset][$1.element])
      }
      #expect(isNear(sum, expected.cost))
    }
  }

  @Test func eachPersonAtMostOnce() {
    let candidates = [
      [Candidate(person: 1, distance: 0.3), Candidate(person: 2, distance: 0.4)],
      [Candidate(person: 1, distance: 0.2), Candidate(person: 2, distance: 0.9)],
      [Candidate(person: 1, distance: 0.5)],
    ]
    let found = Assignment.people(of: candidates, threshold: 0.6)
    #expect(found.map { $0?.person } == [2, 1, nil])
    #expect(Assignment.people(of: candidates, threshold: 0.1).allSatisfy { $0 == nil })
    #expect(Assignment.people(of: [], threshold: 0.6).isEmpty)
  }
}
