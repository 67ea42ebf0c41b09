extension LearningPlanner {
  /// first + scale · second.
  mutating func add(_ node: Graph.Node, _ index: Int, _ scale: Float) throws(TensorError) {
    let (a, b) = (node.inputs[0].index, node.inputs[1].index)
    guard shapes[a] == shapes[b] else { return try addExtended(node, index, scale) }
    let first = place(of: a)
    let second = try place(place(of: b), in: first.layout)
    let target = recorder.buffer(first.layout)
    let kernel = try Kernel.add(
      context, first.layout, second.layout, scale: scale, posts(of: index))
    try append(
      kernel, node.name,
      [(.source, first.slot), (.secondSource, second.slot), (.destination, target.slot)])
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      try planner.add(gradient, toGradientOf: a)
      guard scale != 1, planner.isNeeded(node.inputs[1]) else {
        return try planner.add(gradient, toGradientOf: b)
      }
      let result = planner.overwritten(gradient)
      let kernel = try Kernel.elementwise(
        planner.context, gradient.layout, .linear(scale: scale))
      try planner.append(
        kernel, node.name, [(.source, gradient.slot), (.destination, result.slot)])
      try planner.add(result, toGradientOf: b)
    }
  }

  /// Maps of different shapes, extended by zeros, row-major.
  private mutating func addExtended(
    _ node: Graph.Node, _ index: Int, _ scale: Float
  ) throws(TensorError) {
    let (a, b) = (node.inputs[0].index, node.inputs[1].index)
    let (first, second) = (try place(of: a, .plain), try place(of: b, .plain))
    let target = recorder.buffer(try layout(of: index, .plain))
    let sum = ExtendedSum(
      block: 1, batch: batch, shapes: (shapes[a], shapes[b], shapes[index]), scale: scale,
      rectifies: false)
    recorder.append(node.name, touching: [first.slot, second.slot, target.slot]) { memory in
      sum.run(memory.floats(first.slot), memory.floats(second.slot), memory.floats(target.slot))
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      for (input, factor) in [(a, 1), (b, scale)] {
        let result = planner.recorder.buffer(try planner.layout(of: input, .plain))
        let cut = ExtendedSum.Cut(
          batch: planner.batch, from: planner.shapes[index], to: planner.shapes[input],
          scale: factor)
        planner.recorder.append(node.name, touching: [gradient.slot, result.slot]) { memory in
          cut.run(memory.floats(gradient.slot), memory.floats(result.slot))
        }
        try planner.add(result, toGradientOf: input)
      }
    }
  }

  /// first · second, where single cells of a second hold a factor for each channel, row-major.
  mutating func multiply(_ node: Graph.Node, _ index: Int) throws(TensorError) {
    let (a, b) = (node.inputs[0].index, node.inputs[1].index)
    let (first, second) = (try place(of: a, .plain), try place(of: b, .plain))
    let target = recorder.buffer(first.layout)
    let plane = shapes[b] == shapes[a] ? 1 : shapes[a].height * shapes[a].width
    let count = batch * shapes[a].count
    recorder.append(node.name, touching: [first.slot, second.slot, target.slot]) { memory in
      let (x, factor) = (memory.floats(first.slot), memory.floats(second.slot))
      let y = memory.floats(target.slot)
      for i in 0..<count { y[i] = x[i] * factor[i / plane] }
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: first.layout)
      let byFirst = planner.recorder.buffer(first.layout)
      let bySecond = planner.recorder.buffer(second.layout)
      let slots = [first.slot, second.slot, gradient.slot, byFirst.slot, bySecond.slot]
      planner.recorder.append(node.name, touching: slots) { memory in
        let (x, factor) = (memory.floats(first.slot), memory.floats(second.slot))
        let dy = memory.floats(gradient.slot)
        let (dx, slopes) = (memory.floats(byFirst.slot), memory.floats(bySecond.slot))
        slopes.update(repeating: 0, count: count / plane)
        for i in 0..<count {
          dx[i] = dy[i] * factor[i / plane]
          slopes[i / plane] += dy[i] * x[i]
        }
      }
      try planner.add(byFirst, toGradientOf: a)
      try planner.add(bySecond, toGradientOf: b)
    }
  }

  /// Channels side by side, in whole blocks or row-major.
  mutating func concatenate(_ node: Graph.Node, _ index: Int) throws(TensorError) {
    let inputs = node.inputs.map(\.index)
    let fills = inputs.allSatisfy { shapes[$0].channels % Program.channelBlock == 0 }
    let order: MemoryOrder = fills ? .blocks16 : .plain
    let target = recorder.buffer(try layout(of: index, order))
    let whole = shapes[index].count
    var first = 0
    var parts: [(input: Int, first: Int)] = []
    for input in inputs {
      let source = try place(of: input, order)
      let count = shapes[input].count
      let copy = ChannelCopy(batch: batch, count: count, from: (0, count), to: (first, whole))
      recorder.append(node.name, touching: [source.slot, target.slot]) { memory in
        copy.share(memory.floats(source.slot), memory.floats(target.slot))
      }
      parts.append((input, first))
      first += count
    }
    set(index, target)
    goBack(from: index) { planner, gradient throws(TensorError) in
      let gradient = try planner.place(gradient, in: target.layout)
      for (input, first) in parts {
        let result = planner.recorder.buffer(try planner.layout(of: input, order))
        let count = planner.shapes[input].count
        let copy = ChannelCopy(
          batch: planner.batch, count: count, from: (first, whole), to: (0, count))
        planner.recorder.append(node.name, touching: [gradient.slot, result.slot]) { memory in
          copy.share(memory.floats(gradient.slot), memory.floats(result.slot))
        }
        try planner.add(result, toGradientOf: input)
      }
    }
  }
}

extension ExtendedSum {
  /// The part of a sum's map that one addend had, times its factor, row-major.
  struct Cut {
    let batch: Int
    let from: Shape
    let to: Shape
    let scale: Float

    func run(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
      for sample in 0..<batch {
        for channel in 0..<to.channels {
          for row in 0..<to.height {
            let read =
              source + ((sample * from.channels + channel) * from.height + row) * from.width
            let written =
              target + ((sample * to.channels + channel) * to.height + row) * to.width
            for i in 0..<to.width { written[i] = scale * read[i] }
          }
        }
      }
    }
  }
}
