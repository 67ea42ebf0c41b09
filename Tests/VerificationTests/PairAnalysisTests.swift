import Testing

@testable import Verification

@Suite struct PairAnalysisTests {
  /// Every pair, one after the other, sorted at the end.
  static func oracle(_ set: EmbeddingSet, _ metric: Metric) -> (
    mated: [RankedPair], nonMated: [RankedPair]
  ) {
    var mated: [RankedPair] = []
    var nonMated: [RankedPair] = []
    for first in 0..<set.count {
      for second in 0..<first {
        let distance = metric.distance(Array(set[first]), Array(set[second]))
        let pair = RankedPair(first: first, second: second, distance: distance)
        if set.people[first] == set.people[second] {
          mated.append(pair)
        } else {
          nonMated.append(pair)
        }
      }
    }
    return (
      mated.sorted { (-$0.distance, $0.first, $0.second) < (-$1.distance, $1.first, $1.second) },
      nonMated.sorted { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
    )
  }

  @Test(arguments: Metric.allCases, [0, 1, 2, 5, 120])
  func agreesWithBruteForce(metric: Metric, faces: Int) throws {
    let set = embeddings(faces: faces, people: 6, dimension: 16, seed: 8)
    let expected = Self.oracle(set, metric)
    for keeping in [0, 1, 25, 100_000] {
      let analysis = try #require(PairAnalysis(of: set, metric: metric, keeping: keeping))
      #expect(Array(analysis.scores.mated) == expected.mated.map(\.distance).sorted())
      #expect(Array(analysis.scores.nonMated) == expected.nonMated.map(\.distance))
      #expect(analysis.ranking.hardestImpostors == Array(expected.nonMated.prefix(keeping)))
      #expect(analysis.ranking.worstGenuine == Array(expected.mated.prefix(keeping)))
    }
  }

  @Test func equalDistancesKeepTheirOrder() throws {
    let set = EmbeddingSet(
      people: [1, 2, 3, 4, 5], dimension: 1, values: [0, 1, 0, 1, 0])
    let analysis = try #require(PairAnalysis(of: set, metric: .l2, keeping: 3))
    let places = analysis.ranking.hardestImpostors.map { [$0.first, $0.second] }
    #expect(places == [[2, 0], [3, 1], [4, 0]])
  }

  @Test func growsByRows() throws {
    let set = embeddings(faces: 90, people: 5, dimension: 8, seed: 1)
    let whole = try #require(PairAnalysis(of: set, metric: .l2, keeping: 40))
    var grown = try #require(PairAnalysis(of: set, metric: .l2, rows: 0..<33, keeping: 40))
    grown.add(try #require(PairAnalysis(of: set, metric: .l2, rows: 33..<34, keeping: 40)))
    grown.add(try #require(PairAnalysis(of: set, metric: .l2, rows: 34..<90, keeping: 40)))
    #expect(grown == whole)
  }

  @Test func stopsWhenCancelled() {
    let set = embeddings(faces: 100, people: 5, dimension: 8, seed: 1)
    var asked = 0
    let analysis = PairAnalysis(of: set, metric: .l2) {
      asked += 1
      return asked == 10
    }
    #expect(analysis == nil)
    #expect(asked == 10)
  }
}
