import Tensors
import Testing

@testable import Verification

/// Distances counted in bins, beside the same distances kept.
@Suite struct BinnedScoresTests {
  static func pair(
    _ metric: Metric, faces: Int = 700, dimension: Int = 24, seed: UInt64 = 4
  ) throws -> (kept: PairAnalysis, binned: PairAnalysis) {
    let set = embeddings(faces: faces, people: 60, dimension: dimension, seed: seed)
    return (
      try #require(PairAnalysis(of: set, metric: metric, keeping: 30)),
      try #require(PairAnalysis(of: set, metric: metric, keeping: 30, keptPairs: 0, threads: 3))
    )
  }

  @Test(arguments: Metric.allCases)
  func countsAreExactWithinAStep(metric: Metric) throws {
    let (kept, binned) = try Self.pair(metric)
    #expect(binned.scores.mated.count == kept.scores.mated.count)
    #expect(binned.scores.nonMated.count == kept.scores.nonMated.count)
    let range = try #require(kept.scores.range)
    let step = binned.scores.resolution
    #expect(step > 0 && step <= 1e-4 * (range.upperBound - range.lowerBound))
    // A step, and what a matrix product in single precision loses.
    let slack = step + 2e-5 * range.upperBound
    for threshold in stride(from: 0, through: range.upperBound * 1.1, by: range.upperBound / 97) {
      let counted = binned.scores.rates(at: threshold)
      let low = kept.scores.rates(at: threshold - slack)
      let high = kept.scores.rates(at: threshold + slack)
      #expect((low.tar.successes...high.tar.successes).contains(counted.tar.successes))
      #expect((low.far.successes...high.far.successes).contains(counted.far.successes))
    }
  }

  @Test(arguments: Metric.allCases)
  func hardestPairsAreThoseOfAllPairsKept(metric: Metric) throws {
    let (kept, binned) = try Self.pair(metric)
    for (a, b) in [
      (kept.ranking.hardestImpostors, binned.ranking.hardestImpostors),
      (kept.ranking.worstGenuine, binned.ranking.worstGenuine),
    ] {
      #expect(a.map(\.distance).count == b.count)
      for (first, second) in zip(a, b) {
        #expect(abs(first.distance - second.distance) <= 1e-5 * max(1, first.distance))
      }
    }
  }

  @Test(arguments: Metric.allCases)
  func figuresAgree(metric: Metric) throws {
    let (kept, binned) = try Self.pair(metric)
    let (a, b) = (kept.scores, binned.scores)
    #expect(abs(try #require(a.areaUnderROC()) - #require(b.areaUnderROC())) < 1e-4)
    for definition in EqualErrorDefinition.allCases {
      let (x, y) = (a.equalErrorRate(definition)?.rate, b.equalErrorRate(definition)?.rate)
      #expect(abs(try #require(x) - #require(y)) < 2e-3)
    }
    #expect(abs(try #require(a.sensitivityIndex()) - #require(b.sensitivityIndex())) < 1e-3)
    let (best, other) = (try #require(a.bestAccuracy()), try #require(b.bestAccuracy()))
    let (p, q) = (try #require(best.accuracy.rate), try #require(other.accuracy.rate))
    #expect(abs(p - q) < 1e-3)
    #expect(b.rates(at: other.threshold).accuracy == other.accuracy)
  }

  /// Equal embeddings have distance 0, whatever the norm: their product must not stand.
  @Test(arguments: Metric.allCases)
  func duplicatesLieAtZero(metric: Metric) throws {
    var random = SeededGenerator(seed: 2)
    var set = EmbeddingSet(people: [], dimension: 128, values: [])
    for index in 0..<40 {
      let vector = (0..<128).map { _ in Float.random(in: -1...1, using: &random) }
      set.append(vector, person: 2 * index)
      set.append(vector, person: 2 * index + 1)
    }
    let analysis = try #require(PairAnalysis(of: set, metric: metric, keptPairs: 0))
    #expect(analysis.scores.far(at: 1e-3).successes == 40)
    #expect(analysis.ranking.hardestImpostors.prefix(40).allSatisfy { $0.distance < 1e-6 })
  }

  @Test(arguments: [1, 2, 191, 192, 193, 513, 705])
  func everyPairIsCountedOnce(faces: Int) throws {
    let set = embeddings(faces: faces, people: 9, dimension: 5, seed: 6)
    for threads in [1, 4] {
      let analysis = try #require(
        PairAnalysis(of: set, metric: .l2, keptPairs: -1, threads: threads))
      #expect(analysis.scores.rates(at: .infinity).far.successes == analysis.scores.nonMated.count)
      #expect(analysis.scores.rates(at: .infinity).tar.successes == analysis.scores.mated.count)
      #expect(analysis.scores.count == faces * (faces - 1) / 2)
    }
  }

  @Test func growsByRowsOnWiderGrids() throws {
    var set = embeddings(faces: 300, people: 12, dimension: 8, seed: 3)
    set.append([9, 9, 9, 9, 9, 9, 9, 9], person: 99)
    let whole = try #require(PairAnalysis(of: set, metric: .l2, keptPairs: 0))
    let start = embeddings(faces: 300, people: 12, dimension: 8, seed: 3)
    var grown = try #require(PairAnalysis(of: start, metric: .l2, keptPairs: 0))
    #expect(grown.scores.resolution < whole.scores.resolution)
    grown.add(try #require(PairAnalysis(of: set, metric: .l2, rows: 300..<301, keptPairs: 0)))
    #expect(grown.scores.resolution == whole.scores.resolution)
    #expect(grown.ranking == whole.ranking)
    // Where a pair stands in its block sways the last digit of its product, and so, rarely, its bin.
    for threshold in stride(from: 0.0, to: 30, by: 0.37) {
      let (a, b) = (grown.scores.rates(at: threshold), whole.scores.rates(at: threshold))
      #expect(abs(a.far.successes - b.far.successes) <= 2)
      #expect(abs(a.tar.successes - b.tar.successes) <= 2)
    }
    var mixed = try #require(PairAnalysis(of: start, metric: .l2, keptPairs: 0))
    mixed.add(try #require(PairAnalysis(of: set, metric: .l2, rows: 300..<301)))
    #expect(mixed.scores.count == whole.scores.count)
    #expect(mixed.scores.rates(at: .infinity).far.successes == whole.scores.nonMated.count)
  }

  @Test func aBinnedListIsACollection() {
    let distances: [Float] = [0.1, 0.1, 0.5, 3.9, .nan, 0, 17]
    let grid = DistanceGrid(exponent: 2)
    let list = DistanceList(BinnedDistances(distances, grid: grid))
    #expect(list.count == 7)
    let inside = distances.filter { $0 < 4 }.sorted()
    for (kept, stands) in zip(inside, list) { #expect(kept >= stands && kept - stands < grid.step) }
    #expect(list[5].isNaN && list[6].isNaN)
    #expect(list.countBelow(0.1 + 0.01) == 3 && list.countBelow(100) == 5)
    #expect(list.countBelow(.nan) == 0 && list.countBelow(-1) == 0)
  }

  @Test func whatIsNotANumberIsCountedButNeverAccepted() throws {
    var set = embeddings(faces: 200, people: 5, dimension: 4, seed: 1)
    set.append([.nan, 0, 0, 0], person: 1000)
    set.append([.infinity, 0, 0, 0], person: 1001)
    for metric in Metric.allCases {
      // With a component that is infinite there is no grid; all distances are kept.
      let analysis = try #require(PairAnalysis(of: set, metric: metric, keptPairs: 0))
      #expect(analysis.scores.count == 202 * 201 / 2)
      #expect(analysis.scores.far(at: 1e30).successes <= analysis.scores.nonMated.count - 401)
    }
  }

  @Test func stopsWhenCancelled() {
    let set = embeddings(faces: 900, people: 5, dimension: 8, seed: 1)
    var asked = 0
    let analysis = PairAnalysis(of: set, metric: .l2, keptPairs: 0, threads: 2) {
      asked += 1
      return asked == 2
    }
    #expect(analysis == nil || asked < 2)
  }
}
