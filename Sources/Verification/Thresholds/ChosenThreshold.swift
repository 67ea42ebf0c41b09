/// The pairs a threshold was chosen on, or is used on.
public struct ThresholdData: Hashable, Sendable, Codable {
  public var people: Int
  public var faces: Int
  public var matedPairs: Int
  public var nonMatedPairs: Int
  /// What tells this gallery from others; `nil` where there is nothing to tell it by.
  public var gallery: String?

  public init(
    people: Int, faces: Int, matedPairs: Int, nonMatedPairs: Int, gallery: String? = nil
  ) {
    self.people = people
    self.faces = faces
    self.matedPairs = matedPairs
    self.nonMatedPairs = nonMatedPairs
    self.gallery = gallery
  }

  /// All pairs of a set of embeddings.
  public init(_ embeddings: EmbeddingSet, gallery: String? = nil) {
    let pairs = embeddings.pairCounts(rows: 0..<embeddings.count)
    self.init(
      people: Set(embeddings.people).count, faces: embeddings.count, matedPairs: pairs.mated,
      nonMatedPairs: pairs.nonMated, gallery: gallery)
  }
}

/// A threshold with how, when and on what it was chosen.
public struct ChosenThreshold: Hashable, Sendable, Codable {
  public var value: Double
  public var rule: ThresholdRule
  public var metric: Metric
  /// The fingerprint of the model and its preprocessing.
  public var model: String
  public var data: ThresholdData
  /// Seconds since 1970.
  public var time: Double
  /// Means and spreads over people it wasn't chosen on; `nil` where there were too few.
  public var crossValidation: Validation?

  public struct Validation: Hashable, Sendable, Codable {
    public var folds: Int
    public var threshold: CrossValidation.Summary
    public var accuracy: CrossValidation.Summary?
    public var tar: CrossValidation.Summary?
    public var far: CrossValidation.Summary?
  }

  public init(
    value: Double, rule: ThresholdRule, metric: Metric, model: String, data: ThresholdData,
    time: Double, crossValidation: CrossValidation? = nil
  ) {
    self.value = value
    self.rule = rule
    self.metric = metric
    self.model = model
    self.data = data
    self.time = time
    self.crossValidation = crossValidation.flatMap(Validation.init)
  }
}

extension ChosenThreshold.Validation {
  init?(_ validation: CrossValidation) {
    guard let threshold = validation.threshold else { return nil }
    self.threshold = threshold
    folds = validation.folds.count
    accuracy = validation.accuracy
    tar = validation.tar
    far = validation.far
  }
}
