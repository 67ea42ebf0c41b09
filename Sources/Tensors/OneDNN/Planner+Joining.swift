#if canImport(Glibc)
  import Glibc
#endif

/// Channels of maps put side by side.
///
/// A sample's neighbouring channels, in whole blocks or row-major, lie side by side in memory. Of
/// a single sample, a part of a map is thus a map itself and is used in place.
extension Planner {
  mutating func concatenate(
    _ instruction: Program.Instruction, _ index: Int
  ) throws(TensorError) {
    let order = joinedOrder(instruction.inputs)
    let target = try joined(index, order)
    var first = 0
    for input in instruction.inputs {
      let source = try place(of: input, order)
      let count = shapes[input].count
      if source.slot != part(of: target, from: first) {
        copy(
          source, target, instruction.name,
          ChannelCopy(
            batch: batch, count: count, from: (0, count), to: (first, shapes[index].count)))
      }
      first += count
    }
    set(index, target)
  }

  /// Where a result should be written: into the map that it is to be joined to, where it can.
  mutating func buffer(for index: Int, _ layout: Layout) throws(TensorError) -> Place {
    guard batch == 1, let joint = joints[index], let instruction = program.instructions[joint],
      joinedOrder(instruction.inputs) == .blocks16,
      try layout == self.layout(of: index, .blocks16)
    else { return buffer(layout) }
    let target = try joined(joint, .blocks16)
    let first = instruction.inputs.prefix { $0 != index }.reduce(0) { $0 + shapes[$1].count }
    guard let slot = part(of: target, from: first) else { return buffer(layout) }
    return Place(layout: layout, slot: slot)
  }

  private func joinedOrder(_ inputs: [Int]) -> MemoryOrder {
    inputs.allSatisfy { shapes[$0].channels % Program.channelBlock == 0 } ? .blocks16 : .plain
  }

  /// The buffer of joined channels, made when it is asked for first.
  private mutating func joined(
    _ index: Int, _ order: MemoryOrder
  ) throws(TensorError) -> Place {
    if let made = joinedPlaces[index] { return made }
    let made = buffer(try layout(of: index, order))
    joinedPlaces[index] = made
    return made
  }

  /// A part of a single sample's buffer, from a value on; nil for what is no buffer.
  func part(of whole: Place, from first: Int) -> Plan.Slot? {
    guard batch == 1 else { return nil }
    let bytes = first * MemoryLayout<Float>.size
    switch whole.slot {
    case .samples, .held: return nil
    case .buffer(let index): return .part(of: index, offset: bytes)
    case .part(let index, let offset): return .part(of: index, offset: offset + bytes)
    }
  }

  private mutating func copy(
    _ source: Place, _ target: Place, _ name: String, _ copy: ChannelCopy
  ) {
    append(name, touching: [source.slot, target.slot]) { memory in
      copy.run(memory.floats(source.slot), memory.floats(target.slot))
    }
  }
}

/// Copies neighbouring channels of each sample.
struct ChannelCopy {
  let batch: Int
  /// Values of a sample.
  let count: Int
  /// The first value of a sample, and the values from it to the next sample's.
  let from: (first: Int, step: Int)
  let to: (first: Int, step: Int)

  func run(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    for sample in 0..<batch { run(sample, source, target) }
  }

  /// The same on the threads that kernels run on.
  func share(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    SharedLoop.run(pieces: batch) { run($0, source, target) }
  }

  private func run(
    _ sample: Int, _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    memcpy(
      target + to.first + sample * to.step, source + from.first + sample * from.step,
      count * MemoryLayout<Float>.size)
  }
}
