import Glibc

/// What a search with a known answer gave.
public struct SearchOutcome: Sendable, Hashable {
  /// The place of the right person, from 1; `nil` when the person is not in the gallery.
  public let rank: Int?
  /// To the right person; `nil` when not in the gallery.
  public let ownDistance: Float?
  /// To the first candidate in the gallery without the right person; `nil` when there is none.
  public let otherDistance: Float?

  public init(rank: Int?, ownDistance: Float?, otherDistance: Float?) {
    self.rank = rank
    self.ownDistance = ownDistance
    self.otherDistance = otherDistance
  }

  init(_ candidates: [Candidate], person: Int) {
    let place = candidates.firstIndex { $0.person == person }
    rank = place.map { $0 + 1 }
    ownDistance = place.map { candidates[$0].distance }
    otherDistance = candidates.first { $0.person != person }?.distance
  }

  /// The same with who the probe is taken for in a gallery without its person.
  func meeting(_ stranger: Candidate?) -> SearchOutcome {
    SearchOutcome(rank: rank, ownDistance: ownDistance, otherDistance: stranger?.distance)
  }
}

/// The shares of probes whose person is among the first k candidates: the cumulative match
/// characteristic of a closed set (ISO/IEC 19795-1).
public struct CumulativeMatch: Sendable, Hashable {
  /// Probes whose person is in the gallery.
  public let probes: Int
  /// How many of them have their person exactly at each rank, from 1.
  private let counts: [Int]

  public init(_ outcomes: some Sequence<SearchOutcome>) {
    var counts: [Int] = []
    var probes = 0
    for rank in outcomes.lazy.compactMap(\.rank) {
      if rank > counts.count {
        counts += [Int](repeating: 0, count: rank - counts.count)
      }
      counts[rank - 1] += 1
      probes += 1
    }
    self.counts = counts
    self.probes = probes
  }

  /// Probes whose person is among the first `rank` candidates.
  public func rate(rank: Int) -> Proportion {
    Proportion(successes: counts.prefix(rank).reduce(0, +), trials: probes)
  }

  /// The rates of ranks 1…`last`.
  public func curve(to last: Int) -> [Proportion] {
    var sum = 0
    return (1...max(1, last)).map { rank in
      sum += rank <= counts.count ? counts[rank - 1] : 0
      return Proportion(successes: sum, trials: probes)
    }
  }
}

/// Identification where the person may be missing from the gallery (ISO/IEC 19795-1): a search
/// gives the first candidate when nearer than the threshold, else nobody.
public struct OpenSetRates: Sendable, Hashable {
  public let threshold: Double
  /// FPIR: searches for people not in the gallery that give somebody.
  public let falsePositives: Proportion
  /// FNIR: searches for people in the gallery that do not give them.
  public let falseNegatives: Proportion

  /// - Parameters:
  ///   - outcomes: searches; each counts as one with its person in the gallery when it has a rank,
  ///     and as one without it by its first other candidate.
  public init(_ outcomes: [SearchOutcome], threshold: Double) {
    self.threshold = threshold
    let others = outcomes.compactMap(\.otherDistance)
    falsePositives = Proportion(
      successes: others.count { Double($0) < threshold }, trials: others.count)
    let mated = outcomes.filter { $0.rank != nil }
    let found = mated.count { outcome in
      outcome.rank == 1 && outcome.ownDistance.map { Double($0) < threshold } == true
    }
    falseNegatives = Proportion(successes: mated.count - found, trials: mated.count)
  }

  /// The rates at thresholds spread evenly by rank over the distances at which either changes.
  public static func curve(_ outcomes: [SearchOutcome], points: Int = 200) -> [OpenSetRates] {
    let distances = outcomes.flatMap { [$0.ownDistance, $0.otherDistance].compactMap(\.self) }
      .sorted()
    guard let last = distances.last else { return [] }
    let places = min(points, distances.count)
    let thresholds = (0..<places).map { Double(distances[$0 * distances.count / places]) }
    return (thresholds + [Double(last.nextUp)]).map { OpenSetRates(outcomes, threshold: $0) }
  }

  /// The largest threshold at which at most a share of searches for people not in the gallery gives
  /// somebody; `nil` without such searches.
  public static func threshold(
    _ outcomes: [SearchOutcome], falsePositiveRate: Double
  ) -> Double? {
    let others = outcomes.compactMap(\.otherDistance).sorted()
    if others.isEmpty { return nil }
    let allowed = Int(falsePositiveRate * Double(others.count))
    // Nearer than the threshold is accepted, so the first one too many may be as near.
    return allowed >= others.count ? .infinity : Double(others[allowed])
  }
}

/// What a threshold of one pair means for a whole gallery.
public enum OneToMany {
  /// How many people of a gallery a stranger is mistaken for, on average: a false-accept rate of
  /// one pair for each.
  public static func expectedFalseAlarms(falseAcceptRate: Double, people: Int) -> Double {
    falseAcceptRate * Double(people)
  }

  /// The probability that a stranger is mistaken for anybody, 1 − (1 − FAR)ᴺ, taking the people as
  /// independent of each other (Daugman, "The importance of being random", 2003).
  public static func falsePositiveRate(falseAcceptRate: Double, people: Int) -> Double {
    // By way of logarithms, since 1 − FAR would lose the digits of a small rate.
    -expm1(Double(people) * log1p(-falseAcceptRate))
  }
}
