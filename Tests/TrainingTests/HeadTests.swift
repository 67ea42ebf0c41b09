import Foundation
import Networks
import Tensors
import Testing
import Verification

@testable import Training

@Suite struct HeadTests {
  /// People who differ in the first half of the components, with noise in the second.
  static func set(people: Int, seed: UInt64) -> EmbeddingSet {
    var random = SeededGenerator(seed: seed)
    var set = EmbeddingSet(people: [], dimension: 16, values: [])
    for person in 0..<people {
      let own = (0..<8).map { _ in Float.random(in: -1...1, using: &random) }
      for _ in 0..<5 {
        let noise = (0..<8).map { _ in Float.random(in: -1.5...1.5, using: &random) }
        let near = own.map { $0 + Float.random(in: -0.3...0.3, using: &random) }
        set.append(near + noise, person: person)
      }
    }
    return set
  }

  static let plan = {
    var plan = TrainingPlan()
    plan.mining = .random
    plan.optimiser = .sgd
    plan.rate = 0.02
    return plan
  }()

  @Test func learnsWhatTellsStrangersApart() throws {
    var trainer = try HeadTrainer(Self.set(people: 60, seed: 1), plan: Self.plan)
    let strangers = Self.set(people: 20, seed: 2)
    let before = try #require(HeldOutFigures(trainer.projection(strangers)))
    for _ in 0..<150 { _ = try trainer.step() }
    let after = try #require(HeldOutFigures(trainer.projection(strangers)))
    #expect(after.equalErrorRate < 0.7 * before.equalErrorRate)
  }

  /// Distances that overflow would count as no violation, and look perfect.
  @Test func aHeadThatDivergesIsNeitherTrainedOnNorWritten() throws {
    var plan = Self.plan
    plan.rate = 1e25
    var trainer = try HeadTrainer(Self.set(people: 60, seed: 1), plan: plan)
    #expect(throws: TrainingError.self) { for _ in 0..<20 { _ = try trainer.step() } }
    let weight = Tensor(dimensions: [1, 2], values: [1, .infinity])
    let head = TrainedHead(
      EmbeddingHead(scale: [1, 1], weight: weight), kind: .projection, parent: ("parent", "1"),
      threshold: nil)
    let path = TrainerTests.file()
    #expect(throws: TrainingError.notFiniteWeights) { try head.write(to: path) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// People's weights are learnt with the projection.
  @Test func learnsByLossesWithWeightsOfTheirOwn() throws {
    var plan = TrainingPlan(loss: .arcface)
    plan.rate = 0.02
    var trainer = try HeadTrainer(Self.set(people: 60, seed: 1), plan: plan)
    let strangers = Self.set(people: 20, seed: 2)
    let before = try #require(HeldOutFigures(trainer.projection(strangers), metric: .cosine))
    for _ in 0..<100 { _ = try trainer.step() }
    let after = try #require(HeldOutFigures(trainer.projection(strangers), metric: .cosine))
    #expect(after.equalErrorRate < 0.8 * before.equalErrorRate)
  }

  /// Weights of χ² learn which components tell people apart.
  @Test func weighsComponents() throws {
    var plan = TrainingPlan()
    plan.rate = 0.05
    var trainer = try ChiSquareTrainer(Self.set(people: 60, seed: 1), plan: plan)
    let strangers = Self.set(people: 20, seed: 2)
    let before = try #require(HeldOutFigures(trainer.head(strangers), metric: .chiSquare))
    for _ in 0..<150 { _ = try trainer.step() }
    let after = try #require(HeldOutFigures(trainer.head(strangers), metric: .chiSquare))
    #expect(after.equalErrorRate < 0.8 * before.equalErrorRate)
    let weights = (0..<16).map { trainer.head.weight.values[17 * $0] }
    let (own, noise) = (weights.prefix(8).reduce(0, +), weights.suffix(8).reduce(0, +))
    #expect(weights.allSatisfy { $0 >= 0 } && own > 2 * noise)
  }

  /// The plain χ² distance of what the head makes is the weighted one of the features, whatever
  /// their signs.
  @Test func theWeightedChiSquareIsTheMetricsOwn() throws {
    let set = Self.set(people: 4, seed: 3)
    var trainer = try ChiSquareTrainer(set, plan: Self.plan)
    for _ in 0..<3 { _ = try trainer.step() }
    let head = trainer.head
    let (made, features) = (head(set), set.scaled(head.scale))
    for (i, j) in [(0, 1), (0, 7), (5, 19)] {
      var expected: Float = 0
      for k in 0..<16 {
        let (a, b) = (Array(features[i])[k], Array(features[j])[k])
        // Positive and negative parts as features of their own, which are not negative.
        for (p, q) in [(max(a, 0), max(b, 0)), (max(-a, 0), max(-b, 0))] where p + q > 0 {
          expected += head.weight.values[17 * k] * (p - q) * (p - q) / (p + q)
        }
      }
      let found = Metric.chiSquare.distance(Array(made[i]), Array(made[j]))
      #expect(abs(found - expected) <= 1e-5 * max(1, expected))
    }
  }

  /// A head behind a network gives what it makes of the network's embeddings.
  @Test func aHeadBelongsBehindItsNetwork() throws {
    var random = SeededGenerator(seed: 1)
    let network = SmallFaceNet.network(components: 6)
    let start = network.start(using: &random)
    var values = Congruential(state: 4)
    let head = EmbeddingHead(scale: values.values(6), weight: values.tensor(3, 6))
    let image = DataTests.image(width: 48, height: 56)
    let samples = try [image].samples(for: network)
    let plain = try Executor(network.graph, parameters: start)(samples)[0]
    let expected = head(EmbeddingSet(people: [0], dimension: 6, values: plain.values))
    let whole = try network.with(head)
    let parameters = start.merging(head.parameters) { own, _ in own }
    let found = try Executor(whole.graph, parameters: parameters)(samples)[0]
    #expect(found.dimensions == [1, 3])
    #expect(zip(found.values, expected.values).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(throws: TensorError.self) {
      try network.with(EmbeddingHead(weight: Tensor(dimensions: [3, 7], repeating: 1)))
    }
  }

  @Test func startsAsThePartThatIsKept() throws {
    let set = Self.set(people: 3, seed: 1)
    let trainer = try HeadTrainer(set, outputs: 4, plan: Self.plan)
    let projected = trainer.projection(set)
    #expect(projected.dimension == 4)
    let features = Tensor(dimensions: [set.count, 16], values: set.values).normalisedRows
    for index in 0..<set.count {
      #expect(Array(projected[index]) == Array(features.row(index).prefix(4)))
    }
  }

  @Test func seedsRepeat() throws {
    func weights() throws -> Tensor {
      var trainer = try HeadTrainer(Self.set(people: 20, seed: 1), plan: Self.plan)
      for _ in 0..<5 { _ = try trainer.step() }
      return trainer.projection.weight
    }
    #expect(try weights() == weights())
  }
}
