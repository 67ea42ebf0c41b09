/// A graph with its weights, ready to run at any batch size.
///
///     let executor = try Executor(graph, parameters: parameters)
///     let embeddings = try executor(photos)[0]
///
/// The first run of a batch size and map size compiles it: layers are fused, oneDNN's kernels
/// generated, memory planned. The latest plans are kept; packed weights and memory are shared by
/// all. Not Sendable: confined to one owner, and best to one thread.
public final class Executor {
  /// One output of a run, valid only while the closure given to `run` runs.
  public struct Output {
    /// The shape of one sample.
    public let shape: Shape
    /// All samples, row-major N × C × H × W.
    public let values: UnsafeBufferPointer<Float>
  }

  /// What a plan is compiled for.
  struct Size: Hashable {
    let batch: Int
    let height: Int
    let width: Int
  }

  /// What is evaluated.
  public let graph: Graph
  /// The threads that share the work of a run.
  public let threads: Int
  /// The numbers used between samples and outputs.
  public let precision: Precision
  /// The shape of a sample that the graph declares.
  public let inputShape: Shape

  private let program: Program
  /// One for each thread.
  private let contexts: [Context]
  let store: WeightStore
  private let arena = Arena()
  private(set) var plans: RecentPlans<Plan>
  /// Made with the first run that several threads share.
  lazy var crew = Crew(size: min(threads, Processors.available))
  lazy var lanes = contexts.map { Lane($0, plans: plans.capacity) }
  /// Where the lanes' outputs are put together.
  let joined = Arena()

  /// Folds the parameters into the graph; kernels are compiled when samples come.
  ///
  /// - Parameters:
  ///   - threads: at least 1.
  ///   - precision: of the values between samples and outputs.
  ///   - plans: how many sizes stay compiled.
  /// - Throws: `TensorError` when parameters are missing or don't fit, or the graph is impossible.
  public init(
    _ graph: Graph, parameters: Parameters, threads: Int = 1, precision: Precision = .f32,
    plans: Int = 32
  ) throws(TensorError) {
    self.graph = graph
    self.threads = max(1, threads)
    self.precision = precision
    inputShape = try graph.inputShape()
    _ = try graph.shapes()
    var program = try Program(graph, parameters: parameters)
    program.optimise()
    self.program = program
    var contexts: [Context] = []
    for _ in 0..<self.threads { contexts.append(try Context()) }
    self.contexts = contexts
    store = WeightStore(contexts[0])
    self.plans = RecentPlans(capacity: plans)
  }

  /// The graph's outputs for a batch of samples.
  ///
  /// - Parameter samples: N × C × H × W, or N × C where the input is a vector. Height and width
  ///   may differ from the graph's where its layers allow.
  /// - Returns: N × C × H × W for each output that is a map, N × C for each vector.
  /// - Throws: `TensorError` when the samples don't fit the graph.
  public func callAsFunction(_ samples: Tensor) throws(TensorError) -> [Tensor] {
    let shape = try graph.inputShape(of: samples)
    let batch = samples.dimensions[0]
    guard batch > 0 else { return try empty(shape) }
    return try samples.values.withUnsafeBufferPointer { values throws(TensorError) in
      try run(values, batch: batch, shape: shape) { outputs in
        zip(graph.outputs, outputs).map { value, output in
          Tensor(
            dimensions: graph.dimensions(of: value, shape: output.shape, batch: batch),
            values: Array(output.values))
        }
      }
    }
  }

  /// Evaluates the graph without copying samples or results.
  ///
  /// - Parameters:
  ///   - samples: `batch` samples, row-major N × C × H × W.
  ///   - shape: the shape of one sample, by default the one the graph declares.
  ///   - body: receives the graph's outputs, in its order.
  /// - Throws: `TensorError` when the samples don't fit the graph.
  public func run<Result>(
    _ samples: UnsafeBufferPointer<Float>, batch: Int, shape: Shape? = nil,
    _ body: ([Output]) -> Result
  ) throws(TensorError) -> Result {
    let shape = shape ?? inputShape
    // Plans are found by height and width alone, so channels are checked here.
    guard batch > 0, shape.channels == inputShape.channels,
      samples.count == batch * shape.count, let start = samples.baseAddress
    else {
      throw .inputShape(
        expected: inputShape, actual: [batch, shape.channels, shape.height, shape.width])
    }
    // Each kernel runs on one thread: see `Crew` and `Lane`.
    Context.setThreads(1)
    if threads > 1, batch > 1 { return try runLanes(start, batch: batch, shape, body) }
    let plan = try plan(batch: batch, shape)
    try plan.run(start, in: arena, with: threads > 1 ? crew : nil)
    return body(
      plan.outputs.indices.map { index in
        let (values, shape) = plan.output(index, in: arena)
        return Output(
          shape: shape, values: UnsafeBufferPointer(start: values, count: batch * shape.count))
      })
  }

  /// The plan for a size, compiled when it is not among the latest.
  func plan(batch: Int, _ shape: Shape) throws(TensorError) -> Plan {
    try plan(batch: batch, shape, contexts, &plans)
  }

  func plan(
    batch: Int, _ shape: Shape, _ contexts: [Context], _ plans: inout RecentPlans<Plan>
  ) throws(TensorError) -> Plan {
    let size = Size(batch: batch, height: shape.height, width: shape.width)
    if let plan = plans[size] { return plan }
    let shapes = try graph.shapes(input: shape)
    var planner = Planner(
      contexts, store, program, shapes: shapes, batch: batch, precision)
    let plan = try planner.plan()
    plans.insert(plan, for: size)
    return plan
  }

  private func empty(_ shape: Shape) throws(TensorError) -> [Tensor] {
    let shapes = try graph.shapes(input: shape)
    return graph.outputs.map { value in
      let shape = shapes[value.index]
      return Tensor(
        dimensions: graph.dimensions(of: value, shape: shape, batch: 0), values: [])
    }
  }
}
