extension Planner {
  mutating func emit(
    _ instruction: Program.Instruction, as index: Int
  ) throws(TensorError) {
    switch instruction.kind {
    case .input:
      set(index, Place(layout: try layout(of: index, .plain), slot: .samples))
    case .convolution(let filter): try convolve(instruction, index, filter)
    case .localConvolution(let filter, let region):
      try convolve(instruction, index, filter, in: region)
    case .dense(let weight, let bias): try multiply(instruction, index, weight, bias)
    case .affine(let scale, let offset): try shift(instruction, index, scale, offset)
    case .elementwise(let function): try apply(function, instruction, index)
    case .prelu(let slope): try rectify(instruction, index, slope)
    case .maxout(let pieces):
      try mapCells(instruction, index) { maxout($0, $1, $2, $3, pieces: pieces) }
    case .responseNormalisation(let size, let alpha, let beta, let offset):
      try normaliseResponse(instruction, index, size, alpha, beta, offset)
    case .pooling(let kind, let extent, let stride, let padding):
      let window = Window(extent: extent, stride: stride, padding: padding)
      try pool(instruction, index, kind, window)
    case .globalAverage:
      let map = shapes[instruction.inputs[0]]
      let extent = Extent(height: map.height, width: map.width)
      let window = Window(extent: extent, stride: Extent(1), padding: .none)
      try pool(instruction, index, .average(countingPadding: false), window)
    case .add(let scale): try add(instruction, index, scale)
    case .multiply: try scale(instruction, index)
    case .enlarge(let factor): try enlarge(instruction, index, factor)
    case .resample(let axis, let taps): try resample(instruction, index, axis, taps)
    case .quantise: quantise(instruction, index)
    case .quantum: try quantum(instruction, index)
    case .rescale(let factors, let shift): try rescale(instruction, index, factors, shift)
    case .concatenate: try concatenate(instruction, index)
    case .flatten(let order): try flatten(instruction, index, order)
    case .softmax: try mapCells(instruction, index, softmax)
    case .normalise: try mapCells(instruction, index, normalise)
    }
  }
}
