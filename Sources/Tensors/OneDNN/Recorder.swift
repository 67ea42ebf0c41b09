/// Writes down the steps of a plan and the buffers they need.
struct Recorder {
  /// Where a value lies and in which order.
  struct Place {
    var layout: Layout
    var slot: Plan.Slot
  }

  let context: Context
  private(set) var steps: [Plan.Step] = []
  /// The bytes of each buffer.
  private(set) var sizes: [Int] = []

  init(_ context: Context) { self.context = context }

  /// A new buffer.
  mutating func buffer(_ layout: Layout) -> Place {
    sizes.append(layout.bytes)
    return Place(layout: layout, slot: .buffer(sizes.count - 1))
  }

  /// A kernel with its arguments, and room for what it needs besides.
  mutating func piece(
    _ kernel: Kernel, _ arguments: [(Kernel.Argument, Plan.Slot)]
  ) -> Plan.Piece {
    var arguments = arguments.map { (argument: $0.0, slot: $0.1) }
    if let scratchpad = kernel.layout(of: .scratchpad), scratchpad.bytes > 0 {
      arguments.append((.scratchpad, buffer(scratchpad).slot))
    }
    return Plan.Piece(kernel: kernel, arguments: arguments)
  }

  mutating func append(_ piece: Plan.Piece, _ name: String) {
    steps.append(
      Plan.Step(name: name, slots: piece.arguments.map(\.slot), work: .kernel(piece)))
  }

  /// Appends kernels that may run at the same time.
  mutating func append(_ pieces: [Plan.Piece], _ name: String) {
    let slots = pieces.flatMap { $0.arguments.map(\.slot) }
    steps.append(Plan.Step(name: name, slots: slots, work: .kernels(pieces)))
  }

  /// Appends a kernel whose constants are bound or follow as arguments.
  mutating func append(
    _ kernel: Kernel, _ name: String, _ arguments: [(Kernel.Argument, Plan.Slot)]
  ) {
    append(piece(kernel, arguments), name)
  }

  /// Appends a routine of our own that touches the given slots.
  mutating func append(
    _ name: String, touching slots: [Plan.Slot], _ routine: @escaping (Plan.Memory) -> Void
  ) {
    steps.append(Plan.Step(name: name, slots: slots, work: .routine(routine)))
  }

  mutating func reorder(
    _ source: Place, to target: Place, _ name: String
  ) throws(TensorError) {
    let kernel = try Kernel.reorder(context, source.layout, target.layout)
    try kernel.compile()
    append(kernel, name, [(.source, source.slot), (.destination, target.slot)])
  }
}
