extension Planner {
  mutating func apply(
    _ function: Elementwise, _ instruction: Program.Instruction, _ index: Int
  ) throws(TensorError) {
    if function.isOwn { return try applyOwn(function, instruction, index) }
    let source = place(of: instruction.inputs[0])
    let target = target(over: source, by: instruction)
    try append(
      Kernel.elementwise(context, source.layout, function), instruction.name,
      [(.source, source.slot), (.destination, target.slot)])
    set(index, target)
  }

  mutating func rectify(
    _ instruction: Program.Instruction, _ index: Int, _ slope: Constant
  ) throws(TensorError) {
    let source = place(of: instruction.inputs[0])
    let target = target(over: source, by: instruction)
    try append(
      Kernel.prelu(context, source.layout), instruction.name,
      [(.source, source.slot), (.destination, target.slot)],
      constants: [(.weights, slope, try channelValues(slope))])
    set(index, target)
  }

  mutating func shift(
    _ instruction: Program.Instruction, _ index: Int, _ scale: Constant, _ offset: Constant
  ) throws(TensorError) {
    let source = place(of: instruction.inputs[0])
    let target = target(over: source, by: instruction)
    let values = try channelValues(scale)
    // Two kernels: as a post-op, oneDNN 2.6 adds wrong channels to batches of single cells.
    try append(
      Kernel.multiply(context, source.layout, values), instruction.name,
      [(.source, source.slot), (.destination, target.slot)],
      constants: [(.secondSource, scale, values)])
    try append(
      Kernel.add(context, source.layout, values), instruction.name,
      [(.source, target.slot), (.destination, target.slot)],
      constants: [(.secondSource, offset, values)])
    set(index, target)
  }

  /// One value a channel, for maps of any size.
  private func channelValues(_ values: Constant) throws(TensorError) -> Layout {
    try Layout([1, values.values.count, 1, 1], .plain)
  }

  mutating func pool(
    _ instruction: Program.Instruction, _ index: Int, _ kind: PoolingKind, _ window: Window
  ) throws(TensorError) {
    let map = shapes[instruction.inputs[0]]
    var source = try placeForPooling(instruction.inputs[0])
    if kind == .euclidean { source = try mapped(source, .square, instruction.name) }
    let (covered, overshoot) = window.covering(map, shapes[index])
    let any = try layout(of: index, .any)
    let kernel = try Kernel.pool(context, source.layout, any, kind, covered)
    guard let made = kernel.layout(of: .destination) else {
      throw .backend(primitive: "pooling", status: 0)
    }
    let target = try buffer(for: index, made)
    try append(
      kernel, instruction.name, [(.source, source.slot), (.destination, target.slot)])
    if overshoot, kind == .average(countingPadding: true) {
      try correctMeans(target, instruction.name, window, map, shapes[index])
    }
    if kind == .euclidean {
      let cells = Float(window.extent.height * window.extent.width)
      let root = Elementwise.root(scale: cells.squareRoot())
      try append(
        Kernel.elementwise(context, target.layout, root), instruction.name,
        [(.source, target.slot), (.destination, target.slot)])
    }
    set(index, target)
  }

  /// A function of a value, in a buffer of its own.
  private mutating func mapped(
    _ source: Place, _ function: Elementwise, _ name: String
  ) throws(TensorError) -> Place {
    let target = buffer(source.layout)
    try append(
      Kernel.elementwise(context, source.layout, function), name,
      [(.source, source.slot), (.destination, target.slot)])
    return target
  }

  /// oneDNN's fast code is for blocks of channels.
  mutating func normaliseResponse(
    _ instruction: Program.Instruction, _ index: Int, _ size: Int, _ alpha: Float, _ beta: Float,
    _ offset: Float
  ) throws(TensorError) {
    let fills = shapes[index].channels % Program.channelBlock == 0
    let source = try place(of: instruction.inputs[0], fills ? .blocks16 : .channelsLast)
    let target = buffer(source.layout)
    try append(
      Kernel.responseNormalisation(
        context, source.layout, size: size, alpha: alpha, beta: beta, offset: offset),
      instruction.name, [(.source, source.slot), (.destination, target.slot)])
    set(index, target)
  }

  /// oneDNN's kernels for row-major maps are slow.
  private mutating func placeForPooling(_ value: Int) throws(TensorError) -> Place {
    let place = place(of: value)
    let shape = shapes[value]
    guard try place.layout == layout(of: value, .plain) else { return place }
    let fills = shape.channels % Program.channelBlock == 0
    return try self.place(of: value, fills ? .blocks16 : .channelsLast)
  }

  /// Undoes the division by the whole window where it reaches beyond the padded map.
  private mutating func correctMeans(
    _ means: Place, _ name: String, _ window: Window, _ map: Shape, _ result: Shape
  ) throws(TensorError) {
    let factors = Constant(window.meanCorrections(map, result))
    let layout = try Layout([1, 1, result.height, result.width], .plain)
    try append(
      Kernel.multiply(context, means.layout, layout), name,
      [(.source, means.slot), (.destination, means.slot)],
      constants: [(.secondSource, factors, layout)])
  }

  /// Flattening changes how the values are read, after a reorder if need be.
  mutating func flatten(
    _ instruction: Program.Instruction, _ index: Int, _ order: FlattenOrder
  ) throws(TensorError) {
    let source = try place(
      of: instruction.inputs[0], order == .columnRowChannel ? .columnRowChannel : .plain)
    let layout = try layout(of: index, .plain)
    set(index, Place(layout: layout, slot: source.slot))
  }
}

extension Window {
  /// The window with padding as oneDNN wants it, enough for the last place, and whether that is
  /// more than was asked for.
  func covering(_ map: Shape, _ result: Shape) -> (Window, overshoot: Bool) {
    let bottom =
      (result.height - 1) * stride.height + extent.height - map.height - padding.top
    let right = (result.width - 1) * stride.width + extent.width - map.width - padding.left
    var window = self
    window.padding.bottom = max(padding.bottom, bottom)
    window.padding.right = max(padding.right, right)
    return (window, bottom > padding.bottom || right > padding.right)
  }

  /// The cells of the whole window over those on the padded map, for each place.
  func meanCorrections(_ map: Shape, _ result: Shape) -> [Float] {
    let rows = (0..<result.height).map { row in
      min(extent.height, map.height + padding.bottom + padding.top - row * stride.height)
    }
    let columns = (0..<result.width).map { column in
      min(extent.width, map.width + padding.right + padding.left - column * stride.width)
    }
    let whole = Float(extent.height * extent.width)
    return rows.flatMap { height in columns.map { whole / Float(height * $0) } }
  }
}
