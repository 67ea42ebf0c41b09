extension LearningPlanner {
  mutating func convolve(
    _ node: Graph.Node, _ index: Int, _ weight: Parameter, _ bias: Parameter?, _ window: Window,
    groups: Int
  ) throws(TensorError) {
    let held = try table.layout(of: weight, groups: groups)
    let any = try Layout(weights: weight.dimensions, groups: groups, .any)
    let input = node.inputs[0].index
    let (context, hasBias) = (context, bias != nil)
    let posts = posts(of: index)
    let forward = try fastest(input, index) { source, destination throws(TensorError) in
      try Kernel.convolution(
        context, source, weights: any, bias: hasBias, destination, window, winograd: false, posts,
        for: .training)
    }
    let source = try place(place(of: input), in: layout(of: .source, forward))
    let target = recorder.buffer(try layout(of: .destination, forward))
    let biases = bias.map { [(Kernel.Argument.bias, table.slot(of: $0))] } ?? []
    try append(
      forward, node.name,
      [
        (.source, source.slot), (.weights, try weights(weight, from: held, for: forward)),
        (.destination, target.slot),
      ] + biases)
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      try planner.convolutionWeightsGradient(
        forward, node, gradient, (source, input, index), weight, bias, (held, any), window)
      guard planner.isNeeded(node.inputs[0]) else { return }
      let kernel = try planner.fastest(input, index) { source, destination throws(TensorError) in
        try forward.convolutionSourceGradient(source, weights: any, destination, window)
      }
      try planner.goBack(
        kernel, node, gradient, weights: planner.weights(weight, from: held, for: kernel))
    }
  }

  private mutating func convolutionWeightsGradient(
    _ forward: Kernel, _ node: Graph.Node, _ gradient: Place,
    _ values: (source: Place, input: Int, output: Int), _ weight: Parameter, _ bias: Parameter?,
    _ layouts: (held: Layout, any: Layout), _ window: Window
  ) throws(TensorError) {
    let kernel = try fastest(values.input, values.output) {
      source, destination throws(TensorError) in
      try forward.convolutionWeightsGradient(
        source, weights: layouts.any, bias: bias != nil, destination, window)
    }
    let source = try place(values.source, in: layout(of: .source, kernel))
    let gradient = try place(gradient, in: layout(of: .destinationGradient, kernel))
    let biases = try lineGradients([(.biasGradient, bias)])
    try append(
      kernel, node.name,
      [(.source, source.slot), (.destinationGradient, gradient.slot)] + biases,
      gradientOf: weight, .weightsGradient, in: layouts.held)
  }

  /// Runs a kernel from a result's gradient to that of the only input.
  private mutating func goBack(
    _ kernel: Kernel, _ node: Graph.Node, _ gradient: Place, weights: Plan.Slot
  ) throws(TensorError) {
    let gradient = try place(gradient, in: layout(of: .destinationGradient, kernel))
    let target = recorder.buffer(try layout(of: .sourceGradient, kernel))
    try append(
      kernel, node.name,
      [
        (.destinationGradient, gradient.slot), (.weights, weights),
        (.sourceGradient, target.slot),
      ])
    try add(target, toGradientOf: node.inputs[0].index)
  }

  /// The kernel of a convolution on blocks of channels where those are full and oneDNN has code
  /// for them, otherwise on what oneDNN chooses.
  private func fastest(
    _ input: Int, _ output: Int,
    _ kernel: (_ source: Layout, _ destination: Layout) throws(TensorError) -> Kernel
  ) throws(TensorError) -> Kernel {
    let block = Program.channelBlock
    if shapes[output].channels % block == 0 {
      let channels = shapes[input].channels
      let order: MemoryOrder? = channels % block == 0 ? .blocks16 : channels <= 4 ? .plain : nil
      if let order {
        let made = try? kernel(layout(of: input, order), layout(of: output, .blocks16))
        if let made, !made.isReference { return made }
      }
    }
    return try kernel(layout(of: input, .any), layout(of: output, .any))
  }

  mutating func dense(
    _ node: Graph.Node, _ index: Int, _ weight: Parameter, _ bias: Parameter?
  ) throws(TensorError) {
    let input = node.inputs[0].index
    let line = try Layout([batch, shapes[input].count, 1, 1], .plain)
    // Not reordered: that would take as long as the product.
    let plain = try Layout(weight.dimensions + [1, 1], .plain)
    let hasBias = bias != nil
    let forward = try Kernel.dense(
      context, line, weights: plain, bias: hasBias, posts(of: index), for: .training)
    let source = try place(of: input, .plain)
    let target = recorder.buffer(try layout(of: index, .plain))
    let biases = bias.map { [(Kernel.Argument.bias, table.slot(of: $0))] } ?? []
    try append(
      forward, node.name,
      [
        (.source, source.slot), (.weights, table.slot(of: weight)), (.destination, target.slot),
      ] + biases)
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      let kernel = try forward.denseWeightsGradient(line, weights: plain, bias: hasBias)
      let biases = try planner.lineGradients([(.biasGradient, bias)])
      try planner.append(
        kernel, node.name,
        [(.source, source.slot), (.destinationGradient, gradient.slot)] + biases,
        gradientOf: weight, .weightsGradient, in: plain)
      guard planner.isNeeded(node.inputs[0]) else { return }
      let back = try forward.denseSourceGradient(line, weights: plain)
      let result = planner.recorder.buffer(try planner.layout(of: input, .plain))
      try planner.append(
        back, node.name,
        [
          (.destinationGradient, gradient.slot), (.weights, planner.table.slot(of: weight)),
          (.sourceGradient, result.slot),
        ])
      try planner.add(result, toGradientOf: input)
    }
  }
}
