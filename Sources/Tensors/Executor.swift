/// A graph with its weights, ready to run at any batch size.
///
/// Not Sendable: confined to one owner.
public final class Executor {
  /// One output of a run, valid only while the closure given to `run` runs.
  public struct Output {
    /// The shape of one sample.
    public let shape: Shape
    /// All samples, row-major N × C × H × W.
    public let values: UnsafeBufferPointer<Float>
  }

  private let reference: Reference

  public init(_ graph: Graph, parameters: Parameters, threads: Int = 1) throws(TensorError) {
    try graph.check(parameters)
    reference = Reference(graph, parameters: parameters)
  }

  public func callAsFunction(_ samples: Tensor) throws(TensorError) -> [Tensor] {
    try reference(samples)
  }

  /// Evaluates the graph without copying samples or results.
  ///
  /// - Parameters:
  ///   - samples: `batch` samples, row-major N × C × H × W.
  ///   - shape: the shape of one sample, by default the one the graph declares.
  ///   - body: receives the graph's outputs, in its order.
  public func run<Result>(
    _ samples: UnsafeBufferPointer<Float>, batch: Int, shape: Shape? = nil,
    _ body: ([Output]) -> Result
  ) throws(TensorError) -> Result {
    let declared = try reference.graph.inputShape()
    let shape = shape ?? declared
    let tensors = try self(
      Tensor(
        dimensions: [batch, shape.channels, shape.height, shape.width], values: Array(samples)))
    let shapes = try reference.graph.shapes(input: shape)
    let buffers = tensors.map { tensor in
      let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: tensor.values.count)
      _ = copy.initialize(from: tensor.values)
      return copy
    }
    defer { buffers.forEach { $0.deallocate() } }
    return body(
      zip(buffers, reference.graph.outputs).map {
        Output(shape: shapes[$1.index], values: UnsafeBufferPointer($0))
      })
  }
}
