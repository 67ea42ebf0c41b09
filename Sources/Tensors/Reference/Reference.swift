/// Evaluates a graph by the definitions of its operations, as the oracle of tests.
///
/// Sums are taken in double precision, each result is rounded to 32 bits.
public struct Reference {
  let graph: Graph
  let parameters: Parameters
  /// Whether batch normalisations use the batch's own statistics.
  let isTraining: Bool

  /// An evaluator; parameters are checked when samples come.
  ///
  /// - Parameter isTraining: whether batch normalisations use the batch's own statistics, as they
  ///   do in training. Nothing is dropped either way.
  public init(_ graph: Graph, parameters: Parameters, isTraining: Bool = false) {
    self.graph = graph
    self.parameters = parameters
    self.isTraining = isTraining
  }

  /// The graph's outputs for a batch of samples, N × C × H × W each, or N × C for vectors.
  ///
  /// - Throws: `TensorError` when samples or parameters don't fit the graph.
  public func callAsFunction(_ samples: Tensor) throws(TensorError) -> [Tensor] {
    try graph.check(parameters)
    let input = try graph.inputShape(of: samples)
    let shapes = try graph.shapes(input: input)
    let batch = samples.dimensions[0]
    var maps: [Maps] = []
    for (node, shape) in zip(graph.nodes, shapes) {
      let inputs = node.inputs.map { maps[$0.index] }
      var result = Maps(batch: batch, shape: shape)
      evaluate(node.operation, inputs, samples, into: &result)
      maps.append(result)
    }
    return graph.outputs.map { output in
      let maps = maps[output.index]
      let dimensions = graph.dimensions(of: output, shape: maps.shape, batch: batch)
      return Tensor(dimensions: dimensions, values: maps.values)
    }
  }

  private func evaluate(
    _ operation: Operation, _ inputs: [Maps], _ samples: Tensor, into result: inout Maps
  ) {
    switch operation {
    case .input: result.values = samples.values
    case .convolution(let weight, let bias, let stride, let padding, let dilation, let groups):
      let window = Window(
        extent: weight.kernel, stride: stride, padding: padding, dilation: dilation)
      convolve(
        inputs[0], self[weight], bias.map { self[$0].values }, window, groups: groups, &result)
    case .localConvolution(let weight, let bias, let stride, let padding, let region):
      let window = Window(extent: weight.kernel, stride: stride, padding: padding)
      convolve(inputs[0], self[weight], bias.map { self[$0].values }, window, region, &result)
    case .dense(let weight, let bias):
      multiply(inputs[0], self[weight], bias.map { self[$0].values }, &result)
    case .batchNormalisation(let scale, let shift, let mean, let variance, let epsilon):
      let statistics =
        isTraining ? statistics(inputs[0]) : (self[mean].values, self[variance].values)
      normalise(
        inputs[0], scale.map { self[$0].values }, shift.map { self[$0].values },
        statistics.0, statistics.1, epsilon, &result)
    case .affine(let scale, let shift):
      let (scale, shift) = (self[scale].values, self[shift].values)
      result.fill { n, c, y, x in inputs[0][n, c, y, x] * scale[c] + shift[c] }
    case .activation(.relu):
      result.values = inputs[0].values.map { max($0, 0) }
    case .activation(.prelu(let slope)):
      let slope = self[slope].values
      result.fill { n, c, y, x in
        let value = inputs[0][n, c, y, x]
        return value > 0 ? value : slope[c] * value
      }
    case .activation(.clip(let lower, let upper)):
      result.values = inputs[0].values.map { min(max($0, lower), upper) }
    case .activation(.sigmoid):
      result.values = inputs[0].values.map(sigmoid)
    case .activation(.reciprocal):
      result.values = inputs[0].values.map { 1 / $0 }
    case .maxout(let pieces):
      result.fill { n, c, y, x in
        (0..<pieces).reduce(-.infinity) { max($0, inputs[0][n, c * pieces + $1, y, x]) }
      }
    case .responseNormalisation(let size, let alpha, let beta, let offset):
      normalise(inputs[0], size, alpha, beta, offset, &result)
    case .pooling(let kind, let window, let stride, let padding, _):
      pool(inputs[0], kind, window, stride, padding, &result)
    case .globalAverage: average(inputs[0], &result)
    case .add(let scale): add(inputs[0], scale, inputs[1], &result)
    case .multiply:
      let single = inputs[1].shape.height == 1 && inputs[1].shape.width == 1
      result.fill { n, c, y, x in
        inputs[0][n, c, y, x] * inputs[1][n, c, single ? 0 : y, single ? 0 : x]
      }
    case .enlarge(let factor):
      result.fill { n, c, y, x in inputs[0][n, c, y / factor.height, x / factor.width] }
    case .resample(let axis, let taps): resample(inputs[0], axis, taps, &result)
    case .quantise: quantise(inputs[0], &result)
    case .quantum: result.fill { n, _, _, _ in levels(of: inputs[0], n).step }
    case .rescale(let factors):
      let factors = self[factors].values
      result.fill { n, c, y, x in inputs[0][n, c, y, x] * (inputs[1][n, 0, 0, 0] * factors[c]) }
    case .concatenate: concatenate(inputs, &result)
    case .flatten(let order): flatten(inputs[0], order, &result)
    case .dropout: result.values = inputs[0].values
    case .softmax: softmax(inputs[0], &result)
    case .normalise: normalise(inputs[0], &result)
    }
  }

  /// A parameter's values, which `check` has found to be there.
  private subscript(parameter: Parameter) -> Tensor {
    parameters[parameter.name] ?? Tensor(dimensions: parameter.dimensions, repeating: 0)
  }
}

extension Graph {
  /// The shape of each sample in a batch.
  ///
  /// - Throws: `TensorError.inputShape` unless samples are N × C × H × W with the graph's
  ///   channels; N × C will do where the input is a vector.
  func inputShape(of samples: Tensor) throws(TensorError) -> Shape {
    let declared = try inputShape()
    let dimensions = samples.dimensions
    if dimensions.count == 4, dimensions[1] == declared.channels {
      return Shape(channels: dimensions[1], height: dimensions[2], width: dimensions[3])
    }
    guard dimensions == [dimensions.first ?? 0, declared.count], declared.channels == declared.count
    else { throw .inputShape(expected: declared, actual: dimensions) }
    return declared
  }

  /// The dimensions of an output's tensor.
  func dimensions(of output: Value, shape: Shape, batch: Int) -> [Int] {
    isVector(output)
      ? [batch, shape.channels] : [batch, shape.channels, shape.height, shape.width]
  }
}
