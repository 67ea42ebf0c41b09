extension LearningPlanner {
  mutating func enlarge(
    _ node: Graph.Node, _ index: Int, _ factor: Extent
  ) throws(TensorError) {
    let enlargement = Enlargement(factor: factor, batch: batch, result: shapes[index])
    let count = batch * shapes[node.inputs[0].index].count
    try mapRows(node, index) { source, target in
      enlargement.eachCell { target[$1] = source[$0] }
    } back: { gradient, target in
      target.update(repeating: 0, count: count)
      enlargement.eachCell { target[$0] += gradient[$1] }
    }
  }

  mutating func resample(
    _ node: Graph.Node, _ index: Int, _ axis: MapAxis, _ taps: [[Tap]]
  ) throws(TensorError) {
    let resampling = Resampling(
      taps: taps, batch: batch, input: shapes[node.inputs[0].index], axis: axis)
    try mapRows(node, index, resampling.run, back: resampling.goBack)
  }

  /// A linear function of row-major maps, and the one from the result's gradient to the source's.
  private mutating func mapRows(
    _ node: Graph.Node, _ index: Int,
    _ function: @escaping (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void,
    back: @escaping (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) throws(TensorError) {
    let input = node.inputs[0].index
    let source = try place(of: input, .plain)
    let target = recorder.buffer(try layout(of: index, .plain))
    recorder.append(node.name, touching: [source.slot, target.slot]) { memory in
      function(memory.floats(source.slot), memory.floats(target.slot))
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      let result = planner.recorder.buffer(source.layout)
      planner.recorder.append(node.name, touching: [gradient.slot, result.slot]) { memory in
        back(memory.floats(gradient.slot), memory.floats(result.slot))
      }
      try planner.add(result, toGradientOf: input)
    }
  }
}
