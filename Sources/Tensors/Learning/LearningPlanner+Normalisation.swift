extension LearningPlanner {
  /// Batch normalisation by the batch's own statistics (Ioffe and Szegedy 2015, algorithm 1); the
  /// running ones follow, with the unbiased variance, as PyTorch's do.
  mutating func normaliseBatch(
    _ node: Graph.Node, _ index: Int, _ scale: Parameter?, _ shift: Parameter?,
    _ running: (mean: Parameter, variance: Parameter), _ epsilon: Float
  ) throws(TensorError) {
    let source = place(of: node.inputs[0].index)
    let target = recorder.buffer(source.layout)
    let line = try Layout(count: running.mean.count)
    let (mean, variance) = (recorder.buffer(line).slot, recorder.buffer(line).slot)
    let kind = Kernel.Normalisation(
      scales: scale != nil, shifts: shift != nil, rectifies: rectified.contains(index))
    let forward = try Kernel.batchNormalisation(context, source.layout, epsilon: epsilon, kind)
    // Which values were rectified.
    let traces = workspace(of: forward)
    let scales = scale.map { [(Kernel.Argument.scale, table.slot(of: $0))] } ?? []
    let shifts = shift.map { [(Kernel.Argument.shift, table.slot(of: $0))] } ?? []
    let statistics: [(Kernel.Argument, Plan.Slot)] = [(.mean, mean), (.variance, variance)]
    try append(
      forward, node.name,
      [(.source, source.slot), (.destination, target.slot)] + statistics + scales + shifts
        + traces)
    follow(running, (mean, variance), cells: batch * shapes[index].height * shapes[index].width)
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: source.layout)
      let kernel = try forward.batchNormalisationGradient(source.layout, epsilon: epsilon, kind)
      let result = planner.overwritten(gradient)
      let ends: [(Kernel.Argument, Plan.Slot)] = [
        (.source, source.slot), (.destinationGradient, gradient.slot),
        (.sourceGradient, result.slot),
      ]
      // oneDNN 2.6 wants the shift on the way back, too.
      let inputs = ends + statistics + scales + shifts + traces
      let lines = try planner.lineGradients([(.scaleGradient, scale), (.shiftGradient, shift)])
      try planner.append(kernel, node.name, inputs + lines)
      try planner.add(result, toGradientOf: node.inputs[0].index)
    }
  }

  private mutating func follow(
    _ running: (mean: Parameter, variance: Parameter),
    _ latest: (mean: Plan.Slot, variance: Plan.Slot), cells: Int
  ) {
    let count = running.mean.count
    let means = table.slot(of: running.mean)
    let variances = table.slot(of: running.variance)
    let pace = Learner.statisticsMomentum
    let unbiased = Float(cells) / Float(max(1, cells - 1))
    recorder.append("running statistics", touching: [latest.mean, latest.variance]) { memory in
      let (mean, variance) = (memory.floats(means), memory.floats(variances))
      let (newMean, newVariance) = (memory.floats(latest.mean), memory.floats(latest.variance))
      for i in 0..<count {
        mean[i] += pace * (newMean[i] - mean[i])
        variance[i] += pace * (unbiased * newVariance[i] - variance[i])
      }
    }
  }

  /// oneDNN's fast code is for blocks of channels.
  mutating func normaliseResponse(
    _ node: Graph.Node, _ index: Int, _ size: Int, _ alpha: Float, _ beta: Float, _ offset: Float
  ) throws(TensorError) {
    let fills = shapes[index].channels % Program.channelBlock == 0
    let source = try place(of: node.inputs[0].index, fills ? .blocks16 : .channelsLast)
    let target = recorder.buffer(source.layout)
    let forward = try Kernel.responseNormalisation(
      context, source.layout, size: size, alpha: alpha, beta: beta, offset: offset, for: .training)
    let traces = workspace(of: forward)
    try append(
      forward, node.name, [(.source, source.slot), (.destination, target.slot)] + traces)
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: source.layout)
      let kernel = try forward.responseNormalisationGradient(
        source.layout, size: size, alpha: alpha, beta: beta, offset: offset)
      let result = planner.recorder.buffer(source.layout)
      try planner.append(
        kernel, node.name,
        [
          (.source, source.slot), (.destinationGradient, gradient.slot),
          (.sourceGradient, result.slot),
        ] + traces)
      try planner.add(result, toGradientOf: node.inputs[0].index)
    }
  }

  /// scale · x + shift, row-major.
  mutating func shiftChannels(
    _ node: Graph.Node, _ index: Int, _ scale: Parameter, _ shift: Parameter
  ) throws(TensorError) {
    let source = try place(of: node.inputs[0].index, .plain)
    let target = recorder.buffer(source.layout)
    let channels = ChannelLoop(batch: batch, shape: shapes[index])
    let (scales, shifts) = (table.slot(of: scale), table.slot(of: shift))
    recorder.append(node.name, touching: [source.slot, target.slot]) { memory in
      let (scale, shift) = (memory.floats(scales), memory.floats(shifts))
      let (x, y) = (memory.floats(source.slot), memory.floats(target.slot))
      channels.forEach { c, range in for i in range { y[i] = scale[c] * x[i] + shift[c] } }
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: source.layout)
      let result = planner.recorder.buffer(source.layout)
      let gradients = (
        try planner.gradientSlot(of: scale), try planner.gradientSlot(of: shift)
      )
      let slots = [source.slot, gradient.slot, result.slot, gradients.0, gradients.1]
      planner.recorder.append(node.name, touching: slots) { memory in
        let (x, dy) = (memory.floats(source.slot), memory.floats(gradient.slot))
        let (scale, dx) = (memory.floats(scales), memory.floats(result.slot))
        let (byScale, byShift) = (memory.floats(gradients.0), memory.floats(gradients.1))
        byScale.update(repeating: 0, count: channels.shape.channels)
        byShift.update(repeating: 0, count: channels.shape.channels)
        channels.forEach { c, range in
          for i in range {
            dx[i] = scale[c] * dy[i]
            byScale[c] += x[i] * dy[i]
            byShift[c] += dy[i]
          }
        }
      }
      try planner.add(result, toGradientOf: node.inputs[0].index)
    }
  }
}

/// The channels of row-major maps, sample by sample.
struct ChannelLoop {
  let batch: Int
  let shape: Shape

  /// Calls `body` with each channel and the places of its values.
  func forEach(_ body: (_ channel: Int, _ places: Range<Int>) -> Void) {
    let plane = shape.height * shape.width
    for map in 0..<batch * shape.channels {
      body(map % shape.channels, map * plane..<(map + 1) * plane)
    }
  }
}
