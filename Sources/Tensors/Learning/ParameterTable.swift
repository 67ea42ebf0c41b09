/// Places of a graph's arrays in flat memory: what gradients change, and the statistics of batch
/// normalisations.
struct ParameterTable {
  /// A run of values.
  struct Entry {
    let parameter: Parameter
    let range: Range<Int>
  }

  let trained: [Entry]
  let statistics: [Entry]
  private let places: [String: (held: Held, first: Int)]

  /// The memory that outlives a run, in the order in which a plan holds it.
  enum Held: Int {
    case weights, gradients, statistics
  }

  init(_ graph: Graph) {
    let trainedNames = Set(graph.trainedParameters.map(\.name))
    var seen: Set<String> = []
    let parameters = graph.parameters.filter { seen.insert($0.name).inserted }
    trained = Self.entries(parameters.filter { trainedNames.contains($0.name) })
    statistics = Self.entries(parameters.filter { !trainedNames.contains($0.name) })
    var places: [String: (Held, Int)] = [:]
    for entry in trained { places[entry.parameter.name] = (.weights, entry.range.lowerBound) }
    for entry in statistics {
      places[entry.parameter.name] = (.statistics, entry.range.lowerBound)
    }
    self.places = places
  }

  var trainedCount: Int { trained.last?.range.upperBound ?? 0 }
  var statisticsCount: Int { statistics.last?.range.upperBound ?? 0 }

  /// Where a parameter's values are while a plan runs.
  func slot(of parameter: Parameter) -> Plan.Slot {
    guard let (held, first) = places[parameter.name] else {
      preconditionFailure("the graph has no parameter '\(parameter.name)'")
    }
    return .held(held.rawValue, offset: first * MemoryLayout<Float>.stride)
  }

  /// Where the gradient of a trained parameter goes.
  func gradientSlot(of parameter: Parameter) -> Plan.Slot {
    guard case .held(_, let offset) = slot(of: parameter) else {
      preconditionFailure("parameters are held")
    }
    return .held(Held.gradients.rawValue, offset: offset)
  }

  /// Runs of values that each start at a whole vector register.
  private static func entries(_ parameters: [Parameter]) -> [Entry] {
    let alignment = MemoryPlan.alignment / MemoryLayout<Float>.stride
    var first = 0
    return parameters.map { parameter in
      let entry = Entry(parameter: parameter, range: first..<first + parameter.count)
      first = (entry.range.upperBound + alignment - 1) / alignment * alignment
      return entry
    }
  }
}
