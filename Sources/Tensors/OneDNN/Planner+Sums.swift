extension Planner {
  mutating func add(
    _ instruction: Program.Instruction, _ index: Int, _ scale: Float
  ) throws(TensorError) {
    let (first, second) = (instruction.inputs[0], instruction.inputs[1])
    if shapes[first] == shapes[second] {
      try addEqual(instruction, index, scale)
    } else {
      try addExtended(instruction, index, scale)
    }
  }

  private mutating func addEqual(
    _ instruction: Program.Instruction, _ index: Int, _ scale: Float
  ) throws(TensorError) {
    let first = place(of: instruction.inputs[0])
    let second = try place(of: instruction.inputs[1], in: first.layout)
    let target = target(over: first, by: instruction)
    let kernel = try Kernel.add(context, first.layout, second.layout, scale: scale)
    try append(
      kernel, instruction.name,
      [(.source, first.slot), (.secondSource, second.slot), (.destination, target.slot)])
    set(index, target)
  }

  /// The sum of maps of different shapes, in blocks where both are, otherwise row-major.
  private mutating func addExtended(
    _ instruction: Program.Instruction, _ index: Int, _ scale: Float
  ) throws(TensorError) {
    var blocks = true
    for input in instruction.inputs {
      let layout = try layout(of: input, .blocks16)
      blocks = blocks && place(of: input).layout == layout
    }
    let order: MemoryOrder = blocks ? .blocks16 : .plain
    let first = try place(of: instruction.inputs[0], order)
    let second = try place(of: instruction.inputs[1], order)
    let target = buffer(try layout(of: index, order))
    let sum = ExtendedSum(
      block: blocks ? Program.channelBlock : 1, batch: batch,
      shapes: (shapes[instruction.inputs[0]], shapes[instruction.inputs[1]], shapes[index]),
      scale: scale, rectifies: instruction.finish == [.elementwise(.relu)])
    append(instruction.name, touching: [first.slot, second.slot, target.slot]) { memory in
      sum.run(memory.floats(first.slot), memory.floats(second.slot), memory.floats(target.slot))
    }
    set(index, target)
  }
}

/// first + scale · second on maps of different shapes, extended by zeros.
struct ExtendedSum {
  /// Channels that lie side by side.
  let block: Int
  let batch: Int
  let shapes: (first: Shape, second: Shape, result: Shape)
  let scale: Float
  let rectifies: Bool

  func run(
    _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
  ) {
    let length = shapes.result.width * block
    for sample in 0..<batch {
      for group in 0..<groups(shapes.result) {
        for row in 0..<shapes.result.height {
          let target = result + start(sample, group, row, shapes.result)
          target.update(repeating: 0, count: length)
          accumulate(first, shapes.first, 1, sample, group, row, target)
          accumulate(second, shapes.second, scale, sample, group, row, target)
          if rectifies { for i in 0..<length { target[i] = max(target[i], 0) } }
        }
      }
    }
  }

  private func accumulate(
    _ map: UnsafePointer<Float>, _ shape: Shape, _ scale: Float, _ sample: Int, _ group: Int,
    _ row: Int, _ target: UnsafeMutablePointer<Float>
  ) {
    guard group < groups(shape), row < shape.height else { return }
    let source = map + start(sample, group, row, shape)
    for i in 0..<shape.width * block { target[i] += scale * source[i] }
  }

  private func groups(_ shape: Shape) -> Int { (shape.channels + block - 1) / block }

  private func start(_ sample: Int, _ group: Int, _ row: Int, _ shape: Shape) -> Int {
    ((sample * groups(shape) + group) * shape.height + row) * shape.width * block
  }
}
