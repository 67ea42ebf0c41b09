import Networks
import Tensors

/// A training in a file: the network's arrays under their own names, so that the file is a model,
/// and beside them, under names that begin with `training.`, what it takes to go on.
extension Trainer {
  /// Writes to a new file that takes the old one's place when it is complete.
  ///
  /// - Throws: `TrainingError.file`; the file that was there is left as it was.
  public func save(to path: String) throws(TrainingError) {
    var arrays = learner.parameters
    let memories = [
      ("optimiser", optimiser.memory.arrays.map(learner.rowMajor)),
      ("head", objectiveOptimiser.memory.arrays),
    ]
    for (name, memory) in memories {
      for (index, values) in memory.enumerated() {
        arrays["\(Network.trainingPrefix)\(name).\(index)"] = Tensor(
          dimensions: [values.count], values: values)
      }
    }
    if !objective.weights.isEmpty {
      arrays["\(Network.trainingPrefix)head"] = Tensor(
        dimensions: [objective.weights.count], values: objective.weights)
    }
    let writer = SafetensorsWriter(arrays, metadata: metadata)
    try TrainingError.inFile { () throws(WeightFileError) in try writer.write(to: path) }
  }

  /// Goes on where a checkpoint of the same training stood.
  ///
  /// - Throws: `TrainingError.file` for an unreadable or foreign file, `otherCheckpoint` for one of
  ///   another network, plan or set of people.
  public func resume(from path: String) throws(TrainingError) {
    let file = try TrainingError.inFile { () throws(WeightFileError) in
      try WeightFile(path: path)
    }
    for key in ["network", "loss", "optimiser", "seed", "people"]
    where file.metadata["training.\(key)"] != metadata["training.\(key)"] {
      let found = file.metadata["training.\(key)"] ?? "none"
      throw .otherCheckpoint(file: path, "\(key) is \(found)")
    }
    let parameters = try TrainingError.inFile { () throws(WeightFileError) in
      try network.parameters(from: file)
    }
    guard let step = file.metadata["training.step"].flatMap({ Int($0) }), step >= steps,
      let memory = file.memory("optimiser", of: learner.weights.count, steps: step),
      let headMemory = file.memory("head", of: objective.weights.count, steps: step)
    else { throw .otherCheckpoint(file: path, "its state is not whole") }
    if !objective.weights.isEmpty {
      guard let head = file.tensors["\(Network.trainingPrefix)head"],
        head.values.count == objective.weights.count
      else { throw .otherCheckpoint(file: path, "its head is of another size") }
      objective.weights = head.values
      objectiveOptimiser.memory = headMemory
    }
    learner.set(parameters)
    optimiser.memory = memory
    optimiser.memory.arrays = memory.arrays.map(learner.ownOrder)
    skip(to: step)
  }

  private var metadata: [String: String] {
    [
      "training.network": network.name, "training.loss": plan.loss.rawValue,
      "training.optimiser": plan.optimiser.rawValue, "training.seed": "\(plan.seed)",
      "training.people": "\(photos.peopleCount)", "training.step": "\(steps)",
    ]
  }
}

extension WeightFile {
  /// What an optimiser remembered; nil where the arrays are not as long as the weights.
  fileprivate func memory(_ name: String, of count: Int, steps: Int) -> OptimiserMemory? {
    var arrays: [[Float]] = []
    while let tensor = tensors["\(Network.trainingPrefix)\(name).\(arrays.count)"] {
      guard tensor.values.count == count else { return nil }
      arrays.append(tensor.values)
    }
    return OptimiserMemory(arrays: arrays, steps: steps)
  }
}
