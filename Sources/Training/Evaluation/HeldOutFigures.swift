import Networks
import Tensors
import Verification

/// How well a network tells people apart that it was not trained on.
public struct HeldOutFigures: Sendable, Equatable {
  public let mated: Int
  public let nonMated: Int
  public let equalErrorRate: Double
  /// The true-accept rate at the largest threshold whose false-accept rate is at most `far`.
  public let trueAcceptRate: Double
  public let far: Double
  /// Where that rate is reached; infinite where every pair may be accepted.
  public let threshold: Double
  /// How well each photo finds the others of its person.
  public let retrieval: Retrieval

  /// Over all pairs of photos; nil without pairs of both classes.
  public init?(_ set: EmbeddingSet, metric: Metric = .l2, far: Double = 0.01) {
    guard let pairs = PairAnalysis(of: set, metric: metric),
      let eer = pairs.scores.equalErrorRate(),
      let point = pairs.scores.operatingPoint(atFAR: far), let tar = point.rates.tar.rate
    else { return nil }
    mated = pairs.scores.mated.count
    nonMated = pairs.scores.nonMated.count
    equalErrorRate = eer.rate
    trueAcceptRate = tar
    self.far = far
    threshold = point.threshold
    retrieval = Retrieval(set, metric: metric)
  }
}

extension LabelledPhotos {
  /// The embeddings of all photos by a network as inference has it.
  ///
  /// - Throws: `TrainingError.tensors` when parameters don't fit the network.
  public func embeddings(
    _ network: Network, _ parameters: Parameters, threads: Int
  ) throws(TrainingError) -> EmbeddingSet {
    let executor = try TrainingError.inTensors { () throws(TensorError) in
      try Executor(network.graph, parameters: parameters, threads: threads)
    }
    var values: [Float] = []
    var dimension = 1
    for start in stride(from: 0, to: count, by: 32) {
      let samples = try Array(images[start..<min(start + 32, count)]).samples(for: network)
      let found = try TrainingError.inTensors { () throws(TensorError) in
        try executor(samples)[0]
      }
      dimension = found.dimensions[1]
      values += found.values
    }
    return EmbeddingSet(people: people, dimension: dimension, values: values)
  }
}

extension Trainer {
  /// Photos as the network embeds them now, with running statistics as inference has it.
  public func embeddings(of photos: LabelledPhotos) throws(TrainingError) -> EmbeddingSet {
    try photos.embeddings(network, parameters, threads: learner.threads)
  }

  /// How the present parameters do on other people.
  public func figures(
    on photos: LabelledPhotos, far: Double = 0.01
  ) throws(TrainingError) -> HeldOutFigures? {
    HeldOutFigures(try embeddings(of: photos), far: far)
  }
}
