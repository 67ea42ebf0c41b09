extension Program {
  /// Channels that kernels handle at a time.
  static let channelBlock = 16

  /// Rounds the channels of convolutions up to whole blocks, by filters of zeros, where only
  /// later convolutions see them, through layers that keep zeros.
  ///
  /// A net such as MTCNN's with 10 or 28 channels then runs on the kernels for blocks, which are
  /// more than twice as fast as those for any number of channels.
  mutating func padChannels() {
    let hidden = hiddenValues()
    for index in instructions.indices {
      guard let instruction = instructions[index] else { continue }
      if let source = instruction.inputs.first, let channels = paddedChannels[source] {
        instructions[index]?.kind = instruction.kind.paddingInput(to: channels)
        if instruction.kind.keepsChannels { paddedChannels[index] = channels }
      }
      if case .convolution(var filter)? = instructions[index]?.kind, hidden[index],
        filter.groups == 1, let channels = Self.paddedCount(filter.weight.dimensions[0])
      {
        filter.weight = filter.weight.padded(axis: 0, to: channels)
        filter.bias = filter.bias?.padded(axis: 0, to: channels)
        instructions[index]?.kind = .convolution(filter)
        paddedChannels[index] = channels
      }
    }
  }

  /// The shapes of all values, given those of the graph's nodes.
  func shapes(_ shapes: [Shape]) -> [Shape] {
    var shapes = shapes
    for (index, channels) in paddedChannels { shapes[index].channels = channels }
    return shapes
  }

  /// The next whole number of blocks, unless the count is one or would double.
  private static func paddedCount(_ channels: Int) -> Int? {
    let padded = (channels + channelBlock - 1) / channelBlock * channelBlock
    return padded == channels || padded > 2 * channels ? nil : padded
  }

  /// For every value, whether more channels of zeros would not be seen in any output.
  private func hiddenValues() -> [Bool] {
    var hidden = Array(repeating: true, count: instructions.count)
    for output in outputs { hidden[output] = false }
    for (index, instruction) in instructions.enumerated().reversed() {
      guard let instruction else { continue }
      if case .convolution(let filter) = instruction.kind, filter.groups == 1 { continue }
      let keeps = instruction.kind.keepsChannels && hidden[index]
      for input in instruction.inputs where !keeps { hidden[input] = false }
    }
    return hidden
  }
}

extension Program.Kind {
  /// Whether channels of zeros stay channels of zeros.
  fileprivate var keepsChannels: Bool {
    switch self {
    case .elementwise(let function): function.keepsZero
    case .prelu, .pooling, .affine, .responseNormalisation, .quantise: true
    default: false
    }
  }

  fileprivate func paddingInput(to channels: Int) -> Self {
    switch self {
    case .convolution(let filter): .convolution(filter.paddingInput(to: channels))
    case .prelu(let slope): .prelu(slope.padded(axis: 0, to: channels))
    case .affine(let scale, let shift):
      .affine(
        scale: scale.padded(axis: 0, to: channels), shift: shift.padded(axis: 0, to: channels))
    default: self
    }
  }
}

extension Filter {
  fileprivate func paddingInput(to channels: Int) -> Filter {
    var filter = self
    filter.weight = weight.padded(axis: 1, to: channels)
    return filter
  }
}

extension Constant {
  /// The values with zeros added at the end of one axis.
  fileprivate func padded(axis: Int, to count: Int) -> Constant {
    let outer = dimensions[..<axis].reduce(1, *)
    let length = dimensions[axis...].reduce(1, *)
    var dimensions = dimensions
    dimensions[axis] = count
    let tail = Array(repeating: Float(0), count: dimensions[axis...].reduce(1, *) - length)
    let rows = (0..<outer).flatMap { values[$0 * length..<($0 + 1) * length] + tail }
    return Constant(dimensions: dimensions, values: rows)
  }
}
