import Networks
import Tensors
import Verification

/// A training in a file: the network's arrays under their own names, so that the file is a model,
/// and beside them, under names that begin with `training.`, what it takes to go on.
extension Trainer {
  /// Writes to a new file that takes the old one's place when it is complete.
  ///
  /// - Throws: `TrainingError.file`, or `notFiniteWeights`; the file that was there is left as it was.
  public func save(to path: String) throws(TrainingError) {
    var arrays = parameters
    for (name, values) in state {
      arrays[name] = Tensor(dimensions: [values.count], values: values)
    }
    try arrays.checkFinite()
    let writer = SafetensorsWriter(arrays, metadata: metadata)
    try TrainingError.inFile { () throws(WeightFileError) in try writer.write(to: path) }
  }

  /// Goes on where a checkpoint of the same training stood.
  ///
  /// - Returns: the notes that were kept with it.
  /// - Throws: `TrainingError.file` for an unreadable or foreign file, `otherCheckpoint` for one of
  ///   another network, plan or set of photos, `incompleteCheckpoint`.
  @discardableResult
  public func resume(from path: String) throws(TrainingError) -> [String: String] {
    let file = try TrainingError.inFile { () throws(WeightFileError) in
      try WeightFile(path: path)
    }
    try checkOrigin(of: file)
    let parameters = try TrainingError.inFile { () throws(WeightFileError) in
      try network.parameters(from: file)
    }
    let kept = CheckpointState(file)
    guard let step = kept.number("step"), step >= steps else {
      throw .otherCheckpoint(file: path, "it does not say how many steps it took")
    }
    var memory = try kept.memory(of: optimiser, "optimiser", learner.weights.count)
    memory.arrays = memory.arrays.map(learner.ownOrder)
    let loss = try kept.memory(of: objective.optimiser, "loss", objective.weights.count)
    let weights = try kept.values("weights", count: average?.weights.count ?? 0)
    objective.weights = try kept.values("loss", count: objective.weights.count)
    objective.centers = try kept.values("centers", count: objective.centers.count)
    if let plateau = try kept.plateau(self.plateau) { self.plateau = plateau }
    (optimiser.memory, objective.optimiser.memory) = (memory, loss)
    objective.start = kept.number("loss_start") ?? 0
    learner.set(parameters)
    if let decay = average?.decay {
      average = MovingAverage(decay: decay, weights: Array(learner.weights))
      for (index, value) in learner.ownOrder(weights).enumerated() {
        learner.weights[index] = value
      }
    }
    skip(to: step)
    return file.metadata.filter { $0.key.hasPrefix("model.") }
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
    for key in ["network", "loss", "optimiser", "seed", "batch", "average", "schedule"] {
      let found = file.metadata["training.\(key)"]
      if found != own["training.\(key)"] {
        throw .otherCheckpoint(file: file.name, "\(key) is \(found ?? "none")")
      }
    }
    let people = (file.metadata["training.people"], own["training.people"])
    guard people.0 == people.1 else {
      throw .otherCheckpoint(file: file.name, Self.difference(people.0 ?? "", people.1 ?? ""))
    }
    guard file.metadata["training.photos"] == own["training.photos"] else {
      throw .otherCheckpoint(file: file.name, "there were more or fewer photos of its people")
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
    let entries = [
      "network": network.name, "loss": plan.loss.rawValue, "optimiser": plan.optimiser.rawValue,
      "seed": "\(plan.seed)", "average": plan.averaging.map { "\($0)" } ?? "none",
      "schedule": plateau == nil ? "by steps" : "by losses",
      "batch":
        "\(plan.people) people, \(plan.photos) photos of each, \(plan.furtherNegatives) others",
      "people": photos.numbers.map { photos.names[$0] }.joined(separator: "\n"),
      "photos": photoCounts, "step": "\(steps)", "loss_start": "\(objective.start)",
      "optimiser_steps": "\(optimiser.memory.steps)",
      "loss_steps": "\(objective.optimiser.memory.steps)",
    ]
    let own = Dictionary(uniqueKeysWithValues: entries.map { ("training.\($0)", $1) })
    let model = [
      "model.dimension": "\(network.dimension ?? 0)", "model.metric": Metric.l2.rawValue,
    ]
    return own.merging(model) { own, _ in own }.merging(notes) { own, _ in own }
  }

  /// How many photos there are of each person.
  private var photoCounts: String {
    let counts = Dictionary(grouping: photos.people) { $0 }.mapValues(\.count)
    return photos.numbers.map { "\(counts[$0] ?? 0)" }.joined(separator: " ")
  }
}
