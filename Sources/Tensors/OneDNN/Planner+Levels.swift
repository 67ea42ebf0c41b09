/// Rounding to levels of each sample's own, and back.
extension Planner {
  /// Works on a sample's values in any order; channels that pad a block are zeros, which every
  /// range holds.
  mutating func quantise(_ instruction: Program.Instruction, _ index: Int) {
    let source = place(of: instruction.inputs[0])
    let target = buffer(source.layout)
    let (batch, count) = (batch, source.layout.bytes / MemoryLayout<Float>.size / batch)
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      for sample in 0..<batch {
        let values = UnsafeBufferPointer(
          start: memory.floats(source.slot) + sample * count, count: count)
        Levels(of: values).round(values, into: memory.floats(target.slot) + sample * count)
      }
    }
    set(index, target)
  }

  mutating func quantum(
    _ instruction: Program.Instruction, _ index: Int
  ) throws(TensorError) {
    let source = place(of: instruction.inputs[0])
    let target = buffer(try layout(of: index, .plain))
    let (batch, count) = (batch, source.layout.bytes / MemoryLayout<Float>.size / batch)
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      for sample in 0..<batch {
        let values = UnsafeBufferPointer(
          start: memory.floats(source.slot) + sample * count, count: count)
        memory.floats(target.slot)[sample] = Levels(of: values).step
      }
    }
    set(index, target)
  }

  mutating func rescale(
    _ instruction: Program.Instruction, _ index: Int, _ factors: Constant, _ shift: Constant?
  ) throws(TensorError) {
    let map = instruction.inputs[0]
    let blocks = try place(of: map).layout == layout(of: map, .blocks16)
    let source = try place(of: map, blocks ? .blocks16 : .plain)
    let step = try place(of: instruction.inputs[1], .plain)
    let target = target(over: source, by: instruction)
    let scaling = ChannelScaling(
      batch: batch, shape: shapes[index], block: blocks ? Program.channelBlock : 1,
      factors: factors.values,
      shift: shift?.values ?? Array(repeating: 0, count: factors.values.count))
    append(instruction.name, touching: [source.slot, step.slot, target.slot]) { memory in
      scaling.run(memory.floats(source.slot), memory.floats(step.slot), memory.floats(target.slot))
    }
    set(index, target)
  }
}

/// The 256 levels from the least to the largest of some values, one of which is zero: ONNX's
/// `DynamicQuantizeLinear`.
struct Levels {
  let step: Float
  /// The number of the level that is zero.
  let zero: Float

  init(of values: UnsafeBufferPointer<Float>) {
    var (least, largest) = (Float(0), Float(0))
    for value in values {
      least = min(least, value)
      largest = max(largest, value)
    }
    step = (largest - least) / 255
    zero = step > 0 ? min(255, max(0, -least / step)).rounded(.toNearestOrEven) : 0
  }

  /// Writes the level of each value, less that of zero.
  func round(_ values: UnsafeBufferPointer<Float>, into target: UnsafeMutablePointer<Float>) {
    guard step > 0 else { return target.update(repeating: 0, count: values.count) }
    // Adding and taking off 1.5 · 2²³ rounds to the nearest whole number, ties to even.
    let rounding: Float = 12_582_912
    let (lowest, highest) = (-zero, 255 - zero)
    for index in values.indices {
      let level = (values[index] / step + rounding) - rounding
      target[index] = min(highest, max(lowest, level))
    }
  }
}

/// x · (step · factor) + shift, a step a sample, a factor and a shift a channel.
struct ChannelScaling {
  let batch: Int
  let shape: Shape
  /// Channels that lie side by side.
  let block: Int
  let factors: [Float]
  let shift: [Float]

  func run(
    _ source: UnsafePointer<Float>, _ steps: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let cells = shape.height * shape.width
    for sample in 0..<batch {
      let scaled = factors.map { steps[sample] * $0 }
      for channel in stride(from: 0, to: shape.channels, by: block) {
        let start = (sample * shape.channels + channel) * cells
        scaled[channel...].withUnsafeBufferPointer { factors in
          shift[channel...].withUnsafeBufferPointer { shifts in
            scale(source + start, factors, shifts, target + start, cells)
          }
        }
      }
    }
  }

  private func scale(
    _ source: UnsafePointer<Float>, _ factors: UnsafeBufferPointer<Float>,
    _ shifts: UnsafeBufferPointer<Float>, _ target: UnsafeMutablePointer<Float>, _ cells: Int
  ) {
    guard block > 1 else {
      let (factor, shift) = (factors[0], shifts[0])
      for cell in 0..<cells { target[cell] = source[cell] * factor + shift }
      return
    }
    for cell in 0..<cells {
      for lane in 0..<block {
        let place = cell * block + lane
        target[place] = source[place] * factors[lane] + shifts[lane]
      }
    }
  }
}
