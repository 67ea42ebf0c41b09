extension Planner {
  /// One way to convolve.
  private struct Candidate {
    var source: MemoryOrder
    var destination: MemoryOrder
    var winograd = false
  }

  /// The first way that oneDNN has fast code for on this processor.
  ///
  /// Left alone, oneDNN 2.6 picks channels-last layouts, for which it has no Winograd kernels; so
  /// blocks of channels are offered first where the channels fill them.
  ///
  /// - Parameter output: the shape of the result, of which `filter` may make a part.
  func bestConvolution(
    _ instruction: Program.Instruction, _ filter: Filter, to output: Shape, in context: Context
  ) throws(TensorError) -> Kernel {
    let input = shapes[instruction.inputs[0]]
    func kernel(_ candidate: Candidate) throws(TensorError) -> Kernel {
      try convolution(candidate, instruction, filter, input, output, context)
    }
    for candidate in candidates(input, output, filter) {
      if let kernel = try? kernel(candidate), !kernel.isReference { return kernel }
    }
    return try kernel(Candidate(source: .any, destination: .any))
  }

  private func candidates(_ input: Shape, _ output: Shape, _ filter: Filter) -> [Candidate] {
    let block = Program.channelBlock
    guard output.channels % block == 0 else { return [] }
    // Photos have few channels, for which there are kernels that read them as they are.
    if input.channels <= 4, filter.groups == 1 {
      return [Candidate(source: .plain, destination: .blocks16)]
    }
    guard input.channels % block == 0 else { return [] }
    let direct = Candidate(source: .blocks16, destination: .blocks16)
    let suits =
      filter.extent == Extent(3) && filter.stride == Extent(1) && filter.dilation == Extent(1)
      && filter.groups == 1
    guard suits, paysForTransform(input, output) else { return [direct] }
    return [Candidate(source: .blocks16, destination: .blocks16, winograd: true), direct]
  }

  /// Whether Winograd's fewer multiplications outweigh its weights, 16/9 as many.
  ///
  /// Those are slow to transform at first (14 ms for 256 filters of 256 channels) and to read in
  /// each run, so they must serve many cells.
  private func paysForTransform(_ input: Shape, _ output: Shape) -> Bool {
    batch * output.height * output.width >= input.channels
  }

  private func convolution(
    _ candidate: Candidate, _ instruction: Program.Instruction, _ filter: Filter, _ input: Shape,
    _ output: Shape, _ context: Context
  ) throws(TensorError) -> Kernel {
    let source = try layout(input, candidate.source)
    let destination = try layout(output, candidate.destination)
    let dimensions = [output.channels] + filter.weight.dimensions.dropFirst()
    return try Kernel.convolution(
      context, source,
      weights: Layout(weights: dimensions, groups: filter.groups, .any),
      bias: filter.bias != nil, destination, filter.window, winograd: candidate.winograd,
      instruction.posts)
  }
}
