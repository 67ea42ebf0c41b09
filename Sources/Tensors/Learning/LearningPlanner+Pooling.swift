extension LearningPlanner {
  mutating func pool(
    _ node: Graph.Node, _ index: Int, _ kind: PoolingKind, _ window: Window
  ) throws(TensorError) {
    if kind == .euclidean { return try poolSquares(node, index, window) }
    let input = node.inputs[0].index
    let (covered, overshoot) = window.covering(shapes[input], shapes[index])
    let source = try placeForPooling(input)
    let forward = try Kernel.pool(
      context, source.layout, layout(of: index, .any), kind, covered, for: .training)
    let target = recorder.buffer(try layout(of: .destination, forward))
    // Where each largest value came from.
    let traces = workspace(of: forward)
    try append(
      forward, node.name, [(.source, source.slot), (.destination, target.slot)] + traces)
    // oneDNN divides by the whole window even where that reaches beyond the padded map.
    let corrects = overshoot && kind == .average(countingPadding: true)
    let factors = corrects ? window.meanCorrections(shapes[input], shapes[index]) : []
    set(index, corrects ? try scaled(target, by: factors, index, node.name) : target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let scaled =
        corrects ? try planner.scaled(gradient, by: factors, index, node.name) : gradient
      let gradient = try planner.place(scaled, in: target.layout)
      let kernel = try forward.poolGradient(source.layout, target.layout, kind, covered)
      let result = planner.recorder.buffer(source.layout)
      try planner.append(
        kernel, node.name,
        [(.destinationGradient, gradient.slot), (.sourceGradient, result.slot)] + traces)
      try planner.add(result, toGradientOf: input)
    }
  }

  /// Maps times a factor for each of their cells, row-major.
  private mutating func scaled(
    _ place: Place, by factors: [Float], _ value: Int, _ name: String
  ) throws(TensorError) -> Place {
    let source = try self.place(place, in: layout(of: value, .plain))
    let target = recorder.buffer(source.layout)
    let count = batch * shapes[value].count
    recorder.append(name, touching: [source.slot, target.slot]) { memory in
      let (x, y) = (memory.floats(source.slot), memory.floats(target.slot))
      for i in 0..<count { y[i] = x[i] * factors[i % factors.count] }
    }
    return target
  }

  /// √Σx²: the root of a mean of squares, times the root of the window's size. Back through
  /// y = √Σx²: x · Σ dy / y, and nothing where all of a window is zero.
  private mutating func poolSquares(
    _ node: Graph.Node, _ index: Int, _ window: Window
  ) throws(TensorError) {
    let input = node.inputs[0].index
    let (covered, _) = window.covering(shapes[input], shapes[index])
    let source = try placeForPooling(input)
    let squares = recorder.buffer(source.layout)
    try append(
      Kernel.elementwise(context, source.layout, .square), node.name,
      [(.source, source.slot), (.destination, squares.slot)])
    let means = try Kernel.pool(
      context, source.layout, layout(of: index, .any), .euclidean, covered, for: .training)
    let target = recorder.buffer(try layout(of: .destination, means))
    try append(means, node.name, [(.source, squares.slot), (.destination, target.slot)])
    let cells = Float(window.extent.height * window.extent.width)
    try append(
      Kernel.elementwise(context, target.layout, .root(scale: cells.squareRoot())), node.name,
      [(.source, target.slot), (.destination, target.slot)])
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      let shares = planner.recorder.buffer(target.layout)
      planner.map((gradient, target), to: shares, node.name) { $1 > 0 ? $0 / $1 : 0 }
      let kernel = try means.poolGradient(source.layout, target.layout, .euclidean, covered)
      let spread = planner.recorder.buffer(source.layout)
      try planner.append(
        kernel, node.name, [(.destinationGradient, shares.slot), (.sourceGradient, spread.slot)])
      let result = planner.recorder.buffer(source.layout)
      planner.map((spread, source), to: result, node.name) { cells * $0 * $1 }
      try planner.add(result, toGradientOf: input)
    }
  }

  /// A function of each pair of values that lie in the same layout.
  private mutating func map(
    _ sources: (Place, Place), to target: Place, _ name: String,
    _ function: @escaping (Float, Float) -> Float
  ) {
    let count = target.layout.bytes / MemoryLayout<Float>.stride
    let slots = [sources.0.slot, sources.1.slot, target.slot]
    recorder.append(name, touching: slots) { memory in
      let (a, b) = (memory.floats(sources.0.slot), memory.floats(sources.1.slot))
      let result = memory.floats(target.slot)
      for i in 0..<count { result[i] = function(a[i], b[i]) }
    }
  }

  /// oneDNN's kernels for row-major maps are slow.
  private mutating func placeForPooling(_ value: Int) throws(TensorError) -> Place {
    let original = place(of: value)
    guard try original.layout == layout(of: value, .plain) else { return original }
    let fills = shapes[value].channels % Program.channelBlock == 0
    return try place(of: value, fills ? .blocks16 : .channelsLast)
  }
}
