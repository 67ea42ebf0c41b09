import Networks
import Tensors
import Verification

/// Trains the weights of DeepFace's χ² distance (Taigman et al. 2014, section 4.1) on embeddings that
/// stay as they are: Σ wₖ (aₖ − bₖ)² / (|aₖ| + |bₖ|) on features that are divided by their largest
/// values and brought to length 1.
///
/// The paper finds the weights by a linear support vector machine; here a logistic output does, with
/// weights that cannot fall below 0: w δ(a, b) = δ(w a, w b) for those, so that embeddings multiplied
/// by w have the weighted distance as their plain χ² one, exactly. Features of both signs count in
/// the denominator by their magnitude, which is the distance of their positive and negative parts.
public struct ChiSquareTrainer: Sendable {
  public private(set) var steps = 0
  private let features: EmbeddingSet
  private let scale: [Float]
  private let plan: TrainingPlan
  /// w and the bias of the logistic output.
  private var weights: [Float]
  private var optimiser: any Optimiser
  private var sampler: PersonSampler
  private var generator: SeededGenerator

  /// - Throws: `TrainingError` when the embeddings cannot be learnt from.
  public init(_ set: EmbeddingSet, plan: TrainingPlan) throws(TrainingError) {
    try plan.check(people: set.people)
    self.plan = plan
    scale = set.largest.map { 1 / max($0, DeepFaceComparison.smallestLargest) }
    features = set.scaled(scale)
    // A typical pair of strangers starts at the middle of the output.
    weights = Array(repeating: 4, count: set.dimension) + [4]
    optimiser = plan.optimiser.optimiser(weightDecay: Float(plan.weightDecay))
    sampler = PersonSampler(
      people: set.people, peoplePerBatch: plan.people, photosPerPerson: plan.photos,
      furtherNegatives: plan.furtherNegatives)
    generator = SeededGenerator(seed: plan.seed)
  }

  /// The head as it stands: embeddings to be compared by χ².
  public var head: EmbeddingHead {
    let count = scale.count
    var weight = Tensor(dimensions: [count, count], repeating: 0)
    for i in 0..<count { weight.values[i * count + i] = weights[i] }
    return EmbeddingHead(scale: scale, weight: weight)
  }

  /// Learns from one batch.
  ///
  /// - Throws: `TrainingError.notFinite` before a weight is changed.
  public mutating func step() throws(TrainingError) -> StepReport {
    let places = sampler.next(using: &generator)
    let people = places.map { features.people[$0] }
    let batch = Tensor(
      dimensions: [places.count, features.dimension], values: places.flatMap { features[$0] })
    let graded = SiameseLoss(.chiSquare)(
      batch, weights: Tensor(dimensions: [1, scale.count], values: Array(weights.dropLast())),
      bias: weights.last ?? 0, people: people)
    var gradients = graded.parameters.flatMap(\.values)
    let norm = gradients.withUnsafeMutableBufferPointer { clip($0, toNorm: plan.clippingLimit) }
    guard graded.isFinite, norm.isFinite else { throw .notFinite(step: steps + 1) }
    let rate = plan.scheduledRate(at: steps)
    weights.withUnsafeMutableBufferPointer { weights in
      gradients.withUnsafeBufferPointer { optimiser.step(weights, $0, rate: Float(rate)) }
    }
    for i in scale.indices { weights[i] = max(0, weights[i]) }
    steps += 1
    return StepReport(
      graded, nil, BatchDistances(batch, people: people), step: steps, gradientNorm: norm,
      rate: rate)
  }
}

extension EmbeddingSet {
  /// The largest magnitude of each component.
  fileprivate var largest: [Float] {
    var largest = [Float](repeating: 0, count: dimension)
    for index in 0..<count {
      for (k, value) in self[index].enumerated() { largest[k] = max(largest[k], abs(value)) }
    }
    return largest
  }

  /// Components multiplied, and then each embedding at length 1.
  func scaled(_ factors: [Float]) -> EmbeddingSet {
    let values = (0..<count).flatMap { index in zip(self[index], factors).map { $0 * $1 } }
    let unit = Tensor(dimensions: [count, dimension], values: values).normalisedRows
    return EmbeddingSet(people: people, dimension: dimension, values: unit.values)
  }
}

extension EmbeddingHead {
  /// Every embedding as the head makes it.
  public func callAsFunction(_ set: EmbeddingSet) -> EmbeddingSet {
    Projection(weight: weight)(set.scaled(scale))
  }
}
