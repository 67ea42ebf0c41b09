import CLinear
import Glibc
import Synchronization

/// A linear support vector machine for each person against all others, with probabilities.
///
/// Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", 2008 (liblinear).
/// A decision is turned into a likelihood ratio by Platt's method on decisions for photos held out,
/// and the ratios of all people into probabilities that one of them is right.
struct SupportVectorMachine: Sendable {
  private let people: [Int]
  private let places: [Int: Int]
  private let weights: Weights
  private let calibration: LogisticCalibration

  /// Trains on all photos, and on two thirds of them three times for the probabilities.
  ///
  /// - Parameter calibrates: without it the order of people is the same, and scores only tell it.
  /// - Throws: `tooFewPeople`, `outOfMemory`.
  init(_ set: EmbeddingSet, calibrates: Bool = true) throws(IdentificationError) {
    let labels = Clustering(naming: set.people)
    people = labels.members.map { set.people[$0[0]] }
    places = Dictionary(uniqueKeysWithValues: zip(people, 0...))
    weights = try Weights(set, labels)
    let fitted = calibrates ? try Self.calibrated(set, labels) : nil
    calibration = fitted ?? LogisticCalibration(slope: -1, intercept: 0)
  }

  /// Candidates by the probability of their person, the likeliest first.
  func ranked(_ candidates: [Candidate], probe: [Float]) -> [Candidate] {
    let decisions = weights.decisions(for: probe[...])
    let evidence = candidates.map { candidate in
      places[candidate.person].map {
        calibration.logLikelihoodRatio(-Double(decisions[$0]))
      } ?? -.infinity
    }
    let most = evidence.max() ?? 0
    let likelihoods = evidence.map { exp($0 - most) }
    let total = likelihoods.reduce(0, +)
    return zip(candidates, likelihoods).map {
      Candidate(person: $0.person, distance: $0.distance, score: $1 / total)
    }.stablySorted { ($0.score ?? 0) > ($1.score ?? 0) }
  }

  /// Three times, a third of each person's photos is held out; a person's only photo never is.
  private static func calibrated(
    _ set: EmbeddingSet, _ labels: Clustering
  ) throws(IdentificationError) -> LogisticCalibration? {
    var (own, other): ([Float], [Float]) = ([], [])
    for fold in 0..<3 {
      let split = FoldSplit(labels, fold: fold, of: 3)
      if split.held.isEmpty { continue }
      let weights = try Weights(
        set.selecting(split.kept), Clustering(naming: split.kept.map { labels.labels[$0] }))
      // Each person keeps a photo, so labels are the same people, if in another order.
      let order = Clustering(naming: split.kept.map { labels.labels[$0] }).members
        .map { labels.labels[split.kept[$0[0]]] }
      for photo in split.held {
        for (place, decision) in weights.decisions(for: set[photo]).enumerated() {
          if order[place] == labels.labels[photo] {
            own.append(-decision)
          } else {
            other.append(-decision)
          }
        }
      }
    }
    return LogisticCalibration(ScoreSet(mated: own, nonMated: other))
  }

  /// What liblinear finds: for each class a weight for every component, and a bias.
  struct Weights: Sendable {
    private let columns: Int
    private let values: [Float]

    /// Draws from a generator that all threads share.
    private static let lock = Mutex(())

    init(_ set: EmbeddingSet, _ labels: Clustering) throws(IdentificationError) {
      let classes = labels.count
      if classes < 2 { throw .tooFewPeople(classes) }
      columns = set.dimension
      var values = [Float](repeating: 0, count: classes * (set.dimension + 1))
      let numbers = labels.labels.map(Int32.init)
      let outcome = Self.lock.withLock { _ in
        clinear_train(
          Int32(set.count), Int32(set.dimension), Int32(classes), set.values, numbers,
          SupportVectorMachine.cost, SupportVectorMachine.tolerance, &values)
      }
      if outcome != CLINEAR_DONE { throw .outOfMemory }
      self.values = values
    }

    /// How far the probe lies on the side of each class.
    func decisions(for probe: ArraySlice<Float>) -> [Float] {
      let width = columns + 1
      return values.withUnsafeBufferPointer { values in
        probe.withUnsafeBufferPointer { probe in
          guard let base = values.baseAddress, let probe = probe.baseAddress else { return [] }
          return (0..<(values.count / width)).map { place in
            let line = base + place * width
            return CosineComplement.sum(line, probe, count: columns) + line[columns]
          }
        }
      }
    }
  }

  /// What a photo on the wrong side costs: embeddings lie close together, and people have few.
  static let cost = 10.0
  static let tolerance = 0.1
}

/// Photos held out in one of several folds, so that each person keeps at least one.
struct FoldSplit {
  private(set) var kept: [Int] = []
  private(set) var held: [Int] = []

  /// The photos of a person go to the folds in turns.
  init(_ people: Clustering, fold: Int, of folds: Int) {
    for photos in people.members {
      for (number, photo) in photos.enumerated() {
        if photos.count > 1, number % folds == fold {
          held.append(photo)
        } else {
          kept.append(photo)
        }
      }
    }
    kept.sort()
    held.sort()
  }
}
