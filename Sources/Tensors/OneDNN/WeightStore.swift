/// Constants packed as kernels want them: once for each layout, whatever the batch or map size.
final class WeightStore {
  private let context: Context
  private var packed: [ObjectIdentifier: [(layout: Layout, memory: Arena)]] = [:]
  /// Kept, since its identity is the key.
  private var constants: [Constant] = []

  init(_ context: Context) { self.context = context }

  /// The values of a constant, which lie as `source` says, brought to `target`.
  func pack(
    _ constant: Constant, from source: Layout, to target: Layout
  ) throws(TensorError) -> Arena {
    let key = ObjectIdentifier(constant)
    if let found = packed[key]?.first(where: { $0.layout == target }) { return found.memory }
    let memory = Arena(size: target.bytes)
    if source == target {
      constant.values.withUnsafeBytes { memory.bytes.copyMemory(from: $0) }
    } else {
      try reorder(constant, source, target, into: memory)
    }
    if packed[key] == nil { constants.append(constant) }
    packed[key, default: []].append((target, memory))
    return memory
  }

  /// The number of packed arrays.
  var count: Int { packed.values.reduce(0) { $0 + $1.count } }

  private func reorder(
    _ constant: Constant, _ source: Layout, _ target: Layout, into memory: Arena
  ) throws(TensorError) {
    let kernel = try Kernel.reorder(context, source, target)
    let scratchpad = kernel.layout(of: .scratchpad).map { Arena(size: $0.bytes) }
    try kernel.compile()
    try kernel.bind(.destination, to: memory.base)
    if let scratchpad { try kernel.bind(.scratchpad, to: scratchpad.base) }
    try constant.values.withUnsafeBufferPointer { values throws(TensorError) in
      guard let start = values.baseAddress else { return }
      // Only read; oneDNN's handles have no const.
      try kernel.bind(.source, to: UnsafeMutableRawPointer(mutating: UnsafeRawPointer(start)))
      try kernel.run()
    }
  }
}
