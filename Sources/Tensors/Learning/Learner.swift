/// A graph that learns: it is evaluated as training does it, and goes back from the gradients of
/// its outputs to those of its arrays.
///
///     let learner = try Learner(graph, parameters: start, threads: 2)
///     let embeddings = try learner.forward(photos)[0]
///     try learner.backward([loss(embeddings).gradient])
///     learner.weights, learner.gradients   // for an optimiser
///
/// Batch normalisations use the batch's own statistics and let the running ones follow; dropout
/// drops. With the same numbers, seed and threads, results are the same bit for bit. Not Sendable:
/// confined to one owner, and best to one thread.
public final class Learner {
  public let graph: Graph
  public let threads: Int
  /// The share of the latest batch in running statistics, as PyTorch's default.
  public static let statisticsMomentum: Float = 0.1

  let table: ParameterTable
  let context: Context
  /// Weights, gradients and statistics, in the order of `ParameterTable.Held`.
  let held: [Arena]
  let chance: Chance
  private let arena = Arena()
  private let wantsSampleGradient: Bool
  private var plans: RecentPlans<LearningPlan>
  private var latest: LearningPlan?
  private var sampleDimensions: [Int] = []

  /// - Parameters:
  ///   - threads: at least 1.
  ///   - seed: of what dropout drops.
  ///   - samplesHaveGradient: whether `sampleGradient` is computed.
  /// - Throws: `TensorError` when parameters are missing or don't fit, or the graph is impossible
  ///   or holds an operation that cannot be trained.
  public init(
    _ graph: Graph, parameters: Parameters, threads: Int = 1, seed: UInt64 = 0,
    samplesHaveGradient: Bool = false
  ) throws(TensorError) {
    try graph.check(parameters)
    _ = try graph.shapes()
    self.graph = graph
    self.threads = max(1, threads)
    wantsSampleGradient = samplesHaveGradient
    table = ParameterTable(graph)
    context = try Context()
    chance = Chance(seed: seed)
    plans = RecentPlans(capacity: 8)
    held = [table.trainedCount, table.trainedCount, table.statisticsCount].map {
      Arena(zeros: $0)
    }
    set(parameters)
    for node in graph.nodes where !node.operation.isTrainable {
      throw .untrainable(node: node.name)
    }
  }

  // MARK: arrays

  /// All arrays that gradients change, one after the other with gaps of unused values; within each,
  /// the order is the engine's own.
  public var weights: UnsafeMutableBufferPointer<Float> { held[0].floats }

  /// The derivatives of the loss by `weights`, after `backward`; zeros for arrays that no output
  /// depends on.
  public var gradients: UnsafeMutableBufferPointer<Float> { held[1].floats }

  /// The running means and variances of batch normalisations, which follow in `forward`.
  public var statistics: UnsafeMutableBufferPointer<Float> { held[2].floats }

  /// The present values of all arrays, statistics among them.
  public var parameters: Parameters { parameters(with: UnsafeBufferPointer(weights)) }

  /// All arrays by their names, with other values in place of the present weights.
  ///
  /// - Parameter weights: as they lie in `weights`.
  public func parameters(with weights: UnsafeBufferPointer<Float>) -> Parameters {
    var parameters: Parameters = [:]
    for entry in table.statistics {
      parameters[entry.parameter.name] = entry.tensor(in: UnsafeBufferPointer(statistics))
    }
    return parameters.merging(arrays(in: weights)) { $1 }
  }

  /// The derivatives by the arrays, by their names.
  public var parameterGradients: Parameters { arrays(in: UnsafeBufferPointer(gradients)) }

  private func arrays(in memory: UnsafeBufferPointer<Float>) -> Parameters {
    var arrays: Parameters = [:]
    for entry in table.trained { arrays[entry.parameter.name] = entry.tensor(in: memory) }
    return arrays
  }

  /// As many values as `weights`, an optimiser's for instance, with each array brought into
  /// row-major order.
  public func rowMajor(_ values: [Float]) -> [Float] {
    values.withUnsafeBufferPointer { values in
      table.trained.reduce(into: Array(values)) { result, entry in
        result.replaceSubrange(entry.range, with: entry.tensor(in: values).values)
      }
    }
  }

  /// The way back from `rowMajor`.
  public func ownOrder(_ values: [Float]) -> [Float] {
    var result = values
    result.withUnsafeMutableBufferPointer { result in
      for entry in table.trained {
        entry.write(
          Tensor(dimensions: entry.parameter.dimensions, values: Array(values[entry.range])),
          to: result)
      }
    }
    return result
  }

  /// Replaces the values of arrays.
  ///
  /// - Precondition: those given have the graph's dimensions.
  public func set(_ parameters: Parameters) {
    for (entries, arena) in [(table.trained, held[0]), (table.statistics, held[2])] {
      for entry in entries {
        guard let tensor = parameters[entry.parameter.name] else { continue }
        entry.write(tensor, to: arena.floats)
      }
    }
  }

  /// How many times `forward` has run: with the seed, what dropout goes by.
  public var runs: UInt64 {
    get { chance.runs }
    set { chance.runs = newValue }
  }

  // MARK: a step

  /// The graph's outputs for a batch of samples, as training sees them.
  ///
  /// - Parameter samples: N × C × H × W, or N × C where the input is a vector.
  /// - Returns: N × C × H × W for each output that is a map, N × C for each vector.
  public func forward(_ samples: Tensor) throws(TensorError) -> [Tensor] {
    let shape = try graph.inputShape(of: samples)
    let batch = samples.dimensions[0]
    guard batch > 0 else { throw .inputShape(expected: shape, actual: samples.dimensions) }
    Context.setThreads(threads)
    let learning = try plan(batch: batch, shape)
    (latest, sampleDimensions) = (learning, samples.dimensions)
    chance.runs += 1
    arena.reserve(learning.plan.memory.size)
    try samples.values.withUnsafeBufferPointer { values throws(TensorError) in
      guard let start = values.baseAddress else { return }
      // Only read; oneDNN's handles have no const.
      let source = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(start))
      let places = learning.plan.places(source, in: arena)
      try learning.plan.run(learning.forward, places)
    }
    return zip(graph.outputs, learning.plan.outputs).map { value, output in
      tensor(
        at: output.slot,
        graph.dimensions(of: value, shape: output.shape, batch: batch))
    }
  }

  /// Goes back from the gradients of the latest outputs; `gradients` are replaced.
  ///
  /// - Parameter outputs: the derivatives of the loss by the first outputs, each of its output's
  ///   dimensions; by further outputs they are zero.
  /// - Precondition: `forward` has run since the last time; its values are used up.
  public func backward(_ outputs: [Tensor]) throws(TensorError) {
    guard let latest else { preconditionFailure("backward comes after forward") }
    precondition(outputs.count <= graph.outputs.count, "there are not so many outputs")
    Context.setThreads(threads)
    let places = latest.plan.places(arena.base, in: arena)
    for (slot, output) in zip(latest.outputGradients, latest.plan.outputs).dropFirst(outputs.count)
    {
      places.floats(slot).update(repeating: 0, count: latest.batch * output.shape.count)
    }
    for (index, gradient) in outputs.enumerated() {
      let slot = latest.outputGradients[index]
      let count = latest.batch * latest.plan.outputs[index].shape.count
      precondition(gradient.values.count == count, "a gradient of other dimensions")
      gradient.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        places.floats(slot).update(from: start, count: count)
      }
    }
    try latest.plan.run(latest.backward, places)
  }

  /// The derivative by the latest samples, of their dimensions, where the learner was made to have
  /// it.
  public var sampleGradient: Tensor? {
    latest?.sampleGradient.map { tensor(at: $0, sampleDimensions) }
  }

  private func tensor(at slot: Plan.Slot, _ dimensions: [Int]) -> Tensor {
    let count = dimensions.reduce(1, *)
    guard let latest else { return Tensor(dimensions: dimensions, repeating: 0) }
    let start = latest.plan.places(arena.base, in: arena).floats(slot)
    return Tensor(
      dimensions: dimensions, values: Array(UnsafeBufferPointer(start: start, count: count)))
  }

  private func plan(batch: Int, _ shape: Shape) throws(TensorError) -> LearningPlan {
    let size = Executor.Size(batch: batch, height: shape.height, width: shape.width)
    if let plan = plans[size] { return plan }
    var planner = LearningPlanner(
      self, shapes: try graph.shapes(input: shape), batch: batch,
      wantsSampleGradient: wantsSampleGradient)
    let plan = try planner.plan()
    plans.insert(plan, for: size)
    return plan
  }
}

/// What dropout draws from: the seed, and how many runs there were.
final class Chance {
  let seed: UInt64
  var runs: UInt64 = 0

  init(seed: UInt64) { self.seed = seed }
}

extension Arena {
  convenience init(zeros count: Int) {
    self.init(size: count * MemoryLayout<Float>.stride)
    floats.update(repeating: 0)
  }

  /// The memory as values.
  var floats: UnsafeMutableBufferPointer<Float> { bytes.bindMemory(to: Float.self) }
}
