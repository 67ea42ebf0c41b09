import Networks
import Tensors

/// A training in a file: the network's arrays under their own names, so that the file is a model,
/// and beside them, under names that begin with `training.`, what it takes to go on.
extension Trainer {
  /// Writes to a new file that takes the old one's place when it is complete.
  ///
  /// - Throws: `TrainingError.file`, or `notFinite` where weights are no numbers; the file that was
  ///   there is left as it was.
  public func save(to path: String) throws(TrainingError) {
    var arrays = parameters
    guard arrays.values.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else {
      throw .notFinite(step: steps)
    }
    for (name, values) in state {
      arrays[name] = Tensor(dimensions: [values.count], values: values)
    }
    let writer = SafetensorsWriter(arrays, metadata: metadata)
    try TrainingError.inFile { () throws(WeightFileError) in try writer.write(to: path) }
  }

  /// Goes on where a checkpoint of the same training stood.
  ///
  /// - Throws: `TrainingError.file` for an unreadable or foreign file, `otherCheckpoint` for one of
  ///   another network, plan or set of people, `incompleteCheckpoint`.
  public func resume(from path: String) throws(TrainingError) {
    let file = try TrainingError.inFile { () throws(WeightFileError) in
      try WeightFile(path: path)
    }
    try checkOrigin(of: file)
    let parameters = try TrainingError.inFile { () throws(WeightFileError) in
      try network.parameters(from: file)
    }
    guard let step = file.metadata["training.step"].flatMap({ Int($0) }), step >= steps else {
      throw .otherCheckpoint(file: path, "it does not say how many steps it took")
    }
    let kept = CheckpointState(file)
    var memory = try kept.memory(of: optimiser, "optimiser", learner.weights.count, steps: step)
    memory.arrays = memory.arrays.map(learner.ownOrder)
    let loss = try kept.memory(
      of: objective.optimiser, "loss", objective.weights.count, steps: step)
    let weights = try kept.values("weights", count: average?.weights.count ?? 0)
    objective.weights = try kept.values("loss", count: objective.weights.count)
    objective.centers = try kept.values("centers", count: objective.centers.count)
    if let plateau = try kept.plateau(self.plateau) { self.plateau = plateau }
    (optimiser.memory, objective.optimiser.memory) = (memory, loss)
    learner.set(parameters)
    if let decay = average?.decay {
      average = MovingAverage(decay: decay, weights: Array(learner.weights))
      for (index, value) in learner.ownOrder(weights).enumerated() {
        learner.weights[index] = value
      }
    }
    skip(to: step)
  }

  /// What it takes to go on, by the names of arrays; nothing that is empty.
  private var state: [String: [Float]] {
    var state = ["loss": objective.weights, "centers": objective.centers]
    for (index, values) in optimiser.memory.arrays.enumerated() {
      state["optimiser.\(index)"] = learner.rowMajor(values)
    }
    for (index, values) in objective.optimiser.memory.arrays.enumerated() {
      state["loss.\(index)"] = values
    }
    if average != nil { state["weights"] = learner.rowMajor(Array(learner.weights)) }
    if let plateau { state["plateau"] = [Float(plateau.falls)] + plateau.losses.map { Float($0) } }
    let named = state.map { ("\(Network.trainingPrefix)\($0)", $1) }
    return Dictionary(uniqueKeysWithValues: named.filter { !$0.1.isEmpty })
  }

  private func checkOrigin(of file: WeightFile) throws(TrainingError) {
    let own = metadata
    for key in ["network", "loss", "optimiser", "seed", "average", "schedule"] {
      let found = file.metadata["training.\(key)"]
      if found != own["training.\(key)"] {
        throw .otherCheckpoint(file: file.name, "\(key) is \(found ?? "none")")
      }
    }
    let (found, expected) = (file.metadata["training.people"], own["training.people"])
    guard found == expected else {
      throw .otherCheckpoint(file: file.name, Self.difference(found ?? "", expected ?? ""))
    }
  }

  /// The first name that one list of people has and the other has not.
  private static func difference(_ found: String, _ expected: String) -> String {
    let found = found.split(separator: "\n").map(String.init)
    let expected = expected.split(separator: "\n").map(String.init)
    if let name = found.first(where: { !expected.contains($0) }) {
      return "it was trained on \(name), who is not among the people here"
    }
    if let name = expected.first(where: { !found.contains($0) }) {
      return "it was not trained on \(name)"
    }
    return "its people come in another order"
  }

  private var metadata: [String: String] {
    [
      "training.network": network.name, "training.loss": plan.loss.rawValue,
      "training.optimiser": plan.optimiser.rawValue, "training.seed": "\(plan.seed)",
      "training.people": photos.numbers.map { photos.names[$0] }.joined(separator: "\n"),
      "training.step": "\(steps)", "training.average": plan.averaging.map { "\($0)" } ?? "none",
      "training.schedule": plateau == nil ? "by steps" : "by losses",
      "model.dimension": "\(network.dimension ?? 0)",
    ].merging(notes) { own, _ in own }
  }
}

/// The arrays of a checkpoint that only training needs.
private struct CheckpointState {
  private let file: WeightFile

  init(_ file: WeightFile) { self.file = file }

  /// An array of so many values; of none, there need not be one.
  func values(_ name: String, count: Int) throws(TrainingError) -> [Float] {
    if count == 0 { return [] }
    let name = Network.trainingPrefix + name
    guard let tensor = file.tensors[name], tensor.values.count == count else {
      throw .incompleteCheckpoint(file: file.name, array: name)
    }
    return tensor.values
  }

  /// What an optimiser remembered after so many steps.
  func memory(
    of optimiser: some Optimiser, _ name: String, _ count: Int, steps: Int
  ) throws(TrainingError) -> OptimiserMemory {
    if steps == 0 || count == 0 { return OptimiserMemory() }
    var arrays: [[Float]] = []
    for index in 0..<type(of: optimiser).arrayCount {
      arrays.append(try values("\(name).\(index)", count: count))
    }
    return OptimiserMemory(arrays: arrays, steps: steps)
  }

  /// The watch over the rate, for a training that has one.
  func plateau(_ start: Plateau?) throws(TrainingError) -> Plateau? {
    guard var plateau = start else { return nil }
    let name = Network.trainingPrefix + "plateau"
    guard let values = file.tensors[name]?.values, let falls = values.first,
      (0..<1e6).contains(falls)
    else { throw .incompleteCheckpoint(file: file.name, array: name) }
    plateau.restore(losses: values.dropFirst().map { Double($0) }, falls: Int(falls))
    return plateau
  }
}
