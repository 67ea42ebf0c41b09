extension LearningPlanner {
  /// Sets values to zero with the probability `rate` and divides the others by 1 − rate (Srivastava
  /// et al. 2014, in the inverted form).
  mutating func drop(_ node: Graph.Node, _ index: Int, _ rate: Float) {
    let input = node.inputs[0].index
    let source = place(of: input)
    let (target, mask) = (recorder.buffer(source.layout), recorder.buffer(source.layout))
    let count = source.layout.bytes / MemoryLayout<Float>.stride
    let chance = chance
    recorder.append(node.name, touching: [source.slot, target.slot, mask.slot]) { memory in
      let (x, y) = (memory.floats(source.slot), memory.floats(target.slot))
      let factors = memory.floats(mask.slot)
      var draw = MaskDraw(chance, node: index, rate: rate)
      for i in 0..<count {
        factors[i] = draw.next()
        y[i] = x[i] * factors[i]
      }
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: source.layout)
      let result = planner.recorder.buffer(source.layout)
      let slots = [gradient.slot, mask.slot, result.slot]
      planner.recorder.append(node.name, touching: slots) { memory in
        let (dy, factors) = (memory.floats(gradient.slot), memory.floats(mask.slot))
        let dx = memory.floats(result.slot)
        for i in 0..<count { dx[i] = dy[i] * factors[i] }
      }
      try planner.add(result, toGradientOf: input)
    }
  }
}

/// Factors of dropout, which follow from seed, run and node alone.
private struct MaskDraw {
  private var generator: SeededGenerator
  private let limit: UInt64
  private let kept: Float

  init(_ chance: Chance, node: Int, rate: Float) {
    generator = SeededGenerator(seed: chance.seed &+ UInt64(node), stream: chance.runs)
    limit = UInt64(Double(rate) * 0x1p32)
    kept = 1 / (1 - rate)
  }

  mutating func next() -> Float { generator.next() >> 32 < limit ? 0 : kept }
}
