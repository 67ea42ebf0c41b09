import Networks
import Tensors
import Testing
import Verification

@testable import Training

/// A small network trained for five steps, beside PyTorch's figures from Golden/steps.py.
@Suite struct StepTests {
  static let expected: [String: [Double]] = golden("steps")
  static let people = [0, 0, 0, 1, 1, 2, 2, 2]

  static let network = Network(
    "steps", input: Shape(channels: 3, height: 10, width: 10),
    normalisation: Normalisation(mean: [0, 0, 0], scale: 1),
    outputs: { image in
      var x = Convolution("conv1", 3, 16, kernel: 3, padding: 1, bias: false)(image)
      x = PReLU("prelu1", 16)(BatchNormalisation("norm1", 16)(x))
      x = Pooling.maximum(2, stride: 2)(x)
      var y = x + ReLU()(Convolution("conv2", 16, 16, kernel: 3, padding: 1)(x))
      y = Concatenate()([x, y])
      y = ReLU()(Convolution("conv3", 32, 8, kernel: 3, stride: 2)(y))
      return [Normalise()(Dense("fc", 32, 6)(Flatten(.channelRowColumn)(y)))]
    })

  static func start(_ generator: inout Congruential) -> Parameters {
    var parameters: Parameters = [:]
    for parameter in network.parameters {
      let value: Float
      switch parameter.name {
      case "norm1.weight", "norm1.running_var": value = 1
      case "prelu1.weight": value = 0.25
      default: value = 0
      }
      parameters[parameter.name] = Tensor(dimensions: parameter.dimensions, repeating: value)
    }
    for name in ["conv1", "conv2", "conv3", "fc"] {
      guard let old = parameters["\(name).weight"] else { continue }
      let inputs = old.dimensions.dropFirst().reduce(1, *)
      let values = generator.values(old.values.count).map { $0 / Float(inputs).squareRoot() }
      parameters["\(name).weight"] = Tensor(dimensions: old.dimensions, values: values)
    }
    return parameters
  }

  @Test(arguments: [1, 2])
  func fiveStepsEqualPyTorchs(threads: Int) throws {
    var generator = Congruential(state: 6)
    let photos = generator.tensor(8, 3, 10, 10)
    let learner = try Learner(
      Self.network.graph, parameters: Self.start(&generator), threads: threads)
    var optimiser = SGD(momentum: 0.9, weightDecay: 1e-3)
    var random = SeededGenerator(seed: 1)
    var losses: [Float] = []
    for _ in 0..<5 {
      let embeddings = try learner.forward(photos)[0]
      let batch = BatchDistances(embeddings, people: Self.people)
      let graded = TripletLoss()(
        embeddings, AllTriplets().triplets(in: batch, using: &random))
      losses.append(Float(graded.loss))
      try learner.backward([graded.gradient])
      optimiser.step(learner.weights, UnsafeBufferPointer(learner.gradients), rate: 0.05)
    }
    #expect(deviation(losses, try #require(Self.expected["losses"])) <= 1e-5)
    for (name, tensor) in learner.parameters {
      let expected = try #require(Self.expected[name])
      #expect(deviation(tensor.values, expected) <= 2e-5, "\(name)")
    }
  }
}
