extension LearningPlanner {
  mutating func emit(_ node: Graph.Node, _ index: Int) throws(TensorError) {
    switch node.operation {
    case .input: try takeSamples(index)
    case .convolution(let weight, let bias, let stride, let padding, let dilation, let groups):
      let window = Window(
        extent: weight.kernel, stride: stride, padding: padding, dilation: dilation)
      try convolve(node, index, weight, bias, window, groups: groups)
    case .localConvolution(let weight, let bias, let stride, let padding, let region):
      let window = Window(extent: weight.kernel, stride: stride, padding: padding)
      try convolve(node, index, weight, bias, window, in: region)
    case .dense(let weight, let bias): try dense(node, index, weight, bias)
    case .batchNormalisation(let scale, let shift, let mean, let variance, let epsilon):
      try normaliseBatch(node, index, scale, shift, (mean, variance), epsilon)
    case .affine(let scale, let shift): try shiftChannels(node, index, scale, shift)
    case .activation(.relu): try rectify(node, index)
    case .activation(.clip(let lower, let upper)):
      try apply(.clip(lower: lower, upper: upper), node, index)
    case .activation(.sigmoid): try apply(.sigmoid, node, index)
    case .activation(.prelu(let slope)): try rectify(node, index, slope)
    case .activation(.reciprocal): try mapCells(node, index, reciprocal, reciprocalGradient)
    case .responseNormalisation(let size, let alpha, let beta, let offset):
      try normaliseResponse(node, index, size, alpha, beta, offset)
    case .maxout(let pieces):
      try mapCells(
        node, index, { maxout($0, $1, $2, $3, pieces: pieces) },
        { maxoutGradient($0, pieces: pieces) })
    case .pooling(let kind, let extent, let stride, let padding, _):
      let window = Window(extent: extent, stride: stride, padding: padding)
      try pool(node, index, kind, window)
    case .globalAverage:
      let map = shapes[node.inputs[0].index]
      let extent = Extent(height: map.height, width: map.width)
      let window = Window(extent: extent, stride: Extent(1), padding: .none)
      try pool(node, index, .average(countingPadding: false), window)
    case .add(let scale): try add(node, index, scale)
    case .multiply: try multiply(node, index)
    case .enlarge(let factor): try enlarge(node, index, factor)
    case .resample(let axis, let taps): try resample(node, index, axis, taps)
    case .concatenate: try concatenate(node, index)
    case .flatten(let order): try flatten(node, index, order)
    case .dropout(let rate): drop(node, index, rate)
    case .softmax: try mapCells(node, index, softmax, softmaxGradient)
    case .normalise: try mapCells(node, index, normalise, normaliseGradient)
    case .quantise, .quantum, .rescale:
      throw .untrainable(node: node.name)
    }
  }

  /// A copy of the samples, which the way back may read when the caller's are gone.
  private mutating func takeSamples(_ index: Int) throws(TensorError) {
    let target = recorder.buffer(try layout(of: index, .plain))
    let count = batch * shapes[index].count
    recorder.append("samples", touching: [.samples, target.slot]) { memory in
      memory.floats(target.slot).update(from: memory.floats(.samples), count: count)
    }
    set(index, target)
  }
}
