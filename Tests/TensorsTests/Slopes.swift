import Testing

@testable import Tensors

/// Expects that a learner's outputs are the definition's, and its gradients the slopes of
/// Σ weight · output, by samples and by every array.
func expectSlopes(
  _ graph: Graph, batch: Int = 3, location: SourceLocation = #_sourceLocation
) throws {
  var random = Seeded(11)
  let shape = try graph.inputShape()
  let samples = random.spread([batch, shape.channels, shape.height, shape.width])
  let parameters = random.parametersOfSmoothLayers(graph)
  let learner = try Learner(graph, parameters: parameters, samplesHaveGradient: true)
  let outputs = try learner.forward(samples)
  let weights = outputs.map { random.tensor($0.dimensions) }
  try learner.backward(weights)
  let expected = try Reference(graph, parameters: parameters, isTraining: true)(samples)
  for (output, expected) in zip(outputs, expected) {
    #expect(error(output, expected) <= 1e-5, sourceLocation: location)
  }
  func loss(_ samples: Tensor, _ parameters: Parameters) throws -> Double {
    let outputs = try Reference(graph, parameters: parameters, isTraining: true)(samples)
    return zip(outputs, weights).reduce(0) { sum, pair in
      zip(pair.0.values, pair.1.values).reduce(sum) { $0 + Double($1.0) * Double($1.1) }
    }
  }
  let found = try #require(learner.sampleGradient, sourceLocation: location)
  try expectSlope(samples, found, &random, "samples", location) { try loss($0, parameters) }
  for parameter in graph.trainedParameters {
    let start = try #require(parameters[parameter.name])
    let found = try #require(learner.parameterGradients[parameter.name])
    try expectSlope(start, found, &random, parameter.name, location) {
      var changed = parameters
      changed[parameter.name] = $0
      return try loss(samples, changed)
    }
  }
}

private func expectSlope(
  _ start: Tensor, _ found: Tensor, _ random: inout Seeded, _ name: String,
  _ location: SourceLocation, _ loss: (Tensor) throws -> Double
) throws {
  let scale = found.values.reduce(Float(0)) { max($0, abs($1)) }
  for index in start.values.indices.shuffled(using: &random).prefix(12) {
    let step: Float = 0.01
    var (up, down) = (start, start)
    up.values[index] += step
    down.values[index] -= step
    let width = Double(up.values[index]) - Double(down.values[index])
    let slope = try (loss(up) - loss(down)) / width
    let difference = abs(slope - Double(found.values[index]))
    #expect(
      difference <= 2e-3 * Double(max(scale, 0.05)),
      "\(name) \(index): \(found.values[index]), not \(slope)", sourceLocation: location)
  }
}

extension Seeded {
  /// Random arrays, in which no scale of a normalisation is near 0: where one normalisation follows
  /// another, the slope turns there within a step of the differences.
  fileprivate mutating func parametersOfSmoothLayers(_ graph: Graph) -> Parameters {
    var parameters = parameters(of: graph)
    for (name, tensor) in parameters where name.hasSuffix("scale") {
      let values = tensor.values.map { $0 < 0 ? ($0 - 1) / 2 : ($0 + 1) / 2 }
      parameters[name] = Tensor(dimensions: tensor.dimensions, values: values)
    }
    return parameters
  }

  /// Different values around zero, in any order, apart by more than a step of the differences, so
  /// that no rectifier or maximum turns within it.
  fileprivate mutating func spread(_ dimensions: [Int]) -> Tensor {
    let count = dimensions.reduce(1, *)
    let values = (0..<count).map { (Float($0) - Float(count / 2) + 0.5) * 0.024 }
    return Tensor(dimensions: dimensions, values: values.shuffled(using: &self))
  }
}
