import Networks
import Tensors
import Verification

/// Steps of a training on noise: forward, the triplet loss on semi-hard triplets, backward, and
/// Adam's update. Not Sendable: confined to one owner.
public final class StepBenchmark {
  let learner: Learner
  private let samples: Tensor
  private let people: [Int]
  private var optimiser: any Optimiser = Adam()
  private var generator = SeededGenerator(seed: 1)

  /// - Parameter batch: the photos of a step, two of each person.
  /// - Throws: `TrainingError` when the network cannot learn.
  public init(_ network: Network, batch: Int, threads: Int) throws(TrainingError) {
    let (start, shape) = (network.start(using: &generator), network.input)
    learner = try TrainingError.inTensors { () throws(TensorError) in
      try Learner(network.trainingGraph, parameters: start, threads: threads)
    }
    var noise = SeededGenerator(seed: 2)
    samples = Tensor(
      dimensions: [batch, shape.channels, shape.height, shape.width],
      values: (0..<batch * shape.count).map { _ in .random(in: -1...1, using: &noise) })
    people = (0..<batch).map { $0 / 2 }
  }

  public func step() throws(TrainingError) {
    let embeddings = try TrainingError.inTensors { () throws(TensorError) in
      try learner.forward(samples)[0]
    }
    let batch = BatchDistances(embeddings, people: people)
    let triplets = SemiHardTriplets(margin: 0.2).triplets(in: batch, using: &generator)
    let gradient = TripletLoss()(embeddings, triplets).gradient
    try TrainingError.inTensors { () throws(TensorError) in try learner.backward([gradient]) }
    optimiser.step(learner.weights, UnsafeBufferPointer(learner.gradients), rate: 1e-4)
  }
}
