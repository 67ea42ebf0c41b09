extension LearningPlanner {
  /// The channels of one cell on the way back, `step` values apart.
  struct CellGradient {
    let source: UnsafePointer<Float>
    let result: UnsafePointer<Float>
    /// By the result.
    let gradient: UnsafePointer<Float>
    /// By the source; to be written.
    let target: UnsafeMutablePointer<Float>
    /// The channels of the source.
    let count: Int
    let step: Int
  }

  /// A function of the channels of each cell and its way back, on row-major maps.
  mutating func mapCells(
    _ node: Graph.Node, _ index: Int, _ function: @escaping Planner.CellFunction,
    _ wayBack: @escaping (CellGradient) -> Void
  ) throws(TensorError) {
    let input = node.inputs[0].index
    let source = try place(of: input, .plain)
    let target = recorder.buffer(try layout(of: index, .plain))
    let (shape, result) = (shapes[input], shapes[index])
    let cells = shape.height * shape.width
    let starts = (0..<batch).flatMap { sample in
      (0..<cells).map { (sample * shape.count + $0, sample * result.count + $0) }
    }
    recorder.append(node.name, touching: [source.slot, target.slot]) { memory in
      let (x, y) = (memory.floats(source.slot), memory.floats(target.slot))
      for (from, to) in starts { function(x + from, y + to, shape.channels, cells) }
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      let made = planner.recorder.buffer(source.layout)
      let slots = [source.slot, target.slot, gradient.slot, made.slot]
      planner.recorder.append(node.name, touching: slots) { memory in
        let (x, y) = (memory.floats(source.slot), memory.floats(target.slot))
        let (dy, dx) = (memory.floats(gradient.slot), memory.floats(made.slot))
        for (from, to) in starts {
          wayBack(
            CellGradient(
              source: x + from, result: y + to, gradient: dy + to, target: dx + from,
              count: shape.channels, step: cells))
        }
      }
      try planner.add(made, toGradientOf: input)
    }
  }
}

/// Through e = x / ‖x‖: (de − e · (e · de)) / ‖x‖.
func normaliseGradient(_ cell: LearningPlanner.CellGradient) {
  var (square, product): (Float, Float) = (0, 0)
  for i in stride(from: 0, to: cell.count * cell.step, by: cell.step) {
    square += cell.source[i] * cell.source[i]
    product += cell.result[i] * cell.gradient[i]
  }
  let norm = max(square.squareRoot(), smallestNorm)
  for i in stride(from: 0, to: cell.count * cell.step, by: cell.step) {
    cell.target[i] = (cell.gradient[i] - cell.result[i] * product) / norm
  }
}

/// Through a softmax s: s · (ds − Σ s · ds).
func softmaxGradient(_ cell: LearningPlanner.CellGradient) {
  var sum: Float = 0
  for i in stride(from: 0, to: cell.count * cell.step, by: cell.step) {
    sum += cell.result[i] * cell.gradient[i]
  }
  for i in stride(from: 0, to: cell.count * cell.step, by: cell.step) {
    cell.target[i] = cell.result[i] * (cell.gradient[i] - sum)
  }
}

/// To the first of the largest pieces.
func maxoutGradient(_ cell: LearningPlanner.CellGradient, pieces: Int) {
  for group in 0..<cell.count / pieces {
    let largest = cell.result[group * cell.step]
    var isOpen = true
    for piece in group * pieces..<(group + 1) * pieces {
      let isSource = isOpen && cell.source[piece * cell.step] == largest
      cell.target[piece * cell.step] = isSource ? cell.gradient[group * cell.step] : 0
      if isSource { isOpen = false }
    }
  }
}

/// 1 / x.
func reciprocal(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int, _ step: Int
) {
  for i in stride(from: 0, to: count * step, by: step) { target[i] = 1 / source[i] }
}

/// Through y = 1 / x: −dy · y².
func reciprocalGradient(_ cell: LearningPlanner.CellGradient) {
  for i in stride(from: 0, to: cell.count * cell.step, by: cell.step) {
    cell.target[i] = -cell.gradient[i] * cell.result[i] * cell.result[i]
  }
}
