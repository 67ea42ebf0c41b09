import Networks
import Tensors
import Verification

/// The heads that can be trained, by the names that the command line uses.
public enum HeadKind: String, Sendable, CaseIterable {
  /// VGGFace's second stage.
  case projection
  /// DeepFace's weighted χ².
  case chiSquare = "chi-square"
  /// DeepID2's, on principal components. It only scores pairs: see `JointBayesian`.
  case jointBayesian = "joint-bayesian"

  /// How the embeddings it makes are compared; `nil` where it makes none.
  public var metric: Metric? {
    switch self {
    case .projection: .l2
    case .chiSquare: .chiSquare
    case .jointBayesian: nil
    }
  }
}

/// A head in a file, with all that makes it a model: whose embeddings it takes, how those it makes
/// are compared, and from which distance on two faces are not one person's.
public struct TrainedHead: Sendable {
  public var head: EmbeddingHead
  public var kind: HeadKind
  /// The name of the model whose embeddings it takes, and the fingerprint they have.
  public var parent: (name: String, fingerprint: String)
  /// The threshold, and where it comes from; `nil` where there were too few people to choose one.
  public var threshold: (value: Double, source: String)?

  public init(
    _ head: EmbeddingHead, kind: HeadKind, parent: (name: String, fingerprint: String),
    threshold: (value: Double, source: String)?
  ) {
    self.head = head
    self.kind = kind
    self.parent = parent
    self.threshold = threshold
  }

  /// - Throws: `TrainingError.file`, or `notFiniteWeights` where weights are no numbers; a file that was
  ///   there is left as it was.
  public func write(to path: String) throws(TrainingError) {
    try head.parameters.checkFinite()
    var metadata = [
      "head.kind": kind.rawValue, "head.parent": parent.name,
      "head.fingerprint": parent.fingerprint,
    ]
    metadata["model.metric"] = kind.metric?.rawValue
    metadata["model.threshold"] = threshold.map { "\($0.value)" }
    metadata["model.threshold_source"] = threshold?.source
    let writer = SafetensorsWriter(head.parameters, metadata: metadata)
    try TrainingError.inFile { () throws(WeightFileError) in try writer.write(to: path) }
  }
}
