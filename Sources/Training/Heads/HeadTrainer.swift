import Networks
import Tensors
import Verification

/// Trains a projection of embeddings that stay as they are: VGGFace's second stage (Parkhi et al.
/// 2015, section 4.4), here on the embeddings of a gallery.
public struct HeadTrainer: Sendable {
  /// W, with which the last step ended.
  public private(set) var projection: Projection
  public private(set) var steps = 0
  private let set: EmbeddingSet
  private let plan: TrainingPlan
  /// The people, in the order of their rows in the loss's own weights.
  private let rows: [Int: Int]
  private var objective: Objective
  private var optimiser: any Optimiser
  private var sampler: PersonSampler
  private var generator: SeededGenerator

  /// Starts from the projection that leaves embeddings as they are.
  ///
  /// - Parameters:
  ///   - outputs: the components of the new embedding, at most those of the old.
  ///   - plan: without its schedule's plateau, its average and its changes of photos.
  /// - Throws: `TrainingError` when the embeddings cannot be learnt from.
  public init(
    _ set: EmbeddingSet, outputs: Int? = nil, plan: TrainingPlan
  ) throws(TrainingError) {
    try plan.check(people: set.people)
    self.set = set
    self.plan = plan
    let outputs = min(outputs ?? set.dimension, set.dimension)
    projection = Projection(keeping: outputs, of: set.dimension)
    generator = SeededGenerator(seed: plan.seed)
    rows = Dictionary(uniqueKeysWithValues: zip(Set(set.people).sorted(), 0...))
    objective = Objective(
      plan, people: rows.count, components: outputs, areUnits: true, using: &generator)
    optimiser = plan.optimiser.optimiser(weightDecay: Float(plan.weightDecay))
    sampler = PersonSampler(
      people: set.people, peoplePerBatch: plan.people, photosPerPerson: plan.photos,
      furtherNegatives: plan.furtherNegatives)
  }

  /// Learns from one batch.
  ///
  /// - Throws: `TrainingError.notFinite` before the weight is changed.
  public mutating func step() throws(TrainingError) -> StepReport {
    let places = sampler.next(using: &generator)
    let people = places.map { set.people[$0] }
    let features = Tensor(
      dimensions: [places.count, set.dimension], values: places.flatMap { set[$0] })
    let embeddings = projection(features)
    let batch = BatchDistances(embeddings, people: people)
    let classes = people.map { rows[$0] ?? 0 }
    let (graded, mining) = objective(
      embeddings, people: classes, batch, step: steps, using: &generator)
    var gradient = projection.weightGradient(features, graded.gradient)
    let norm = gradient.values.withUnsafeMutableBufferPointer {
      clip($0, toNorm: plan.clippingLimit)
    }
    // Without a length of 1, embeddings may overflow where no triplet is found to say so.
    guard graded.isFinite, norm.isFinite, batch.isFinite else {
      throw .notFinite(step: steps + 1)
    }
    let rate = plan.scheduledRate(at: steps)
    projection.weight.values.withUnsafeMutableBufferPointer { weights in
      gradient.values.withUnsafeBufferPointer {
        optimiser.step(weights, $0, rate: Float(rate))
      }
    }
    objective.learn(graded, embeddings, people: classes, rate: Float(rate))
    steps += 1
    return StepReport(graded, mining, batch, step: steps, gradientNorm: norm, rate: rate)
  }
}

extension Projection {
  /// Every embedding projected.
  public func callAsFunction(_ set: EmbeddingSet) -> EmbeddingSet {
    let features = Tensor(dimensions: [set.count, set.dimension], values: set.values)
    let projected = self(features)
    return EmbeddingSet(
      people: set.people, dimension: projected.columnCount, values: projected.values)
  }
}
