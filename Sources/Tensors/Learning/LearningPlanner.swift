/// Compiles a graph for a step of training.
///
/// Each operation is compiled once: forward at once, and its way back as a closure that waits until
/// the gradient of its result is complete. Values are kept until the way back has read them; the
/// memory plan sees to that, as it knows all steps.
struct LearningPlanner {
  typealias Place = Recorder.Place
  typealias WayBack = (inout LearningPlanner, _ gradient: Place) throws(TensorError) -> Void

  let graph: Graph
  let table: ParameterTable
  let shapes: [Shape]
  let batch: Int
  let context: Context
  let chance: Chance
  private let held: [Arena]
  /// Whether the loss's derivative by a value is of use.
  private var isNeeded: [Bool]

  var recorder: Recorder
  private var places: [Int: Place] = [:]
  private var copies: [Plan.Slot: [Place]] = [:]
  private var gradients: [Int: Place] = [:]
  private var waysBack: [(value: Int, body: WayBack)] = []
  /// How many values have what lies in a slot for their gradient.
  private var owners: [Plan.Slot: Int] = [:]
  /// The values whose only reader is a rectifier that their own kernel can apply.
  let rectified: Set<Int>
  /// Trained arrays whose gradient a kernel has written already, and what further layers that share
  /// them contribute.
  private var written: Set<String> = []
  private var furtherGradients: [(parameter: Parameter, slot: Plan.Slot)] = []

  init(_ learner: Learner, shapes: [Shape], batch: Int, wantsSampleGradient: Bool) {
    graph = learner.graph
    table = learner.table
    context = learner.context
    chance = learner.chance
    held = learner.held
    recorder = Recorder(learner.context)
    self.shapes = shapes
    self.batch = batch
    rectified = graph.rectified(shapes)
    isNeeded = []
    for node in graph.nodes {
      var needed = !node.operation.trainedParameters.isEmpty
      if case .input = node.operation { needed = wantsSampleGradient }
      isNeeded.append(needed || node.inputs.contains { isNeeded[$0.index] })
    }
  }

  mutating func plan() throws(TensorError) -> LearningPlan {
    for (index, node) in graph.nodes.enumerated() { try emit(node, index) }
    var outputs: [(slot: Plan.Slot, shape: Shape)] = []
    for output in graph.outputs {
      let place = try place(of: output.index, .plain)
      outputs.append((place.slot, shapes[output.index]))
    }
    let boundary = recorder.steps.count
    let outputGradients = try takeGradients(behind: outputs.map(\.slot))
    for (value, body) in waysBack.reversed() {
      guard let gradient = gradients[value] else { continue }
      try body(&self, gradient)
      owners[gradient.slot, default: 0] -= 1
    }
    addFurtherGradients()
    let sampleGradient = try plainSampleGradient()
    let plan = Plan(
      steps: recorder.steps, bufferSizes: recorder.sizes,
      outputs: outputs + [sampleGradient.map { ($0, shapes[0]) }].compactMap { $0 }, held: held)
    return LearningPlan(
      plan: plan, batch: batch, forward: 0..<boundary, backward: boundary..<recorder.steps.count,
      outputGradients: outputGradients, sampleGradient: sampleGradient)
  }

  /// Room for the gradients of outputs, which the caller fills between the steps: a step without
  /// work touches them and the outputs, so that both are there at that time.
  private mutating func takeGradients(
    behind outputs: [Plan.Slot]
  ) throws(TensorError) -> [Plan.Slot] {
    var taken: [(Int, Place)] = []
    for output in graph.outputs {
      taken.append((output.index, recorder.buffer(try layout(of: output.index, .plain))))
    }
    let slots = taken.map(\.1.slot)
    recorder.append("loss", touching: outputs + slots) { _ in }
    for (value, place) in taken { try add(place, toGradientOf: value) }
    return slots
  }

  private mutating func plainSampleGradient() throws(TensorError) -> Plan.Slot? {
    let input = graph.nodes.firstIndex { if case .input = $0.operation { true } else { false } }
    guard let input, let gradient = gradients[input] else { return nil }
    return try place(gradient, in: layout(of: input, .plain)).slot
  }

  // MARK: places

  func layout(of value: Int, _ order: MemoryOrder) throws(TensorError) -> Layout {
    let shape = shapes[value]
    return try Layout([batch, shape.channels, shape.height, shape.width], order)
  }

  func place(of value: Int) -> Place {
    guard let place = places[value] else {
      preconditionFailure("value \(value) is read before it is computed")
    }
    return place
  }

  mutating func place(of value: Int, _ order: MemoryOrder) throws(TensorError) -> Place {
    try place(place(of: value), in: layout(of: value, order))
  }

  /// The same values in another layout, reordered once for each.
  mutating func place(_ original: Place, in layout: Layout) throws(TensorError) -> Place {
    if original.layout == layout { return original }
    if let copy = copies[original.slot]?.first(where: { $0.layout == layout }) { return copy }
    let copy = recorder.buffer(layout)
    try recorder.reorder(original, to: copy, "reorder")
    copies[original.slot, default: []].append(copy)
    return copy
  }

  mutating func set(_ value: Int, _ place: Place) { places[value] = place }

  // MARK: the way back

  func isNeeded(_ value: Graph.Value) -> Bool { isNeeded[value.index] }

  /// Says how to go back from a value's gradient, where that leads anywhere.
  mutating func goBack(from value: Int, _ body: @escaping WayBack) {
    if isNeeded[value] { waysBack.append((value, body)) }
  }

  /// Adds to the gradient of a value what one of its readers contributes.
  mutating func add(_ part: Place, toGradientOf value: Int) throws(TensorError) {
    guard isNeeded[value] else { return }
    guard let sum = gradients[value] else {
      gradients[value] = part
      owners[part.slot, default: 0] += 1
      return
    }
    let other = try place(part, in: sum.layout)
    let target = overwritten(sum)
    let kernel = try Kernel.add(context, sum.layout, other.layout)
    try append(
      kernel, "sum of gradients",
      [(.source, sum.slot), (.secondSource, other.slot), (.destination, target.slot)])
    if target.slot != sum.slot {
      owners[sum.slot, default: 0] -= 1
      owners[target.slot] = 1
      gradients[value] = target
    }
  }

  /// Where to write what takes a value's gradient's place: over it, unless it is another value's,
  /// too. To be asked once all that is read of it beforehand has been.
  mutating func overwritten(_ gradient: Place) -> Place {
    guard case .buffer = gradient.slot, owners[gradient.slot] == 1 else {
      return recorder.buffer(gradient.layout)
    }
    copies[gradient.slot] = nil
    return gradient
  }

  /// Where a kernel is to write the gradient of a parameter: in its place, or beside it where
  /// another layer shares the parameter, to be added when all have been written.
  mutating func gradientSlot(of parameter: Parameter) throws(TensorError) -> Plan.Slot {
    if written.insert(parameter.name).inserted { return table.gradientSlot(of: parameter) }
    let slot = recorder.buffer(try Layout(count: parameter.count)).slot
    furtherGradients.append((parameter, slot))
    return slot
  }

  /// The same for the lines of values that a layer has, as arguments of its kernel.
  mutating func lineGradients(
    _ lines: [(Kernel.Argument, Parameter?)]
  ) throws(TensorError) -> [(Kernel.Argument, Plan.Slot)] {
    var arguments: [(Kernel.Argument, Plan.Slot)] = []
    for case (let argument, let parameter?) in lines {
      arguments.append((argument, try gradientSlot(of: parameter)))
    }
    return arguments
  }

  private mutating func addFurtherGradients() {
    for (parameter, slot) in furtherGradients {
      let (sum, count) = (table.gradientSlot(of: parameter), parameter.count)
      recorder.append("gradient of \(parameter.name)", touching: [slot]) { memory in
        let (sum, part) = (memory.floats(sum), memory.floats(slot))
        for i in 0..<count { sum[i] += part[i] }
      }
    }
  }

  // MARK: steps

  mutating func append(
    _ kernel: Kernel, _ name: String, _ arguments: [(Kernel.Argument, Plan.Slot)]
  ) throws(TensorError) {
    try kernel.compile()
    recorder.append(kernel, name, arguments)
  }

  /// The layout that a kernel wants for an argument it has.
  func layout(
    of argument: Kernel.Argument, _ kernel: Kernel
  ) throws(TensorError) -> Layout {
    guard let layout = kernel.layout(of: argument) else {
      throw .backend(primitive: kernel.implementation, status: 0)
    }
    return layout
  }

  /// Room for what a kernel of training leaves for its gradient, as an argument of both.
  mutating func workspace(of kernel: Kernel) -> [(Kernel.Argument, Plan.Slot)] {
    guard let layout = kernel.layout(of: .workspace) else { return [] }
    return [(.workspace, recorder.buffer(layout).slot)]
  }

  /// The values of a parameter, which lie as `source` says, in the layout a kernel wants.
  mutating func weights(
    _ parameter: Parameter, from source: Layout, for kernel: Kernel,
    _ argument: Kernel.Argument = .weights
  ) throws(TensorError) -> Plan.Slot {
    let plain = Place(layout: source, slot: table.slot(of: parameter))
    return try place(plain, in: layout(of: argument, kernel)).slot
  }

  /// Runs a kernel whose result is the gradient of a parameter, brought into the parameter's own
  /// layout behind it.
  mutating func append(
    _ kernel: Kernel, _ name: String, _ arguments: [(Kernel.Argument, Plan.Slot)],
    gradientOf parameter: Parameter, _ argument: Kernel.Argument, in target: Layout
  ) throws(TensorError) {
    let made = try layout(of: argument, kernel)
    let final = Place(layout: target, slot: try gradientSlot(of: parameter))
    let place = made == target ? final : recorder.buffer(made)
    try append(kernel, name, arguments + [(argument, place.slot)])
    if made != target { try recorder.reorder(place, to: final, "gradient of \(parameter.name)") }
  }
}
