import Tensors

/// The records of dlib's layers (dlib/dnn/layers.h, input.h). A record opens with its name, whose
/// number at the end is the record's version.
extension ByteReader {
  mutating func dlibInput() throws(WeightFileError) -> DlibLayer {
    let start = offset
    let name = try dlibText()
    let mean = [try dlibFloat(), try dlibFloat(), try dlibFloat()]
    switch name {
    case "input_rgb_image", "input_rgb_image_pyramid": break
    case "input_rgb_image_sized", "input_rgb_image_pyramid2":
      for _ in 0..<2 { _ = try dlibInteger() }
    default: throw unsupported(.record(name), at: start)
    }
    return .input(mean: mean)
  }

  mutating func dlibLayer() throws(WeightFileError) -> DlibLayer {
    let start = offset
    let name = try dlibText()
    switch name {
    case "con_4": return try dlibConvolution(flags: 0)
    case "con_5": return try dlibConvolution(flags: 1)
    case "affine_": return try dlibAffine(flags: 0)
    case "affine_2": return try dlibAffine(flags: 1)
    case "bn_con2", "bn_fc2": return try dlibBatchNormalisation()
    case "relu_": return .relu
    case "relu_2":
      _ = try dlibFlag()
      return .relu
    case "max_pool_2": return try dlibPooling(.maximum)
    case "avg_pool_2": return try dlibPooling(.average(countingPadding: false))
    case "fc_2": return try dlibDense(flags: 0)
    case "fc_3": return try dlibDense(flags: 1)
    case "add_prev_": return .add
    default: throw unsupported(.record(name), at: start)
    }
  }

  private mutating func dlibConvolution(flags: Int) throws(WeightFileError) -> DlibLayer {
    let start = offset
    let parameters = try dlibTensor()
    let filters = try dlibSize()
    let kernel = try dlibExtent()
    let stride = try dlibExtent()
    let padding = try dlibExtent()
    let shape = try dlibAlias()
    let biases = try dlibAlias().reduce(1, *)
    try skipDlibRates()
    for _ in 0..<flags { _ = try dlibFlag() }
    guard shape == [filters, shape[1], kernel.height, kernel.width], [0, filters].contains(biases)
    else { throw malformed(.lengths(filters, biases), at: start) }
    let (weight, bias) = try split(parameters, shape.reduce(1, *), biases, at: start)
    return .convolution(
      weight: Tensor(dimensions: shape, values: floats(at: weight)),
      bias: biases == 0 ? nil : vector(at: bias),
      stride: stride, padding: Padding(vertical: padding.height, horizontal: padding.width))
  }

  private mutating func dlibAffine(flags: Int) throws(WeightFileError) -> DlibLayer {
    let start = offset
    let (scale, shift) = try dlibScaleAndShift(at: start)
    _ = try dlibInteger()
    for _ in 0..<flags { _ = try dlibFlag() }
    return .affine(scale: vector(at: scale), shift: vector(at: shift))
  }

  /// Parameters γ and β, then the statistics of the last batch, then the running ones that count.
  private mutating func dlibBatchNormalisation() throws(WeightFileError) -> DlibLayer {
    let start = offset
    let (scale, shift) = try dlibScaleAndShift(at: start)
    for _ in 0..<2 { _ = try dlibTensor() }
    let mean = floats(at: try dlibTensor())
    let variance = floats(at: try dlibTensor())
    for _ in 0..<2 { _ = try dlibInteger() }
    try skipDlibRates()
    let epsilon = try dlibNumber()
    var (gamma, beta) = (floats(at: scale), floats(at: shift))
    guard mean.count == gamma.count, variance.count == gamma.count else {
      throw malformed(.lengths(gamma.count, mean.count), at: start)
    }
    for channel in gamma.indices {
      gamma[channel] /= Float(Double(variance[channel]) + epsilon).squareRoot()
      beta[channel] -= gamma[channel] * mean[channel]
    }
    return .affine(
      scale: Tensor(dimensions: [gamma.count], values: gamma),
      shift: Tensor(dimensions: [beta.count], values: beta))
  }

  private mutating func dlibPooling(_ kind: PoolingKind) throws(WeightFileError) -> DlibLayer {
    let window = try dlibExtent()
    let stride = try dlibExtent()
    let padding = try dlibExtent()
    return .pooling(
      kind, window: window, stride: stride,
      padding: Padding(vertical: padding.height, horizontal: padding.width))
  }

  private mutating func dlibDense(flags: Int) throws(WeightFileError) -> DlibLayer {
    let start = offset
    let outputs = try dlibSize()
    let inputs = try dlibSize()
    let parameters = try dlibTensor()
    let shape = try dlibAlias()
    let biases = try dlibAlias().reduce(1, *)
    let withoutBias = try dlibInteger(in: 0...1) == 1
    try skipDlibRates()
    for _ in 0..<flags { _ = try dlibFlag() }
    guard shape == [inputs, outputs, 1, 1] else {
      throw malformed(.lengths(inputs * outputs, shape.reduce(1, *)), at: start)
    }
    let bias = withoutBias ? 0 : outputs
    guard biases == bias || withoutBias else { throw malformed(.lengths(bias, biases), at: start) }
    let parts = try split(parameters, inputs * outputs, bias, at: start)
    return .dense(
      weight: transposed(floats(at: parts.0), rows: inputs, columns: outputs),
      bias: withoutBias ? nil : vector(at: parts.1))
  }

  private func transposed(_ values: [Float], rows: Int, columns: Int) -> Tensor {
    var result = Tensor(dimensions: [columns, rows], repeating: 0)
    for row in 0..<rows {
      for column in 0..<columns {
        result.values[column * rows + row] = values[row * columns + column]
      }
    }
    return result
  }
}

/// Parts that several records share.
extension ByteReader {
  /// γ and β in one tensor, and the two shapes that divide it.
  private mutating func dlibScaleAndShift(
    at start: Int
  ) throws(WeightFileError) -> (Range<Int>, Range<Int>) {
    let parameters = try dlibTensor()
    let scale = try dlibAlias().reduce(1, *)
    let shift = try dlibAlias().reduce(1, *)
    guard scale == shift else { throw malformed(.lengths(scale, shift), at: start) }
    return try split(parameters, scale, shift, at: start)
  }

  /// Divides the place of a tensor into two arrays that fill it.
  private func split(
    _ range: Range<Int>, _ first: Int, _ second: Int, at start: Int
  ) throws(WeightFileError) -> (Range<Int>, Range<Int>) {
    guard range.count == (first + second) * 4 else {
      throw malformed(.lengths(first + second, range.count / 4), at: start)
    }
    let middle = range.lowerBound + first * 4
    return (range.lowerBound..<middle, middle..<range.upperBound)
  }

  private func vector(at range: Range<Int>) -> Tensor {
    Tensor(dimensions: [range.count / 4], values: floats(at: range))
  }

  /// A height and a width.
  private mutating func dlibExtent() throws(WeightFileError) -> Extent {
    Extent(height: try dlibSize(), width: try dlibSize())
  }

  private mutating func dlibSize() throws(WeightFileError) -> Int {
    try dlibInteger(in: 0...Int(Int32.max))
  }

  /// Learning-rate and weight-decay multipliers of weights and biases.
  private mutating func skipDlibRates() throws(WeightFileError) {
    for _ in 0..<4 { _ = try dlibNumber() }
  }
}
