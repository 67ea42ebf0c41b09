import COneDNN

extension LearningPlanner {
  /// A convolution with kernels for each region, row-major.
  mutating func convolve(
    _ node: Graph.Node, _ index: Int, _ weight: Parameter, _ bias: Parameter?, _ window: Window,
    in region: Extent
  ) throws(TensorError) {
    let input = node.inputs[0].index
    let source = try place(of: input, .plain)
    let target = recorder.buffer(try layout(of: index, .plain))
    let convolution = RegionalConvolution(
      window: window, region: region, batch: batch, input: shapes[input], output: shapes[index])
    let (weights, biases) = (table.slot(of: weight), bias.map { table.slot(of: $0) })
    recorder.append(node.name, touching: [source.slot, target.slot]) { memory in
      convolution.run(
        memory.floats(source.slot), memory.floats(weights), biases.map { memory.floats($0) },
        memory.floats(target.slot))
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      let result = planner.recorder.buffer(source.layout)
      let weightGradient = try planner.gradientSlot(of: weight)
      let biasGradient = try bias.map { parameter throws(TensorError) in
        try planner.gradientSlot(of: parameter)
      }
      let slots =
        [source.slot, gradient.slot, result.slot, weightGradient]
        + [biasGradient].compactMap { $0 }
      planner.recorder.append(node.name, touching: slots) { memory in
        let byWeights = memory.floats(weightGradient)
        byWeights.update(repeating: 0, count: weight.count)
        let byBiases = biasGradient.map { memory.floats($0) }
        byBiases?.update(repeating: 0, count: bias?.count ?? 0)
        convolution.goBack(
          RegionalConvolution.Gradients(
            source: memory.floats(source.slot), weights: memory.floats(weights),
            gradient: memory.floats(gradient.slot), bySource: memory.floats(result.slot),
            byWeights: byWeights, byBiases: byBiases))
      }
      try planner.add(result, toGradientOf: input)
    }
  }
}

extension RegionalConvolution {
  /// Where the way back reads and writes.
  struct Gradients {
    let source: UnsafePointer<Float>
    let weights: UnsafePointer<Float>
    /// By the result.
    let gradient: UnsafePointer<Float>
    /// To be written.
    let bySource: UnsafeMutablePointer<Float>
    /// To be added to, like `byBiases`.
    let byWeights: UnsafeMutablePointer<Float>
    let byBiases: UnsafeMutablePointer<Float>?
  }

  /// Cell by cell two products of matrices: of the result's gradient with the windows for the
  /// kernels, and with the kernels for the windows, which are laid back onto the map.
  func goBack(_ memory: Gradients) {
    memory.bySource.update(repeating: 0, count: batch * input.count)
    let (rows, columns) = (output.channels, length)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: batch * (columns + rows)) { room in
      guard let windows = room.baseAddress else { return }
      let slopes = windows + batch * columns
      for cell in 0..<plane {
        gather(memory.source, cell, into: windows)
        for i in 0..<batch * rows { slopes[i] = memory.gradient[i * plane + cell] }
        let first = firstKernel(of: cell)
        if let biases = memory.byBiases {
          for i in 0..<batch * rows { biases[first + i % rows] += slopes[i] }
        }
        // Of matrices that fit, a product never fails.
        _ = onednn_product(
          Int64(rows), Int64(columns), Int64(batch), slopes, true, windows, true,
          memory.byWeights + first * columns)
        _ = onednn_product(
          Int64(batch), Int64(columns), Int64(rows), slopes, false,
          memory.weights + first * columns, false, windows)
        eachTap(of: cell) { tap, place in
          if let place { memory.bySource[place] += windows[tap] }
        }
      }
    }
  }
}
