#if canImport(Glibc)
  import Glibc
#endif

extension Planner {
  /// The product of two maps, or of a map and a factor for each channel.
  mutating func scale(
    _ instruction: Program.Instruction, _ index: Int
  ) throws(TensorError) {
    let (first, second) = (instruction.inputs[0], instruction.inputs[1])
    guard shapes[first] == shapes[second] else { return try scaleChannels(instruction, index) }
    let source = place(of: first)
    let factors = try place(of: second, in: source.layout)
    let target = target(over: source, by: instruction)
    try append(
      Kernel.multiply(context, source.layout, factors.layout), instruction.name,
      [
        (.source, source.slot), (.secondSource, factors.slot), (.destination, target.slot),
      ])
    set(index, target)
  }

  private mutating func scaleChannels(
    _ instruction: Program.Instruction, _ index: Int
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let factors = try place(of: instruction.inputs[1], .plain)
    let target = buffer(source.layout)
    let (planes, shape) = (batch * shapes[index].channels, shapes[index])
    append(
      instruction.name, touching: [source.slot, factors.slot, target.slot]
    ) { memory in
      let cells = shape.height * shape.width
      for plane in 0..<planes {
        let factor = memory.floats(factors.slot)[plane]
        let from = memory.floats(source.slot) + plane * cells
        let to = memory.floats(target.slot) + plane * cells
        for cell in 0..<cells { to[cell] = factor * from[cell] }
      }
    }
    set(index, target)
  }

  /// Cells repeated in rows and columns, row-major.
  mutating func enlarge(
    _ instruction: Program.Instruction, _ index: Int, _ factor: Extent
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let target = buffer(try layout(of: index, .plain))
    let enlargement = Enlargement(factor: factor, batch: batch, result: shapes[index])
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      let (from, to) = (memory.floats(source.slot), memory.floats(target.slot))
      enlargement.eachCell { to[$1] = from[$0] }
    }
    set(index, target)
  }

  /// 1 / (1 + exp(−x)) or 1 / x. Of the former oneDNN takes the result for negative values off 1,
  /// which leaves nothing of small probabilities; the latter it knows as a power.
  mutating func applyOwn(
    _ function: Elementwise, _ instruction: Program.Instruction, _ index: Int
  ) throws(TensorError) {
    var source = place(of: instruction.inputs[0])
    // The channels that pad a block must stay zeros.
    if source.layout.isPadded { source = try place(of: instruction.inputs[0], .plain) }
    let target = target(over: source, by: instruction)
    let count = batch * shapes[index].count
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      let (from, to) = (memory.floats(source.slot), memory.floats(target.slot))
      if function == .sigmoid {
        for i in 0..<count { to[i] = 1 / (1 + expf(-from[i])) }
      } else {
        for i in 0..<count { to[i] = 1 / from[i] }
      }
    }
    set(index, target)
  }
}

/// Row-major maps with every cell repeated in rows and columns.
struct Enlargement {
  let factor: Extent
  let batch: Int
  let result: Shape

  /// Calls `body` with the places of each cell of the source and of one of its copies.
  @inline(__always)
  func eachCell(_ body: (_ source: Int, _ copy: Int) -> Void) {
    let width = result.width / factor.width
    // Whole planes are enlarged by whole factors, so rows count on across them.
    for row in 0..<batch * result.channels * result.height {
      for column in 0..<result.width {
        body(row / factor.height * width + column / factor.width, row * result.width + column)
      }
    }
  }
}
