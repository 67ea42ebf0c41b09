import Testing

@testable import Verification

@Suite struct PairDependenceTests {
  /// The sums over couples of people, taken one by one.
  static func oracle(_ set: EmbeddingSet, _ metric: Metric, _ threshold: Double) -> (
    byPerson: Double, byCouple: Double, mated: Double
  ) {
    let people = Set(set.people).sorted()
    var errors: [Set<Int>: (accepted: Double, pairs: Double)] = [:]
    for a in 0..<set.count {
      for b in 0..<a {
        let isBelow = Double(metric.distance(Array(set[a]), Array(set[b]))) < threshold
        let old = errors[[set.people[a], set.people[b]], default: (0, 0)]
        errors[[set.people[a], set.people[b]]] = (old.accepted + (isBelow ? 1 : 0), old.pairs + 1)
      }
    }
    let couples = errors.filter { $0.key.count == 2 }
    let own = errors.filter { $0.key.count == 1 }
    func rate(_ all: [Set<Int>: (accepted: Double, pairs: Double)]) -> Double {
      all.values.reduce(0) { $0 + $1.accepted } / all.values.reduce(0) { $0 + $1.pairs }
    }
    func squares(_ sums: [Double]) -> Double { sums.reduce(0) { $0 + $1 * $1 } }
    let (p, q) = (rate(couples), rate(own))
    let byPerson = people.map { person in
      couples.filter { $0.key.contains(person) }
        .reduce(0.0) { $0 + $1.value.accepted - p * $1.value.pairs }
    }
    return (
      squares(byPerson), squares(couples.values.map { $0.accepted - p * $0.pairs }),
      squares(own.values.map { $0.accepted - q * $0.pairs })
    )
  }

  /// With G people and e = aᵢ + aⱼ + bᵢⱼ both sums give the variance; Student's factor only widens.
  @Test(arguments: [1 as UInt64, 2, 3])
  func sumsAreThoseOfTheDefinition(seed: UInt64) throws {
    let set = embeddings(faces: 90, people: 14, dimension: 6, seed: seed)
    let scores = try #require(PairAnalysis(of: set, metric: .l2)).scores
    for share in [0.05, 0.3, 0.6] {
      let threshold = try #require(scores.threshold(atFAR: share))
      let rates = scores.rates(at: threshold)
      let sums = Self.oracle(set, .l2, threshold)
      let effect = try #require(
        PairDependence(of: set, metric: .l2, thresholds: [threshold])?.effects.first)
      let g = Double(Set(set.people).count)
      let person = sums.byPerson / ((g - 1) * (g - 2))
      let couple = sums.byCouple / (g - 2)
      let own = max(0, ((g + 1) / 2 * person - couple) * 2 / (g * (g - 3)))
      let between = own > 0 ? max(0, person - (g - 2) * own) : couple * 2 / (g + 1)
      let variance = g * (g - 1) * (g - 1) * own + g * (g - 1) / 2 * between
      let p = try #require(rates.far.rate)
      let least = variance / (Double(rates.far.trials) * p * (1 - p))
      let found = try #require(effect.nonMated)
      #expect(found >= max(1, least) - 1e-9 && found <= max(1, least) * 2.65)
      let q = try #require(rates.tar.rate)
      let leastMated = sums.mated * g / (g - 1) / (Double(rates.tar.trials) * q * (1 - q))
      let foundMated = try #require(effect.mated)
      #expect(foundMated >= max(1, leastMated) - 1e-9 && foundMated <= max(1, leastMated) * 2.65)
    }
  }

  @Test func withoutErrorsTheRuleOfThreeHolds() throws {
    var set = EmbeddingSet(people: [], dimension: 1, values: [])
    for person in 0..<20 {
      set.append([Float(10 * person)], person: person)
      set.append([Float(10 * person) + 0.1], person: person)
    }
    let scores = try #require(PairAnalysis(of: set, metric: .l2)).scores
    let dependence = try #require(PairDependence(of: set, metric: .l2, thresholds: [1]))
    let rates = scores.rates(at: 1)
    // Twenty people with a mated pair each; ten couples of whom none shares a person.
    #expect(dependence.frrInterval(rates) == 0...(1 - (1 - 3 / 20.0)))
    #expect(dependence.farInterval(rates) == 0...0.3)
    #expect(rates.far.interval == 0...(3 / Double(rates.far.trials)))
    #expect(!dependence.hasEnoughPeople)
  }

  /// Galleries of random people: how often the intervals hold the rates of all people.
  @Test(arguments: [(8, 1.9, 200, 2), (16, 3.2, 100, 4)])
  func intervalsHoldTheTrueRates(
    dimension: Int, threshold: Double, people: Int, faces: Int
  ) throws {
    var world = World(dimension: dimension, random: SplitMix64(state: 3))
    let truth = world.rates(at: threshold, draws: 400_000)
    var held = (far: 0, frr: 0, naive: 0)
    let galleries = 1000
    for _ in 0..<galleries {
      let set = world.gallery(people: people, faces: faces)
      let rates = try #require(PairAnalysis(of: set, metric: .l2, keeping: 0)).scores
        .rates(at: threshold)
      let dependence = try #require(
        PairDependence(of: set, metric: .l2, thresholds: [threshold]))
      if dependence.farInterval(rates).contains(truth.far) { held.far += 1 }
      if dependence.frrInterval(rates).contains(truth.frr) { held.frr += 1 }
      if rates.far.interval.contains(truth.far) { held.naive += 1 }
    }
    #expect((930...970).contains(held.far))
    #expect((930...970).contains(held.frr))
    // What taking pairs as independent comes to.
    #expect(held.naive < 700)
  }
}

/// People scattered normally, each with faces scattered more or less around them.
private struct World {
  let dimension: Int
  var random: SplitMix64

  struct Person {
    let centre: [Float]
    let scatter: Float
  }

  mutating func normal() -> Float {
    Float(probit(Double.random(in: 1e-12..<1, using: &random)))
  }

  mutating func person() -> Person {
    let centre = (0..<dimension).map { _ in normal() }
    let middle: Float = dimension == 8 ? 0.35 : 0.55
    return Person(centre: centre, scatter: middle + 0.1 * Float.random(in: -1...1, using: &random))
  }

  mutating func face(_ person: Person) -> [Float] {
    var face = person.centre
    for index in face.indices { face[index] += person.scatter * normal() }
    return face
  }

  mutating func gallery(people: Int, faces: Int) -> EmbeddingSet {
    var set = EmbeddingSet(people: [], dimension: dimension, values: [])
    for index in 0..<people {
      let person = person()
      for _ in 0..<faces { set.append(face(person), person: index) }
    }
    return set
  }

  mutating func rates(at threshold: Double, draws: Int) -> (far: Double, frr: Double) {
    var (accepts, rejects) = (0, 0)
    for _ in 0..<draws {
      let (person, other) = (person(), person())
      let photo = face(person)
      if Double(Metric.l2.distance(photo, face(other))) < threshold { accepts += 1 }
      if !(Double(Metric.l2.distance(photo, face(person))) < threshold) { rejects += 1 }
    }
    return (Double(accepts) / Double(draws), Double(rejects) / Double(draws))
  }
}
