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
