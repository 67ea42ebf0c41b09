extension LearningPlanner {
  mutating func apply(
    _ function: Elementwise, _ node: Graph.Node, _ index: Int
  ) throws(TensorError) {
    let source = place(of: node.inputs[0].index)
    let target = recorder.buffer(source.layout)
    let forward = try Kernel.elementwise(context, source.layout, function)
    try append(
      forward, node.name, [(.source, source.slot), (.destination, target.slot)])
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: source.layout)
      let kernel = try forward.elementwiseGradient(source.layout, function)
      let result = planner.recorder.buffer(source.layout)
      try planner.append(
        kernel, node.name,
        [
          (.source, source.slot), (.destinationGradient, gradient.slot),
          (.sourceGradient, result.slot),
        ])
      try planner.add(result, toGradientOf: node.inputs[0].index)
    }
  }

  mutating func rectify(
    _ node: Graph.Node, _ index: Int, _ slope: Parameter
  ) throws(TensorError) {
    let source = place(of: node.inputs[0].index)
    let target = recorder.buffer(source.layout)
    let plain = try Layout([1, slope.count, 1, 1], .plain)
    let forward = try Kernel.prelu(context, source.layout)
    let slopes = try weights(slope, from: plain, for: forward)
    try append(
      forward, node.name,
      [(.source, source.slot), (.weights, slopes), (.destination, target.slot)])
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: source.layout)
      let kernel = try forward.preluGradient(source.layout)
      let result = planner.recorder.buffer(source.layout)
      try planner.append(
        kernel, node.name,
        [
          (.source, source.slot), (.destinationGradient, gradient.slot),
          (.weights, try planner.weights(slope, from: plain, for: kernel)),
          (.sourceGradient, result.slot),
        ], gradientOf: slope, .weightsGradient, in: plain)
      try planner.add(result, toGradientOf: node.inputs[0].index)
    }
  }

  /// Flattening changes how the values are read, after a reorder if need be.
  mutating func flatten(
    _ node: Graph.Node, _ index: Int, _ order: FlattenOrder
  ) throws(TensorError) {
    let input = node.inputs[0].index
    let source = try place(
      of: input, order == .columnRowChannel ? .columnRowChannel : .plain)
    let line = try layout(of: index, .plain)
    set(index, Place(layout: line, slot: source.slot))
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: line)
      try planner.add(Place(layout: source.layout, slot: gradient.slot), toGradientOf: input)
    }
  }
}
