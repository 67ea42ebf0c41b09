/// Constants packed as kernels want them: once for each layout, whatever the batch or map size.
final class WeightStore {
  /// A constant from one of its values on.
  private struct Key: Hashable {
    let constant: ObjectIdentifier
    let first: Int
  }

  private let context: Context
  private var packed: [Key: [(layout: Layout, memory: Arena)]] = [:]
  /// Kept, since its identity is the key.
  private var constants: [Constant] = []

  init(_ context: Context) { self.context = context }

  /// The values of a constant, or of a part of it, brought to `target`.
  func pack(_ part: Planner.Part, to target: Layout) throws(TensorError) -> Arena {
    let key = Key(constant: ObjectIdentifier(part.constant), first: part.first)
    if let found = packed[key]?.first(where: { $0.layout == target }) { return found.memory }
    let memory = Arena(size: target.bytes)
    if part.layout == target {
      part.constant.values.withUnsafeBytes {
        let start = part.first * MemoryLayout<Float>.size
        memory.bytes.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[start..<(start + target.bytes)]))
      }
    } else {
      try reorder(part, target, into: memory)
    }
    if packed[key] == nil { constants.append(part.constant) }
    packed[key, default: []].append((target, memory))
    return memory
  }

  /// The number of packed arrays.
  var count: Int { packed.values.reduce(0) { $0 + $1.count } }

  private func reorder(
    _ part: Planner.Part, _ target: Layout, into memory: Arena
  ) throws(TensorError) {
    let kernel = try Kernel.reorder(context, part.layout, target)
    let scratchpad = kernel.layout(of: .scratchpad).map { Arena(size: $0.bytes) }
    try kernel.compile()
    try kernel.bind(.destination, to: memory.base)
    if let scratchpad { try kernel.bind(.scratchpad, to: scratchpad.base) }
    try part.constant.values.withUnsafeBufferPointer { values throws(TensorError) in
      guard let start = values.baseAddress else { return }
      // Only read; oneDNN's handles have no const.
      let source = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(start + part.first))
      try kernel.bind(.source, to: source)
      try kernel.run()
    }
  }
}
