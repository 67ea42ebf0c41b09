import Synchronization

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
      case kernel(Piece)
      /// Kernels that may run at the same time.
      case kernels([Piece])
      case routine((Memory) -> Void)
    }

    let name: String
    let slots: [Slot]
    let work: Work
  }

  /// A kernel with the places of its arguments.
  struct Piece {
    let kernel: Kernel
    let arguments: [(argument: Kernel.Argument, slot: Slot)]
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
  ///
  /// - Parameter crew: shares the steps that are made of several kernels.
  func run(
    _ samples: UnsafeRawPointer, in arena: Arena, with crew: Crew? = nil
  ) throws(TensorError) {
    arena.reserve(memory.size)
    // Kernels only read the samples; oneDNN's handles have no const.
    let places = places(UnsafeMutableRawPointer(mutating: samples), in: arena)
    try run(steps.indices, places, with: crew)
  }

  /// Where everything is, in an arena of the plan's size.
  func places(_ samples: UnsafeMutableRawPointer, in arena: Arena) -> Memory {
    Memory(
      samples: samples, base: arena.base, offsets: memory.offsets, held: held.map(\.base))
  }

  /// Runs some of the steps, those before them having run in the same places.
  func run(
    _ range: Range<Int>, _ places: Memory, with crew: Crew? = nil
  ) throws(TensorError) {
    try bind(places)
    for step in steps[range] {
      switch step.work {
      case .kernel(let piece): try piece.kernel.run()
      case .kernels(let pieces): try run(pieces, with: crew)
      case .routine(let routine): routine(places)
      }
    }
  }

  /// An output after a run, row-major.
  func output(_ index: Int, in arena: Arena) -> (values: UnsafePointer<Float>, shape: Shape) {
    let places = places(arena.base, in: arena)
    return (UnsafePointer(places.floats(outputs[index].slot)), outputs[index].shape)
  }

  private func run(_ pieces: [Piece], with crew: Crew?) throws(TensorError) {
    guard let crew else {
      for piece in pieces { try piece.kernel.run() }
      return
    }
    let failure = Failure()
    crew.run(pieces.count) { index in
      do throws(TensorError) { try pieces[index].kernel.run() } catch { failure.keep(error) }
    }
    try failure.check()
  }

  /// Tells kernels where their buffers are, where that has changed.
  private func bind(_ places: Memory) throws(TensorError) {
    let moved = bound != places.base
    for step in steps {
      for piece in step.pieces {
        for (argument, slot) in piece.arguments where moved || slot == .samples {
          try piece.kernel.bind(argument, to: places[slot])
        }
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

extension Plan.Step {
  fileprivate var pieces: [Plan.Piece] {
    switch work {
    case .kernel(let piece): [piece]
    case .kernels(let pieces): pieces
    case .routine: []
    }
  }
}

/// The first error of several threads.
final class Failure: Sendable {
  private let first = Mutex<TensorError?>(nil)

  func keep(_ error: TensorError) {
    first.withLock { $0 = $0 ?? error }
  }

  func check() throws(TensorError) {
    if let error = first.withLock({ $0 }) { throw error }
  }
}
