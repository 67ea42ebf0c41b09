extension Program {
  /// Puts values for the names of parameters, and drops what no output needs.
  ///
  /// - Throws: `TensorError` when parameters are missing or have other dimensions.
  init(_ graph: Graph, parameters: Parameters) throws(TensorError) {
    try graph.check(parameters)
    let sources = graph.sources()
    instructions = Array(repeating: nil, count: graph.nodes.count)
    outputs = graph.outputs.map { sources[$0.index] }
    var needed = Set(outputs)
    for (index, node) in graph.nodes.enumerated().reversed() where needed.contains(index) {
      let inputs = node.inputs.map { sources[$0.index] }
      needed.formUnion(inputs)
      let kind = Kind(node.operation) { name in
        // `check` has found every parameter.
        parameters[name.name].map(Constant.init) ?? Constant([])
      }
      instructions[index] = kind.map { Instruction(name: node.name, kind: $0, inputs: inputs) }
    }
  }
}

extension Graph {
  /// For every node the one whose result it passes on: itself, unless it only matters in training.
  fileprivate func sources() -> [Int] {
    var sources = Array(nodes.indices)
    for (index, node) in nodes.enumerated() {
      if case .dropout = node.operation { sources[index] = sources[node.inputs[0].index] }
    }
    return sources
  }
}

extension Program.Kind {
  /// Nil for what only matters in training.
  fileprivate init?(_ operation: Operation, _ values: (Parameter) -> Constant) {
    switch operation {
    case .dropout: return nil
    case .input: self = .input
    case .convolution(let weight, let bias, let stride, let padding, let dilation, let groups):
      self = .convolution(
        Filter(
          weight: values(weight), bias: bias.map(values), stride: stride, padding: padding,
          dilation: dilation, groups: groups))
    case .localConvolution(let weight, let bias, let stride, let padding, let region):
      self = .localConvolution(
        Filter(
          weight: values(weight), bias: bias.map(values), stride: stride, padding: padding),
        region: region)
    case .dense(let weight, let bias):
      self = .dense(weight: values(weight), bias: bias.map(values))
    case .batchNormalisation(let scale, let shift, let mean, let variance, let epsilon):
      self = .normalisation(
        scale.map(values), shift.map(values), values(mean), values(variance), epsilon)
    case .affine(let scale, let shift):
      self = .affine(scale: values(scale), shift: values(shift))
    case .activation(.relu): self = .elementwise(.relu)
    case .activation(.clip(let lower, let upper)):
      self = .elementwise(.clip(lower: lower, upper: upper))
    case .activation(.sigmoid): self = .elementwise(.sigmoid)
    case .activation(.reciprocal): self = .elementwise(.reciprocal)
    case .maxout(let pieces): self = .maxout(pieces: pieces)
    case .responseNormalisation(let size, let alpha, let beta, let offset):
      self = .responseNormalisation(size: size, alpha: alpha, beta: beta, offset: offset)
    case .activation(.prelu(let slope)): self = .prelu(values(slope))
    case .pooling(let kind, let window, let stride, let padding, _):
      self = .pooling(kind, window: window, stride: stride, padding: padding)
    case .globalAverage: self = .globalAverage
    case .add(let scale): self = .add(scale: scale)
    case .multiply: self = .multiply
    case .enlarge(let factor): self = .enlarge(factor)
    case .resample(let axis, let taps): self = .resample(axis, taps)
    case .quantise: self = .quantise
    case .quantum: self = .quantum
    case .rescale(let factors): self = .rescale(values(factors), shift: nil)
    case .concatenate: self = .concatenate
    case .flatten(let order): self = .flatten(order)
    case .softmax: self = .softmax
    case .normalise: self = .normalise
    }
  }

  /// Batch normalisation with its statistics frozen: scale / √(variance + ε) · (x − mean) + shift.
  private static func normalisation(
    _ scale: Constant?, _ shift: Constant?, _ mean: Constant, _ variance: Constant,
    _ epsilon: Float
  ) -> Self {
    let factors = variance.values.indices.map { channel in
      Double(scale?.values[channel] ?? 1)
        / (Double(variance.values[channel]) + Double(epsilon)).squareRoot()
    }
    let shifts = factors.indices.map { channel in
      Float(
        Double(shift?.values[channel] ?? 0) - Double(mean.values[channel]) * factors[channel])
    }
    return .affine(scale: Constant(factors.map { Float($0) }), shift: Constant(shifts))
  }
}
