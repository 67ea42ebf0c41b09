import Tensors
import Testing
import Verification

@testable import Training

/// Steps of PyTorch's optimisers, from Golden/optimisers.py.
@Suite struct OptimiserTests {
  struct Figures: Decodable {
    let first: [Double]
    let last: [Double]
  }

  static let expected: [String: Figures] = golden("optimisers")
  static let rate: Float = 0.05

  static let rules: [String: any Optimiser] = [
    "sgd": SGD(),
    "sgd-momentum": SGD(momentum: 0.9, weightDecay: 0.01),
    "nesterov": SGD(momentum: 0.9, isNesterov: true, weightDecay: 0.01),
    "adagrad": AdaGrad(weightDecay: 0.01),
    "rmsprop": RMSProp(),
    "rmsprop-momentum": RMSProp(smoothing: 0.9, momentum: 0.9, epsilon: 1, weightDecay: 0.01),
    "adam": Adam(weightDecay: 0.01),
    "adam-epsilon": Adam(epsilon: 0.1),
    "adamw": Adam(weightDecay: 0.01, decaysApart: true),
  ]

  static func step(_ rule: inout any Optimiser, _ weights: inout [Float], _ gradients: [Float]) {
    weights.withUnsafeMutableBufferPointer { weights in
      gradients.withUnsafeBufferPointer { rule.step(weights, $0, rate: rate) }
    }
  }

  @Test(arguments: rules.keys.sorted())
  func stepsEqualPyTorchs(name: String) throws {
    var rule = try #require(Self.rules[name])
    let expected = try #require(Self.expected[name])
    var generator = Congruential(state: 2)
    var weights = generator.values(6)
    for step in 1...7 {
      Self.step(&rule, &weights, generator.values(6))
      if step == 1 { #expect(deviation(weights, expected.first) <= 1e-6) }
    }
    #expect(deviation(weights, expected.last) <= 1e-6)
    #expect(rule.memory.steps == 7)
  }

  @Test(arguments: rules.keys.sorted())
  func aStoredMemoryGoesOnTheSame(name: String) throws {
    var rule = try #require(Self.rules[name])
    var generator = Congruential(state: 4)
    var weights = generator.values(5)
    for _ in 0..<3 { Self.step(&rule, &weights, generator.values(5)) }
    var resumed = try #require(Self.rules[name])
    resumed.memory = rule.memory
    var others = weights
    for _ in 0..<3 {
      let gradients = generator.values(5)
      Self.step(&rule, &weights, gradients)
      Self.step(&resumed, &others, gradients)
    }
    #expect(weights == others)
  }

  @Test func clippingEqualsPyTorchs() throws {
    let expected = try #require(Self.expected["clip"])
    var generator = Congruential(state: 3)
    _ = generator.values(6)
    var gradients = generator.values(6).map { $0 * 10 }
    let norm = gradients.withUnsafeMutableBufferPointer { clip($0, toNorm: 2) }
    #expect(deviation([norm], expected.first) <= 1e-6)
    #expect(deviation(gradients, expected.last) <= 1e-6)
    let small: [Float] = [0.3, -0.4]
    var kept = small
    kept.withUnsafeMutableBufferPointer { _ = clip($0, toNorm: 2) }
    #expect(kept == small)
  }

  /// More values than one thread's part, and some beyond the last whole vector.
  @Test func clippingTakesAllGradients() {
    var generator = Congruential(state: 4)
    var gradients = generator.values(65_536 + 13)
    let norm = gradients.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    let expected = gradients.map { Float(Double($0) / (norm + 1e-6)) }
    let found = gradients.withUnsafeMutableBufferPointer { clip($0, toNorm: 1) }
    #expect(abs(Double(found) / norm - 1) < 1e-6)
    #expect(zip(gradients, expected).allSatisfy { abs($0 - $1) <= 1e-6 * abs($1) })
  }

  @Test func schedulesEqualPyTorchs() throws {
    let expected = try #require(Self.expected["schedule"])
    let cosine = Schedule(.cosine(steps: 10, floor: 0.1))
    #expect(deviation((0..<10).map { Float(cosine.factor(at: $0)) }, expected.first) <= 1e-6)
    let steps = Schedule(.steps([3, 6], factor: 0.1))
    #expect(deviation((0..<10).map { Float(steps.factor(at: $0)) }, expected.last) <= 1e-6)
  }

  @Test func ratesWarmUp() {
    let schedule = Schedule(.steps([2], factor: 0.5), warmUp: 4)
    let factors = (0..<8).map(schedule.factor)
    #expect(factors == [0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5])
  }

  @Test func theAverageFollows() {
    var average = MovingAverage(decay: 0.9, weights: [0, 1])
    let weights: [Float] = [1, 1]
    for _ in 0..<3 { weights.withUnsafeBufferPointer { average.add($0) } }
    #expect(abs(average.weights[0] - (1 - 0.729)) < 1e-6)
    #expect(average.weights[1] == 1)
  }

  @Test func aPlateauLowersTheRateAndAFallDoesNot() {
    var random = SeededGenerator(seed: 1)
    func noise() -> Double { Double.random(in: -1...1, using: &random) }
    var falling = Plateau(patience: 50)
    let rates = (0..<400).map { falling.add(10 - 0.02 * Double($0) + 0.5 * noise()) }
    #expect(rates.allSatisfy { $0 == 1 })
    var level = Plateau(patience: 50)
    let first = (0..<400).firstIndex { _ in level.add(3 + noise()) == 0.1 }
    #expect((50..<200).contains(first ?? 0))
  }

  /// Against the slope of numbers that a person can check.
  @Test func theLineIsTheLeastSquaresOne() {
    var line = Line()
    for value in [1.0, 3, 2, 5] { line.add(value) }
    #expect(abs(line.slope - 1.1) < 1e-12)
    // Residual sum 2.7, error √(2.7 / 2 / 5) = 0.5196, 1.1 / 0.5196 = 2.117 deviations.
    #expect(abs(line.probabilityOfRise - 0.98287) < 1e-4)
  }
}
