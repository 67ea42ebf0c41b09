import Foundation
import Tensors
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
  @Test(arguments: [(200, 2), (100, 3)])
  func intervalsHoldTheTrueRates(people: Int, faces: Int) throws {
    var world = World(random: SeededGenerator(seed: 3))
    let threshold = 1.9
    let truth = World.rates(at: threshold)
    var held = (far: 0, frr: 0, naive: 0)
    let galleries = 1500
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
    let nominal = (galleries * 93 / 100)...(galleries * 97 / 100)
    #expect(nominal.contains(held.far))
    #expect(nominal.contains(held.frr))
    // What taking pairs as independent comes to.
    #expect(held.naive < galleries / 2)
  }

  @Test func inBetweenTheEffectIsInterpolated() throws {
    let set = embeddings(faces: 200, people: 30, dimension: 6, seed: 4)
    let scores = try #require(PairAnalysis(of: set, metric: .l2)).scores
    let thresholds = scores.thresholdsForDependence()
    #expect(thresholds == thresholds.sorted() && thresholds.count > 20)
    let dependence = try #require(
      PairDependence(of: set, metric: .l2, thresholds: thresholds))
    for share in stride(from: 0.02, to: 1, by: 0.06) {
      let rates = scores.rates(at: try #require(scores.threshold(atFAR: share)))
      let exact = try #require(
        PairDependence(of: set, metric: .l2, thresholds: [rates.threshold]))
      let (a, b) = (dependence.farInterval(rates), exact.farInterval(rates))
      #expect(abs(a.lowerBound - b.lowerBound) < 0.02 && abs(a.upperBound - b.upperBound) < 0.02)
      #expect(a.lowerBound <= rates.far.interval.lowerBound)
      #expect(a.upperBound >= rates.far.interval.upperBound)
    }
    #expect(
      PairDependence(of: set, metric: .l2, thresholds: [1], isCancelled: { true }) == nil)
  }
}

/// People scattered normally in eight dimensions, each with faces scattered more or less around
/// them.
private struct World {
  static let dimension = 8
  var random: SeededGenerator

  private mutating func normal() -> Float {
    Float(probit(Double.random(in: 1e-12..<1, using: &random)))
  }

  mutating func gallery(people: Int, faces: Int) -> EmbeddingSet {
    var set = EmbeddingSet(people: [], dimension: Self.dimension, values: [])
    for person in 0..<people {
      let centre = (0..<Self.dimension).map { _ in normal() }
      let scatter = Float.random(in: 0.25...0.45, using: &random)
      for _ in 0..<faces { set.append(centre.map { $0 + scatter * normal() }, person: person) }
    }
    return set
  }

  /// The rates of all people: a squared distance is χ² distributed, times the variance of the
  /// difference of two components, which is averaged over both people's scatter.
  static func rates(at threshold: Double) -> (far: Double, frr: Double) {
    let scatters = (0..<400).map { 0.25 + 0.2 * (Double($0) + 0.5) / 400 }
    func below(_ variance: Double) -> Double { chiSquare(threshold * threshold / variance) }
    let frr = scatters.map { 1 - below(2 * $0 * $0) }.mean
    let far = scatters.map { first in
      scatters.map { below(2 + first * first + $0 * $0) }.mean
    }.mean
    return (far, frr)
  }

  /// The distribution function for eight degrees of freedom.
  private static func chiSquare(_ x: Double) -> Double {
    let terms = [1, x / 2, x * x / 8, x * x * x / 48]
    return 1 - exp(-x / 2) * terms.reduce(0, +)
  }
}
