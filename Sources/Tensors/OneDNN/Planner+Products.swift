extension Planner {
  mutating func convolve(
    _ instruction: Program.Instruction, _ index: Int, _ filter: Filter
  ) throws(TensorError) {
    if try convolveInParts(instruction, index, filter) { return }
    let kernel = try bestConvolution(instruction, filter, to: shapes[index], in: context)
    guard let wanted = kernel.layout(of: .source), let made = kernel.layout(of: .destination)
    else { throw .backend(primitive: "convolution", status: 0) }
    let source = try place(of: instruction.inputs[0], in: wanted)
    let target =
      instruction.isAccumulating
      ? try accumulator(instruction, in: made, avoiding: [source.slot])
      : try buffer(for: index, made)
    let plain = try Layout(weights: filter.weight.dimensions, groups: filter.groups, .plain)
    try append(
      kernel, instruction.name, [(.source, source.slot), (.destination, target.slot)],
      constants: [(.weights, filter.weight, plain)] + biases(filter.bias))
    set(index, target)
  }

  /// A place that holds the addend and may be written: its own, or a copy.
  mutating func accumulator(
    _ instruction: Program.Instruction, in layout: Layout, avoiding sources: [Plan.Slot]
  ) throws(TensorError) -> Place {
    let addend = place(of: instruction.inputs[1])
    if addend.layout == layout, !sources.contains(addend.slot),
      canOverwrite(addend, by: instruction)
    {
      return addend
    }
    let copy = buffer(layout)
    try reorder(addend, to: copy, "copy for \(instruction.name)")
    return copy
  }

  func biases(_ bias: Constant?) throws(TensorError) -> [(Kernel.Argument, Constant, Layout)] {
    guard let bias else { return [] }
    return [(.bias, bias, try Layout(count: bias.values.count))]
  }

  /// A product with a flattened sample, row-major, for which oneDNN's code needs no warming up,
  /// unlike that for blocks.
  mutating func multiply(
    _ instruction: Program.Instruction, _ index: Int, _ weight: Constant, _ bias: Constant?
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let line = Shape(channels: shapes[instruction.inputs[0]].count)
    let dimensions = weight.dimensions + [1, 1]
    let kernel = try Kernel.dense(
      context, layout(line, .plain), weights: Layout(dimensions, .any, precision),
      bias: bias != nil, instruction.posts)
    let target = buffer(try layout(of: index, .plain))
    try append(
      kernel, instruction.name, [(.source, source.slot), (.destination, target.slot)],
      constants: [(.weights, weight, Layout(dimensions, .plain))] + biases(bias))
    set(index, target)
  }
}

extension Program.Instruction {
  /// Whether the result is added to the last input.
  var isAccumulating: Bool {
    finish.contains { if case .addInput = $0 { true } else { false } }
  }

  var posts: [Kernel.Post] {
    finish.map { finish in
      switch finish {
      case .addInput(let scale): .addPrevious(scale: scale)
      case .elementwise(let function): .elementwise(function)
      }
    }
  }
}
