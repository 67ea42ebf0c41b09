/// Places of a graph's arrays in flat memory: what gradients change, and the statistics of batch
/// normalisations.
struct ParameterTable {
  /// A run of values.
  struct Entry {
    let parameter: Parameter
    let range: Range<Int>
    /// Whether a convolution's kernels lie in blocks, as oneDNN's fast code reads and writes them,
    /// so that no step has to reorder them.
    let isBlocked: Bool
  }

  let trained: [Entry]
  let statistics: [Entry]
  private let places: [String: (held: Held, entry: Entry)]

  /// The memory that outlives a run, in the order in which a plan holds it.
  enum Held: Int {
    case weights, gradients, statistics
  }

  init(_ graph: Graph) {
    let changed = Set(graph.trainedParameters)
    trained = Self.entries(graph.trainedParameters, Self.blocked(graph))
    statistics = Self.entries(graph.parameters.filter { !changed.contains($0) }, [])
    var places: [String: (Held, Entry)] = [:]
    for entry in trained { places[entry.parameter.name] = (.weights, entry) }
    for entry in statistics { places[entry.parameter.name] = (.statistics, entry) }
    self.places = places
  }

  var trainedCount: Int { trained.last?.range.upperBound ?? 0 }
  var statisticsCount: Int { statistics.last?.range.upperBound ?? 0 }

  /// Where a parameter's values are while a plan runs.
  func slot(of parameter: Parameter) -> Plan.Slot {
    let (held, entry) = place(of: parameter)
    return .held(held.rawValue, offset: entry.offset)
  }

  /// Where the gradient of a trained parameter goes.
  func gradientSlot(of parameter: Parameter) -> Plan.Slot {
    .held(Held.gradients.rawValue, offset: place(of: parameter).entry.offset)
  }

  /// How the kernels of a convolution, and their gradient, lie there.
  func layout(of weight: Parameter, groups: Int) throws(TensorError) -> Layout {
    try Layout(
      weights: weight.dimensions, groups: groups,
      place(of: weight).entry.isBlocked ? .blocks16 : .plain)
  }

  private func place(of parameter: Parameter) -> (held: Held, entry: Entry) {
    guard let place = places[parameter.name] else {
      preconditionFailure("the graph has no parameter '\(parameter.name)'")
    }
    return place
  }

  /// The kernels of convolutions from whole blocks of channels to whole blocks.
  private static func blocked(_ graph: Graph) -> Set<String> {
    var names: Set<String> = []
    for node in graph.nodes {
      if case .convolution(let weight, _, _, _, _, groups: 1) = node.operation,
        weight.dimensions[..<2].allSatisfy({ $0.isMultiple(of: Program.channelBlock) })
      {
        names.insert(weight.name)
      }
    }
    return names
  }

  /// Runs of values that each start at a whole vector register.
  private static func entries(_ parameters: [Parameter], _ blocked: Set<String>) -> [Entry] {
    let alignment = MemoryPlan.alignment / MemoryLayout<Float>.stride
    var first = 0
    return parameters.map { parameter in
      let range = first..<first + parameter.count
      first = (range.upperBound + alignment - 1) / alignment * alignment
      return Entry(
        parameter: parameter, range: range, isBlocked: blocked.contains(parameter.name))
    }
  }
}

extension ParameterTable.Entry {
  /// In bytes.
  fileprivate var offset: Int { range.lowerBound * MemoryLayout<Float>.stride }

  /// The values in flat memory.
  func tensor(in memory: UnsafeBufferPointer<Float>) -> Tensor {
    var values = Array(memory[range])
    if isBlocked { eachPlace { values[$0] = memory[range.lowerBound + $1] } }
    return Tensor(dimensions: parameter.dimensions, values: values)
  }

  /// Writes values into flat memory.
  ///
  /// - Precondition: the tensor has the parameter's dimensions.
  func write(_ tensor: Tensor, to memory: UnsafeMutableBufferPointer<Float>) {
    precondition(tensor.dimensions == parameter.dimensions, parameter.name)
    if isBlocked {
      eachPlace { memory[range.lowerBound + $1] = tensor.values[$0] }
    } else {
      for (place, value) in zip(range, tensor.values) { memory[place] = value }
    }
  }

  /// Calls `body` with the place of each value in row-major order and in blocks.
  private func eachPlace(_ body: (_ plain: Int, _ blocked: Int) -> Void) {
    let block = Program.channelBlock
    let (outputs, inputs) = (parameter.dimensions[0], parameter.dimensions[1])
    let cells = parameter.dimensions[2] * parameter.dimensions[3]
    for o in 0..<outputs {
      for i in 0..<inputs {
        let group = o / block * (inputs / block) + i / block
        for cell in 0..<cells {
          let tile = (group * cells + cell) * block * block
          body((o * inputs + i) * cells + cell, tile + i % block * block + o % block)
        }
      }
    }
  }
}
