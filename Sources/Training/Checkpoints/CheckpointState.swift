import Networks
import Tensors

/// The arrays of a checkpoint that only training needs.
struct CheckpointState {
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

  /// A number that the file tells of.
  func number(_ name: String) -> Int? {
    file.metadata[Network.trainingPrefix + name].flatMap { Int($0) }
  }

  /// What an optimiser remembered.
  func memory(
    of optimiser: some Optimiser, _ name: String, _ count: Int
  ) throws(TrainingError) -> OptimiserMemory {
    guard let steps = number("\(name)_steps"), steps > 0, count > 0 else {
      return OptimiserMemory()
    }
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
