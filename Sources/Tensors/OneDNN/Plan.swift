/// A program compiled for one batch and map size: kernels in order, on buffers in one arena.
final class Plan {
  /// Where a step finds values.
  enum Slot: Hashable {
    /// The samples, which the caller owns.
    case samples
    /// A buffer of the arena.
    case buffer(Int)
    /// A part of a buffer, from a byte on.
    case part(of: Int, offset: Int)
    /// Memory that outlives a run, such as weights in training, from a byte on.
    case held(Int, offset: Int)
  }

  /// One kernel or routine, with the buffers it touches.
  struct Step {
    enum Work {
      case kernel(Kernel, [(argument: Kernel.Argument, slot: Slot)])
      case routine((Memory) -> Void)
    }

    let name: String
    let slots: [Slot]
    let work: Work
  }

  /// Resolves slots while a plan runs.
  struct Memory {
    let samples: UnsafeMutableRawPointer
    let base: UnsafeMutableRawPointer
    let offsets: [Int]
    var held: [UnsafeMutableRawPointer] = []

    subscript(slot: Slot) -> UnsafeMutableRawPointer {
      switch slot {
      case .samples: samples
      case .buffer(let index): base + offsets[index]
      case .part(let index, let offset): base + offsets[index] + offset
      case .held(let index, let offset): held[index] + offset
      }
    }

    /// The values at a slot.
    func floats(_ slot: Slot) -> UnsafeMutablePointer<Float> {
      self[slot].assumingMemoryBound(to: Float.self)
    }
  }

  let steps: [Step]
  let lifetimes: [MemoryPlan.Lifetime]
  let memory: MemoryPlan
  let outputs: [(slot: Slot, shape: Shape)]
  private let weights: [Arena]
  private let held: [Arena]
  private var bound: UnsafeMutableRawPointer?

  init(
    steps: [Step], bufferSizes: [Int], outputs: [(slot: Slot, shape: Shape)],
    weights: [Arena] = [], held: [Arena] = []
  ) {
    self.steps = steps
    self.outputs = outputs
    self.weights = weights
    self.held = held
    lifetimes = Self.lifetimes(of: bufferSizes, in: steps, keeping: outputs.map(\.slot))
    memory = MemoryPlan(lifetimes)
  }

  /// Runs every step; afterwards the outputs are in the arena.
  func run(_ samples: UnsafeRawPointer, in arena: Arena) throws(TensorError) {
    arena.reserve(memory.size)
    // Kernels only read the samples; oneDNN's handles have no const.
    try run(steps.indices, places(UnsafeMutableRawPointer(mutating: samples), in: arena))
  }

  /// Where everything is, in an arena of the plan's size.
  func places(_ samples: UnsafeMutableRawPointer, in arena: Arena) -> Memory {
    Memory(
      samples: samples, base: arena.base, offsets: memory.offsets, held: held.map(\.base))
  }

  /// Runs some of the steps, those before them having run in the same places.
  func run(_ range: Range<Int>, _ places: Memory) throws(TensorError) {
    try bind(places)
    for step in steps[range] {
      switch step.work {
      case .kernel(let kernel, _): try kernel.run()
      case .routine(let routine): routine(places)
      }
    }
  }

  /// Tells kernels where their buffers are, where that has changed.
  private func bind(_ places: Memory) throws(TensorError) {
    let moved = bound != places.base
    for step in steps {
      guard case .kernel(let kernel, let arguments) = step.work else { continue }
      for (argument, slot) in arguments where moved || slot == .samples {
        try kernel.bind(argument, to: places[slot])
      }
    }
    bound = places.base
  }

  private static func lifetimes(
    of sizes: [Int], in steps: [Step], keeping outputs: [Slot]
  ) -> [MemoryPlan.Lifetime] {
    var lifetimes = sizes.map { MemoryPlan.Lifetime(bytes: $0, steps: nil) }
    func extend(_ slot: Slot, to step: Int) {
      let index: Int
      switch slot {
      case .samples, .held: return
      case .buffer(let buffer), .part(let buffer, _): index = buffer
      }
      lifetimes[index].steps = (lifetimes[index].steps?.lowerBound ?? step)...step
    }
    for (number, step) in steps.enumerated() {
      for slot in step.slots { extend(slot, to: number) }
    }
    for slot in outputs { extend(slot, to: steps.count) }
    return lifetimes
  }
}
