/// Chooses a kernel for each instruction, a layout for each value and a buffer for each result.
///
/// Layouts are carried from kernel to kernel; a value is reordered only where a kernel wants
/// another one, once for each.
struct Planner {
  typealias Place = Recorder.Place

  /// One for each thread; what is not shared runs in the first.
  let contexts: [Context]
  let store: WeightStore
  let program: Program
  let shapes: [Shape]
  let batch: Int
  let precision: Precision
  /// That of steps that are not shared.
  var context: Context { contexts[0] }
  private let uses: [Int]

  private var recorder: Recorder
  private var weights: [Arena] = []
  private(set) var places: [Int: Place] = [:]
  private var copies: [Int: [Place]] = [:]
  /// For values that nothing but a concatenation reads, where that stands.
  let joints: [Int: Int]
  /// Buffers of concatenations.
  var joinedPlaces: [Int: Place] = [:]
  /// Slots of copies, which other instructions may read at any time.
  private var shared: Set<Plan.Slot> = [.samples]
  /// Reads still to come of the values in each slot.
  private var pending: [Plan.Slot: Int] = [:]

  /// - Parameters:
  ///   - contexts: as many as threads share the work of a step.
  ///   - program: after folding, before fusion.
  ///   - shapes: of the graph's nodes.
  init(
    _ contexts: [Context], _ store: WeightStore, _ program: Program, shapes: [Shape], batch: Int,
    _ precision: Precision
  ) {
    self.contexts = contexts
    recorder = Recorder(contexts[0])
    self.store = store
    self.shapes = program.shapes(shapes)
    self.program = program.fused(self.shapes)
    self.batch = batch
    self.precision = precision
    uses = self.program.uses()
    joints = self.program.joints(uses)
  }

  /// Compiles the program.
  mutating func plan() throws(TensorError) -> Plan {
    for (index, instruction) in program.instructions.enumerated() {
      guard let instruction else { continue }
      try emit(instruction, as: index)
      for input in instruction.inputs {
        if let place = places[input] { pending[place.slot, default: 0] -= 1 }
      }
    }
    var outputs: [(slot: Plan.Slot, shape: Shape)] = []
    for output in program.outputs { outputs.append((try result(output), shapes[output])) }
    return Plan(
      steps: recorder.steps, bufferSizes: recorder.sizes, outputs: outputs, weights: weights)
  }

  /// The slot of an output in row-major order, in the arena.
  private mutating func result(_ value: Int) throws(TensorError) -> Plan.Slot {
    let plain = try place(of: value, .plain)
    guard plain.slot == .samples else { return plain.slot }
    let copy = buffer(plain.layout)
    try reorder(plain, to: copy, "output")
    return copy.slot
  }

  // MARK: places

  /// The layout of a batch of values in some order.
  func layout(of value: Int, _ order: MemoryOrder) throws(TensorError) -> Layout {
    try layout(shapes[value], order)
  }

  func layout(_ shape: Shape, _ order: MemoryOrder) throws(TensorError) -> Layout {
    try Layout([batch, shape.channels, shape.height, shape.width], order, precision)
  }

  /// A new buffer.
  mutating func buffer(_ layout: Layout) -> Place { recorder.buffer(layout) }

  /// Says where the result of an instruction lies.
  mutating func set(_ value: Int, _ place: Place) {
    places[value] = place
    pending[place.slot, default: 0] += uses[value]
  }

  /// Where a value lies in any order.
  func place(of value: Int) -> Place {
    guard let place = places[value] else {
      preconditionFailure("value \(value) is read before it is computed")
    }
    return place
  }

  mutating func place(of value: Int, _ order: MemoryOrder) throws(TensorError) -> Place {
    try place(of: value, in: layout(of: value, order))
  }

  /// Where a value lies in the given layout, after a reorder if need be.
  mutating func place(of value: Int, in layout: Layout) throws(TensorError) -> Place {
    let original = place(of: value)
    if original.layout == layout { return original }
    if isSingleCell(shapes[value]), !original.layout.isPadded, !layout.isPadded,
      original.layout.bytes == layout.bytes
    {
      return Place(layout: layout, slot: original.slot)
    }
    if let copy = copies[value]?.first(where: { $0.layout == layout }) { return copy }
    let copy = buffer(layout)
    try reorder(original, to: copy, "reorder")
    copies[value, default: []].append(copy)
    shared.insert(copy.slot)
    return copy
  }

  private func isSingleCell(_ shape: Shape) -> Bool { shape.height == 1 && shape.width == 1 }

  /// Whether an instruction may write its result over an input: nobody reads it later.
  func canOverwrite(_ place: Place, by instruction: Program.Instruction) -> Bool {
    let own = instruction.inputs.filter { places[$0]?.slot == place.slot }.count
    return !shared.contains(place.slot) && pending[place.slot] == own
  }

  /// The input's own place where it can be overwritten, otherwise a new buffer.
  mutating func target(over place: Place, by instruction: Program.Instruction) -> Place {
    canOverwrite(place, by: instruction) ? place : buffer(place.layout)
  }

  // MARK: steps

  /// Appends a kernel; its constants are packed and bound at once.
  ///
  /// - Parameter constants: with the layout their values have now.
  mutating func append(
    _ kernel: Kernel, _ name: String, _ arguments: [(Kernel.Argument, Plan.Slot)],
    constants: [(Kernel.Argument, Constant, Layout)] = []
  ) throws(TensorError) {
    let piece = try piece(kernel, arguments, constants.map { ($0.0, Part($0.1, $0.2)) })
    recorder.append(piece, name)
  }

  /// Appends kernels that may run at the same time.
  mutating func append(_ pieces: [Plan.Piece], _ name: String) {
    recorder.append(pieces, name)
  }

  /// Some of a constant's values, from one on, with the layout they have.
  struct Part {
    let constant: Constant
    let first: Int
    let layout: Layout

    init(_ constant: Constant, _ layout: Layout, from first: Int = 0) {
      self.constant = constant
      self.first = first
      self.layout = layout
    }
  }

  /// A kernel ready to run, its constants packed and bound.
  mutating func piece(
    _ kernel: Kernel, _ arguments: [(Kernel.Argument, Plan.Slot)],
    _ constants: [(Kernel.Argument, Part)]
  ) throws(TensorError) -> Plan.Piece {
    try kernel.compile()
    for (argument, part) in constants {
      let packed = try store.pack(part, to: kernel.layout(of: argument) ?? part.layout)
      try kernel.bind(argument, to: packed.base)
      weights.append(packed)
    }
    return recorder.piece(kernel, arguments)
  }

  /// Appends a routine of our own that touches the given slots.
  mutating func append(
    _ name: String, touching slots: [Plan.Slot], _ routine: @escaping (Plan.Memory) -> Void
  ) {
    recorder.append(name, touching: slots, routine)
  }

  mutating func reorder(
    _ source: Place, to target: Place, _ name: String
  ) throws(TensorError) {
    try recorder.reorder(source, to: target, name)
  }
}
