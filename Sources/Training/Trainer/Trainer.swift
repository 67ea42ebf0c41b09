import Networks
import Tensors
import Verification

/// Trains a network on photos, step by step.
///
///     let trainer = try Trainer(network, photos, TrainingPlan(), threads: 2)
///     while clock.now < end { print(try trainer.step()) }
///     try trainer.save(to: path)
///
/// Everything random follows from the plan's seed and the number of the step: with the same plan,
/// photos and threads, weights are the same after k steps bit for bit, whether or not a checkpoint
/// lay between. Not Sendable: confined to one owner.
public final class Trainer {
  public let network: Network
  public let photos: LabelledPhotos
  /// Margin, mining, rate, schedule, clipping and augmentation may change between steps; for others
  /// there is `continued(by:)`.
  public var plan: TrainingPlan {
    didSet {
      objective.margin = plan.margin
      objective.mining = plan.mining
      if plan.schedule != oldValue.schedule { plateau = plan.schedule.plateau }
    }
  }
  /// Further entries of a checkpoint's metadata: what the network is as a model, such as how the
  /// faces in the photos were cut out.
  public var notes: [String: String] = [:]
  /// The steps that were made.
  public private(set) var steps = 0
  /// The embeddings of the latest batch, N × D.
  public private(set) var embeddings = Tensor(dimensions: [0, 1], values: [])
  /// The people of the latest batch.
  public private(set) var batchPeople: [Int] = []
  /// The places of the latest batch among the photos.
  public private(set) var batchPhotos: [Int] = []

  let learner: Learner
  var objective: Objective
  var optimiser: any Optimiser
  /// The average of the weights, where the plan has one.
  var average: MovingAverage?
  var plateau: Plateau?
  /// The people trained on, in the order of their rows in the loss's own weights.
  private let rows: [Int: Int]
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
    let learner = try TrainingError.inTensors { () throws(TensorError) in
      try Learner(network.trainingGraph, parameters: start, threads: threads, seed: plan.seed)
    }
    self.learner = learner
    rows = Dictionary(uniqueKeysWithValues: zip(photos.numbers, 0...))
    objective = Objective(
      plan, people: rows.count, components: network.dimension ?? 1, areUnits: network.hasUnitOutput,
      using: &generator)
    optimiser = plan.optimiser.optimiser(weightDecay: Float(plan.weightDecay))
    average = plan.averaging.map {
      MovingAverage(decay: Float($0), weights: Array(learner.weights))
    }
    plateau = plan.schedule.plateau
    sampler = PersonSampler(
      people: photos.people, peoplePerBatch: plan.people, photosPerPerson: plan.photos,
      furtherNegatives: plan.furtherNegatives)
    samplerGenerator = SeededGenerator(seed: plan.seed &+ 1)
  }

  /// The batches in which every person comes up once.
  public var stepsPerEpoch: Int { sampler.batchesPerRound }

  /// Learns from one batch.
  ///
  /// - Throws: `TrainingError.notFinite` before a loss or gradient that is no number changes anything
  ///   of the training.
  public func step() throws(TrainingError) -> StepReport {
    let before = (sampler, samplerGenerator, Array(learner.statistics))
    do throws(TrainingError) {
      return try learn(from: sampler.next(using: &samplerGenerator))
    } catch {
      (sampler, samplerGenerator) = (before.0, before.1)
      _ = learner.statistics.update(fromContentsOf: before.2)
      throw error
    }
  }

  /// - Parameter places: of photos.
  private func learn(from places: [Int]) throws(TrainingError) -> StepReport {
    var generator = SeededGenerator(seed: plan.seed, stream: UInt64(steps))
    let people = places.map { photos.people[$0] }
    let embeddings = try embeddings(of: places, using: &generator)
    let batch = BatchDistances(embeddings, people: people)
    let classes = people.map { rows[$0] ?? 0 }
    let (graded, mining) = objective(
      embeddings, people: classes, batch, step: steps, using: &generator)
    try TrainingError.inTensors { () throws(TensorError) in
      try learner.backward([graded.gradient])
    }
    let norm = clip(learner.gradients, toNorm: plan.clippingLimit)
    guard graded.isFinite, norm.isFinite else { throw .notFinite(step: steps + 1) }
    let rate = plan.scheduledRate(at: steps) * (plateau?.product ?? 1)
    optimiser.step(learner.weights, UnsafeBufferPointer(learner.gradients), rate: Float(rate))
    objective.learn(graded, embeddings, people: classes, rate: Float(rate))
    follow(graded.loss)
    steps += 1
    (self.embeddings, batchPeople, batchPhotos) = (embeddings, people, places)
    return StepReport(graded, mining, batch, step: steps, gradientNorm: norm, rate: rate)
  }

  /// Photos as the learner sees them, each changed at random.
  private func embeddings(
    of places: [Int], using generator: inout SeededGenerator
  ) throws(TrainingError) -> Tensor {
    let samples = try places.map { photos.images[$0] }
      .samples(for: network, plan.augmentation, using: &generator)
    learner.runs = UInt64(steps)
    return try TrainingError.inTensors { () throws(TensorError) in
      try learner.forward(samples)[0]
    }
  }

  /// Lets the average of weights and the watch over the rate take note of a step.
  private func follow(_ loss: Double) {
    // Checkpoints keep single precision.
    plateau?.add(Double(Float(loss)))
    guard let decay = plan.averaging else { return }
    // The plain mean until so many steps were made as the decay looks back on, so that nothing is
    // left of the random start.
    average?.decay = Float(min(decay, Double(steps) / Double(1 + steps)))
    average?.add(UnsafeBufferPointer(learner.weights))
  }

  /// The network's arrays as they are evaluated and used as a model: the average of the weights
  /// where the plan has one, otherwise the latest.
  public var parameters: Parameters {
    guard let average else { return learner.parameters }
    return average.weights.withUnsafeBufferPointer { learner.parameters(with: $0) }
  }

  /// Draws the batches of steps that were made before, so that the next one is the one after them.
  func skip(to step: Int) {
    while steps < step {
      _ = sampler.next(using: &samplerGenerator)
      steps += 1
    }
  }
}
