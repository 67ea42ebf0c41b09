import Glibc
import Tensors
import Testing
import Verification

@testable import Training

/// Every rule against three nested loops.
@Suite struct MinerTests {
  static let margin = 0.3

  struct Batch {
    let people: [Int]
    let embeddings: Tensor
    let distances: BatchDistances

    /// Points on the unit sphere, of few people of very different numbers of photos.
    init(seed: UInt64, count: Int = 24, dimension: Int = 4) {
      var random = SeededGenerator(seed: seed)
      people = (0..<count).map { _ in
        min(Int.random(in: 0..<6, using: &random), Int.random(in: 0..<6, using: &random))
      }
      let values = (0..<count * dimension).map { _ in Float.random(in: -1...1, using: &random) }
      embeddings = Tensor(dimensions: [count, dimension], values: values).normalisedRows
      distances = BatchDistances(embeddings, people: people)
    }

    func distance(_ a: Int, _ b: Int) -> Double { distances[a, b] }

    /// All triplets, by definition.
    var all: [Triplet] {
      var triplets: [Triplet] = []
      for a in people.indices {
        for p in people.indices where p != a && people[p] == people[a] {
          for n in people.indices where people[n] != people[a] {
            triplets.append(Triplet(anchor: a, positive: p, negative: n))
          }
        }
      }
      return triplets
    }

    /// The triplets that hold, of each anchor and positive the one of the smallest key.
    func first(
      where holds: (Triplet) -> Bool = { _ in true }, by key: (Triplet) -> Double,
      perAnchor: Bool = false
    ) -> Set<Triplet> {
      var best: [[Int]: Triplet] = [:]
      for triplet in all where holds(triplet) {
        let group = perAnchor ? [triplet.anchor] : [triplet.anchor, triplet.positive]
        if let old = best[group], key(old) <= key(triplet) { continue }
        best[group] = triplet
      }
      return Set(best.values)
    }

    func mined(_ miner: some TripletMiner, seed: UInt64 = 9) -> [Triplet] {
      var random = SeededGenerator(seed: seed)
      return miner.triplets(in: distances, using: &random)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func distancesAreThoseOfTheVectors(seed: UInt64) {
    let batch = Batch(seed: seed)
    for a in 0..<24 {
      for b in 0..<24 {
        let expected = batch.embeddings.squaredDistance(a, b)
        #expect(abs(batch.distance(a, b) - expected) < 1e-5)
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func all(seed: UInt64) {
    let batch = Batch(seed: seed)
    #expect(batch.mined(AllTriplets()) == batch.all)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func semiHard(seed: UInt64) {
    let batch = Batch(seed: seed)
    let expected = batch.first(
      where: { triplet in
        let near = batch.distance(triplet.anchor, triplet.positive)
        let far = batch.distance(triplet.anchor, triplet.negative)
        return near < far && far < near + Self.margin
      }, by: { batch.distance($0.anchor, $0.negative) })
    let found = batch.mined(SemiHardTriplets(margin: Self.margin))
    #expect(Set(found) == expected && found.count == expected.count)
    #expect(!found.isEmpty)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func hardest(seed: UInt64) {
    let batch = Batch(seed: seed)
    let expected = batch.first(by: { batch.distance($0.anchor, $0.negative) })
    let found = batch.mined(HardestTriplets())
    #expect(Set(found) == expected && found.count == expected.count)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func batchHard(seed: UInt64) {
    let batch = Batch(seed: seed)
    // The largest violation has the farthest positive and the nearest negative.
    let expected = batch.first(
      by: { batch.distance($0.anchor, $0.negative) - batch.distance($0.anchor, $0.positive) },
      perAnchor: true)
    let found = batch.mined(BatchHardTriplets())
    #expect(Set(found) == expected && found.count == expected.count)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func randomViolators(seed: UInt64) {
    let batch = Batch(seed: seed)
    let violators = Set(
      batch.all.filter {
        batch.distance($0.anchor, $0.negative) - batch.distance($0.anchor, $0.positive)
          < Self.margin
      })
    let pairs = Set(violators.map { [$0.anchor, $0.positive] })
    var seen: Set<Triplet> = []
    for draw in 0..<300 as Range<UInt64> {
      let found = batch.mined(RandomViolators(margin: Self.margin), seed: draw)
      #expect(Set(found.map { [$0.anchor, $0.positive] }) == pairs && found.count == pairs.count)
      seen.formUnion(found)
    }
    #expect(seen.isSubset(of: violators))
    #expect(Double(seen.count) > 0.99 * Double(violators.count))
  }

  /// How often each negative comes up, beside its weight by the density of equation 4.
  @Test func distanceWeighted() throws {
    let batch = Batch(seed: 4)
    let miner = DistanceWeightedTriplets()
    var counts: [Triplet: Int] = [:]
    let draws = 3000
    for draw in 0..<UInt64(draws) {
      for triplet in batch.mined(miner, seed: draw) { counts[triplet, default: 0] += 1 }
    }
    func weight(_ triplet: Triplet) -> Double {
      let distance = batch.distance(triplet.anchor, triplet.negative).squareRoot()
      if distance >= 1.4 { return 0 }
      let d = max(distance, 0.5)
      return 1 / (pow(d, 4 - 2) * pow(1 - d * d / 4, (4 - 3) / 2.0))
    }
    for (_, group) in Dictionary(grouping: batch.all, by: { [$0.anchor, $0.positive] }) {
      let total = group.reduce(0) { $0 + weight($1) }
      for triplet in group {
        let expected = total > 0 ? weight(triplet) / total : 0
        let found = Double(counts[triplet, default: 0]) / Double(draws)
        #expect(abs(found - expected) < 0.05)
      }
    }
    #expect(!counts.isEmpty)
  }

  @Test func figuresAreThoseOfTheTriplets() {
    let embeddings = Tensor(dimensions: [4, 1], values: [0, 1, 3, 0.5])
    let batch = BatchDistances(embeddings, people: [0, 0, 1, 1])
    let triplets = [
      Triplet(anchor: 0, positive: 1, negative: 2), Triplet(anchor: 0, positive: 1, negative: 3),
    ]
    let figures = MiningFigures(triplets, in: batch, active: 1)
    #expect(figures.count == 2)
    #expect(figures.meanPositive == 1)
    #expect(figures.meanNegative == (9 + 0.25) / 2)
    #expect(figures.activeShare == 0.5)
  }

  @Test(arguments: MiningRule.allCases)
  func onePersonGivesNoTriplet(rule: MiningRule) {
    let embeddings = Tensor(dimensions: [3, 2], values: [1, 0, 0, 1, 0.6, 0.8])
    var random = SeededGenerator(seed: 1)
    let alone = BatchDistances(embeddings, people: [5, 5, 5])
    #expect(rule.miner(margin: 0.2).triplets(in: alone, using: &random).isEmpty)
    let strangers = BatchDistances(embeddings, people: [1, 2, 3])
    #expect(rule.miner(margin: 0.2).triplets(in: strangers, using: &random).isEmpty)
  }
}
