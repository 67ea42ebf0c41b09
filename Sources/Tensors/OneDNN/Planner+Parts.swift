/// Convolutions of a single sample whose filters are shared out among threads: each makes some
/// blocks of the result's channels, which lie side by side in memory.
extension Planner {
  /// The shares of the filters; none where there is nothing to share.
  private func shares(of filter: Filter, _ output: Shape) -> [Range<Int>] {
    let blocks = output.channels / Program.channelBlock
    let count = min(contexts.count, blocks)
    guard batch == 1, filter.groups == 1, output.channels % Program.channelBlock == 0, count > 1
    else { return [] }
    return (0..<count).map { share in
      let first = share * blocks / count * Program.channelBlock
      return first..<((share + 1) * blocks / count * Program.channelBlock)
    }
  }

  /// Whether the convolution could be shared out.
  mutating func convolveInParts(
    _ instruction: Program.Instruction, _ index: Int, _ filter: Filter
  ) throws(TensorError) -> Bool {
    let shares = shares(of: filter, shapes[index])
    var kernels: [Kernel] = []
    for (share, context) in zip(shares, contexts) {
      var output = shapes[index]
      output.channels = share.count
      let kernel = try bestConvolution(instruction, filter, to: output, in: context)
      guard try kernel.layout(of: .destination) == layout(output, .blocks16) else { return false }
      kernels.append(kernel)
    }
    guard !kernels.isEmpty else { return false }
    var sources: [Place] = []
    for kernel in kernels {
      guard let wanted = kernel.layout(of: .source) else { return false }
      sources.append(try place(of: instruction.inputs[0], in: wanted))
    }
    let whole = try layout(of: index, .blocks16)
    let target =
      instruction.isAccumulating
      ? try accumulator(instruction, in: whole, avoiding: sources.map(\.slot))
      : try buffer(for: index, whole)
    var pieces: [Plan.Piece] = []
    for (number, share) in shares.enumerated() {
      let cells = shapes[index].height * shapes[index].width
      guard let slot = part(of: target, from: share.lowerBound * cells) else { return false }
      pieces.append(
        try piece(
          kernels[number], [(.source, sources[number].slot), (.destination, slot)],
          constants(of: filter, share)))
    }
    append(pieces, instruction.name)
    set(index, target)
    return true
  }

  /// The weights and biases of some filters.
  private func constants(
    of filter: Filter, _ share: Range<Int>
  ) throws(TensorError) -> [(Kernel.Argument, Part)] {
    let dimensions = [share.count] + filter.weight.dimensions.dropFirst()
    let size = dimensions.dropFirst().reduce(1, *)
    let plain = try Layout(weights: dimensions, groups: 1, .plain)
    let weights = Part(filter.weight, plain, from: share.lowerBound * size)
    var parts = [(Kernel.Argument.weights, weights)]
    if let bias = filter.bias {
      parts.append((.bias, Part(bias, try Layout(count: share.count), from: share.lowerBound)))
    }
    return parts
  }
}
