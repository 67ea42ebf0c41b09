import Glibc

/// How much less all pairs of a gallery tell than as many independent ones, since they share
/// people: intervals that respect it.
///
/// A person who is hard to tell from others is in many pairs. The variance of a rate is taken from
/// the errors summed by person and by couple of people, and Wilson's interval is given as many
/// trials as independent pairs with that variance would be. Fogliato, Patil and Perona, "Confidence
/// intervals for error rates in 1:1 matching tasks", arXiv 2306.01198. The variance is estimated
/// without their bias for few people, and widened by Student's deviate.
///
/// It speaks of rates at a given threshold, for new people drawn as these were. In simulations 95 %
/// intervals hold the true rate in 93 to 96 % of all galleries of `enoughPeople` and more, given
/// thirty expected errors; with fewer of either that of FAR does so in 89 to 94 % only, as it hangs
/// on a few people.
public struct PairDependence: Sendable, Hashable {
  /// The share of the pairs that would tell as much, were they independent: at most 1.
  public struct Effect: Sendable, Hashable {
    public let threshold: Double
    /// Pairs for each one that counts; `nil` where the class has no error, or only errors.
    public let mated: Double?
    public let nonMated: Double?
  }

  /// By threshold, upwards.
  public let effects: [Effect]
  /// People with two faces or more, and all people.
  public let peopleWithPairs: Int
  public let people: Int

  /// The number of people from which on the interval of FAR is as wide as it says.
  public static let enoughPeople = 100

  /// Whether there are people enough for the interval of FAR to be as wide as it says.
  public var hasEnoughPeople: Bool { people >= Self.enoughPeople }

  /// Measures the effect at `thresholds`; in between it is interpolated.
  ///
  /// Compares all pairs once, in time and memory that also grow with people × thresholds.
  /// - Parameter isCancelled: asked many times a second; `nil` comes back once it says yes.
  public init?(
    of embeddings: EmbeddingSet, metric: Metric, thresholds: [Double],
    isCancelled: () -> Bool = { false }
  ) {
    let sorted = embeddings.sortedByPerson()
    var counter = DependenceCounter(people: sorted.people, thresholds: thresholds.sorted())
    let isComplete = sorted.forEachRow(0..<sorted.count, metric: metric, isCancelled: isCancelled) {
      counter.take(row: $0, distances: $1)
    }
    guard isComplete else { return nil }
    self.init(counter)
  }

  init(_ counter: DependenceCounter) {
    var counter = counter
    counter.finish()
    effects = counter.effects
    peopleWithPairs = counter.peopleWithPairs
    people = counter.personCount
  }

  /// The 95 % interval of the true-accept rate.
  public func tarInterval(_ rates: Rates) -> ClosedRange<Double> {
    interval(rates.tar, at: rates.threshold, fallback: Double(peopleWithPairs), \.mated)
  }

  /// The 95 % interval of the false-accept rate.
  public func farInterval(_ rates: Rates) -> ClosedRange<Double> {
    interval(rates.far, at: rates.threshold, fallback: Double(people / 2), \.nonMated)
  }

  /// The 95 % interval of the false-reject rate.
  public func frrInterval(_ rates: Rates) -> ClosedRange<Double> {
    let tar = tarInterval(rates)
    return (1 - tar.upperBound)...(1 - tar.lowerBound)
  }

  /// - Parameter fallback: the trials that surely are independent, for where no threshold tells
  ///   more.
  private func interval(
    _ proportion: Proportion, at threshold: Double, fallback: Double,
    _ effect: KeyPath<Effect, Double?>
  ) -> ClosedRange<Double> {
    let trials = Double(proportion.trials)
    let effective = self.effect(at: threshold, effect).map { trials / $0 }
    return proportion.interval(effectiveTrials: min(trials, effective ?? fallback))
  }

  /// Linear between the thresholds it is known at, and as at the nearest beyond.
  private func effect(at threshold: Double, _ path: KeyPath<Effect, Double?>) -> Double? {
    let known = effects.compactMap { effect in effect[keyPath: path].map { (effect.threshold, $0) }
    }
    let index = known.partitioningIndex { $0.0 >= threshold }
    guard index > 0 else { return known.first?.1 }
    guard index < known.count else { return known.last?.1 }
    let (low, high) = (known[index - 1], known[index])
    return low.1 + (high.1 - low.1) * (threshold - low.0) / (high.0 - low.0)
  }
}

extension ScoreSet {
  /// Thresholds that lie well for `PairDependence`: at equal steps of both error rates, on linear
  /// and on logarithmic scales.
  public func thresholdsForDependence(_ count: Int = 48) -> [Double] {
    let steps = max(2, count / 4)
    let shares = (1..<steps).map { Double($0) / Double(steps) }
    let small = (0..<steps).map { pow(10, -1 - 4 * Double($0) / Double(steps)) }
    let lists = [mated, nonMated].filter { $0.countOfNumbers > 0 }
    let found = lists.enumerated().flatMap { index, list in
      (shares + small).map { share in
        let isMated = index == 0 && !mated.isEmpty
        let place = (isMated ? 1 - share : share) * Double(list.countOfNumbers - 1)
        return Double(list[Int(place)].nextUp)
      }
    }
    return Set(found).sorted()
  }
}

extension EmbeddingSet {
  /// The same embeddings with those of each person in a row.
  func sortedByPerson() -> EmbeddingSet {
    let order = people.indices.sorted { (people[$0], $0) < (people[$1], $1) }
    var sorted = EmbeddingSet(people: [], dimension: dimension, values: [])
    for index in order { sorted.append(self[index], person: people[index]) }
    return sorted
  }
}
