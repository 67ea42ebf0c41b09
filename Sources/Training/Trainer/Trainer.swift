import Glibc
import Networks
import Tensors
import Verification

/// Trains a network on photos, step by step.
///
///     let trainer = try Trainer(network, photos, TrainingPlan(), threads: 2)
///     while clock.now < end { print(try trainer.step()) }
///     try trainer.checkpoint().write(to: path)
///
/// Everything random follows from the plan's seed and the number of the step: with the same plan,
/// photos and threads, weights are the same after k steps bit for bit, whether or not a checkpoint
/// lay between. Not Sendable: confined to one owner.
public final class Trainer {
  public let network: Network
  public let photos: LabelledPhotos
  /// Margin, mining and rate may change between steps.
  public var plan: TrainingPlan {
    didSet {
      objective.margin = plan.margin
      objective.mining = plan.mining
    }
  }
  /// The steps that were made.
  public private(set) var steps = 0
  /// The embeddings of the latest batch, N × D.
  public private(set) var embeddings = Tensor(dimensions: [0, 1], values: [])
  /// The people of the latest batch.
  public private(set) var batchPeople: [Int] = []

  let learner: Learner
  var objective: Objective
  var optimiser: any Optimiser
  var objectiveOptimiser: any Optimiser
  private var sampler: PersonSampler
  private var samplerGenerator: SeededGenerator

  /// - Parameters:
  ///   - photos: of the network's input size, of two people or more, some with two photos or more.
  ///   - start: the weights to start from; random ones unless given.
  /// - Throws: `TrainingError` when the photos cannot be learnt from or the network cannot learn.
  public init(
    _ network: Network, _ photos: LabelledPhotos, _ plan: TrainingPlan,
    start: Parameters? = nil, threads: Int
  ) throws(TrainingError) {
    try plan.check(people: photos.people)
    self.network = network
    self.photos = photos
    self.plan = plan
    var generator = SeededGenerator(seed: plan.seed)
    let start = start ?? network.start(using: &generator)
    learner = try TrainingError.inTensors { () throws(TensorError) in
      try Learner(network.graph, parameters: start, threads: threads, seed: plan.seed)
    }
    let components = try TrainingError.inTensors { () throws(TensorError) in
      try network.graph.shapes()[network.graph.outputs[0].index].channels
    }
    objective = Objective(
      plan, people: photos.names.count, components: components, using: &generator)
    optimiser = plan.optimiser.optimiser(weightDecay: Float(plan.weightDecay))
    objectiveOptimiser = optimiser
    sampler = PersonSampler(
      people: photos.people, peoplePerBatch: plan.people, photosPerPerson: plan.photos,
      furtherNegatives: plan.furtherNegatives)
    samplerGenerator = SeededGenerator(seed: plan.seed &+ 1)
  }

  /// The batches in which every person comes up once.
  public var stepsPerEpoch: Int { sampler.batchesPerRound }

  /// Learns from one batch.
  ///
  /// - Throws: `TrainingError.notFinite` before a loss or gradient that is no number changes any
  ///   weight.
  public func step() throws(TrainingError) -> StepReport {
    let places = sampler.next(using: &samplerGenerator)
    var generator = SeededGenerator(seed: plan.seed &+ UInt64(steps) &* 0x9e37_79b9_7f4a_7c15)
    let people = places.map { photos.people[$0] }
    let samples = places.map { photos.images[$0] }
      .samples(for: network, plan.augmentation, using: &generator)
    learner.runs = UInt64(steps)
    let embeddings = try TrainingError.inTensors { () throws(TensorError) in
      try learner.forward(samples)[0]
    }
    let batch = BatchDistances(embeddings, people: people)
    let (graded, mining) = objective(embeddings, people: people, batch, using: &generator)
    try TrainingError.inTensors { () throws(TensorError) in
      try learner.backward([graded.gradient])
    }
    let norm = try update(graded)
    steps += 1
    (self.embeddings, batchPeople) = (embeddings, people)
    return report(graded, mining, batch, norm)
  }

  /// Changes the weights; returns the norm of the gradients.
  private func update(_ graded: Graded) throws(TrainingError) -> Float {
    let limit = plan.clipping.map { Float($0) } ?? .infinity
    let norm = clip(learner.gradients, toNorm: limit)
    guard graded.loss.isFinite, norm.isFinite else { throw .notFinite(step: steps + 1) }
    let rate = Float(currentRate)
    optimiser.step(learner.weights, UnsafeBufferPointer(learner.gradients), rate: rate)
    if let gradients = graded.parameters.first {
      objective.weights.withUnsafeMutableBufferPointer { weights in
        gradients.values.withUnsafeBufferPointer {
          objectiveOptimiser.step(weights, $0, rate: rate)
        }
      }
    }
    return norm
  }

  private var currentRate: Double { plan.rate * plan.schedule.factor(at: steps) }

  private func report(
    _ graded: Graded, _ mining: MiningFigures?, _ batch: BatchDistances, _ norm: Float
  ) -> StepReport {
    let means = batch.means
    return StepReport(
      step: steps, loss: graded.loss, mining: mining, meanMated: means.mated,
      meanNonMated: means.nonMated, gradientNorm: Double(norm),
      rate: plan.rate * plan.schedule.factor(at: steps - 1), photos: batch.people.count)
  }

  /// Draws the batches of steps that were made before, so that the next one is the one after them.
  func skip(to step: Int) {
    while steps < step {
      _ = sampler.next(using: &samplerGenerator)
      steps += 1
    }
  }
}

extension BatchDistances {
  /// The mean squared distances of pairs of the same person and of different ones.
  var means: (mated: Double?, nonMated: Double?) {
    var sums = (mated: 0.0, nonMated: 0.0)
    var counts = (mated: 0, nonMated: 0)
    for a in people.indices {
      for b in 0..<a {
        if people[a] == people[b] {
          sums.mated += self[a, b]
          counts.mated += 1
        } else {
          sums.nonMated += self[a, b]
          counts.nonMated += 1
        }
      }
    }
    return (
      counts.mated > 0 ? sums.mated / Double(counts.mated) : nil,
      counts.nonMated > 0 ? sums.nonMated / Double(counts.nonMated) : nil
    )
  }
}
