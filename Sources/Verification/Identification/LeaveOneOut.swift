import Synchronization
import Tensors

/// Every photo of a gallery searched for in the rest of it.
public struct LeaveOneOut: Sendable {
  public let strategy: IdentificationStrategy
  /// Of each photo. A person's only photo has no rank, since the person isn't in the rest.
  public let outcomes: [SearchOutcome]
  /// In how many parts photos were left out together: `nil` when each was alone.
  public let folds: Int?

  /// Searches on several threads. A support vector machine is not trained anew for every photo but
  /// for every fifth of each person's.
  ///
  /// - Parameter isCancelled: asked between searches.
  /// - Returns: `nil` when cancelled.
  /// - Throws: `tooFewPeople`, `outOfMemory`; only of `supportVectors`.
  public init?(
    _ set: EmbeddingSet, metric: Metric, strategy: IdentificationStrategy, threads: Int? = nil,
    isCancelled: () -> Bool = { false }
  ) throws(IdentificationError) {
    self.strategy = strategy
    let found: [SearchOutcome]?
    if strategy == .supportVectors {
      folds = Self.folds
      found = try Self.inFolds(set, metric, isCancelled)
    } else {
      folds = nil
      found = Self.alone(Search(set, metric, strategy), threads, isCancelled)
    }
    guard let found else { return nil }
    outcomes = found
  }

  static let folds = 5

  /// The outcomes of people with at least a number of photos.
  public func outcomes(of set: EmbeddingSet, photosAtLeast least: Int) -> [SearchOutcome] {
    let photos = Dictionary(set.people.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(set.people, outcomes).filter { photos[$0.0, default: 0] >= least }.map(\.1)
  }

  private static func alone(
    _ search: Search, _ threads: Int?, _ isCancelled: () -> Bool
  ) -> [SearchOutcome]? {
    let count = search.set.count
    let none = SearchOutcome(rank: nil, ownDistance: nil, otherDistance: nil)
    let outcomes = Mutex([SearchOutcome](repeating: none, count: count))
    let next = Atomic(0)
    let cancelled = Atomic(false)
    @Sendable func work(_ isCancelled: () -> Bool) {
      while !cancelled.load(ordering: .relaxed) {
        let photo = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if photo >= count { return }
        if isCancelled() { return cancelled.store(true, ordering: .relaxed) }
        let outcome = search.outcome(of: photo)
        outcomes.withLock { $0[photo] = outcome }
      }
    }
    let helpers = (threads ?? Processors.available) - 1
    withHelpers(helpers, helper: { work { false } }, caller: { work(isCancelled) })
    return cancelled.load(ordering: .relaxed) ? nil : outcomes.withLock { $0 }
  }

  private static func inFolds(
    _ set: EmbeddingSet, _ metric: Metric, _ isCancelled: () -> Bool
  ) throws(IdentificationError) -> [SearchOutcome]? {
    let people = Clustering(naming: set.people)
    let alone = Search(set, metric, .nearest)
    // Who has a single photo is not left out of any fold.
    let sizes = people.members.map(\.count)
    var outcomes = people.labels.indices.map { photo in
      sizes[people.labels[photo]] == 1
        ? alone.outcome(of: photo)
        : SearchOutcome(rank: nil, ownDistance: nil, otherDistance: nil)
    }
    for fold in 0..<folds {
      let split = FoldSplit(people, fold: fold, of: folds)
      if split.held.isEmpty { continue }
      if isCancelled() { return nil }
      let identifier = try Identifier(
        set.selecting(split.kept), metric: metric, strategy: .supportVectors, calibrates: false)
      for photo in split.held {
        outcomes[photo] = SearchOutcome(
          identifier.candidates(for: Array(set[photo])), person: set.people[photo])
      }
    }
    return try withStrangers(outcomes, people, set, metric, isCancelled)
  }

  /// The same with each person searched for in a gallery of others alone, a fifth of the people at a
  /// time: a machine that was trained on a person's photos knows that they are not of the others.
  private static func withStrangers(
    _ outcomes: [SearchOutcome], _ people: Clustering, _ set: EmbeddingSet, _ metric: Metric,
    _ isCancelled: () -> Bool
  ) throws(IdentificationError) -> [SearchOutcome]? {
    var outcomes = outcomes
    for fold in 0..<folds {
      let held = set.people.indices.filter { people.labels[$0] % folds == fold }
      let kept = set.people.indices.filter { people.labels[$0] % folds != fold }
      if held.isEmpty || Set(kept.map { people.labels[$0] }).count < 2 { continue }
      if isCancelled() { return nil }
      let identifier = try Identifier(
        set.selecting(kept), metric: metric, strategy: .supportVectors, calibrates: false)
      for photo in held {
        let stranger = identifier.candidates(for: Array(set[photo])).first
        outcomes[photo] = outcomes[photo].meeting(stranger)
      }
    }
    return outcomes
  }
}

/// A gallery from which a photo is left out for each search.
private struct Search: Sendable {
  let set: EmbeddingSet
  private let metric: Metric
  private let strategy: IdentificationStrategy
  private let ranking: CandidateRanking
  private let means: EmbeddingSet
  private let photos: [Int: [Int]]

  init(_ set: EmbeddingSet, _ metric: Metric, _ strategy: IdentificationStrategy) {
    self.set = set
    self.metric = metric
    self.strategy = strategy
    ranking = CandidateRanking(people: set.people)
    means = set.means
    photos = Dictionary(grouping: set.people.indices) { set.people[$0] }
  }

  func outcome(of photo: Int) -> SearchOutcome {
    let found = SearchOutcome(candidates(for: photo), person: set.people[photo])
    // Votes for the person's own photos would be missing in a gallery without the person.
    if case .kNearest(let k) = strategy { return found.meeting(stranger(photo, k)) }
    return found
  }

  /// Who a gallery without the photo's person takes it for.
  private func stranger(_ photo: Int, _ k: Int) -> Candidate? {
    let person = set.people[photo]
    return set.withDistances(to: Array(set[photo]), metric) { distances -> Candidate? in
      ranking.voted(distances, k: max(1, min(k, set.count))) { set.people[$0] != person }.first
    }
  }

  private func candidates(for photo: Int) -> [Candidate] {
    let probe = Array(set[photo])
    if strategy == .mean { return byMeans(photo, probe) }
    return set.withDistances(to: probe, metric) { distances -> [Candidate] in
      if case .kNearest(let k) = strategy {
        return ranking.voted(distances, k: max(1, min(k, set.count))) { $0 != photo }
      }
      return ranking.nearest(distances) { $0 != photo }
    }
  }

  /// The person's own mean is that of the other photos.
  private func byMeans(_ photo: Int, _ probe: [Float]) -> [Candidate] {
    let person = set.people[photo]
    let rest = (photos[person] ?? []).filter { $0 != photo }
    let candidates = means.withDistances(to: probe, metric) { distances -> [Candidate] in
      zip(means.people, distances).compactMap { other, distance in
        other == person ? nil : Candidate(person: other, distance: distance)
      }
    }
    let own = set.selecting(rest).means
    let added = own.withDistances(to: probe, metric) { distances -> [Candidate] in
      distances.map { Candidate(person: person, distance: $0) }
    }
    return (added + candidates).stablySorted { $0.distance < $1.distance }
  }
}
