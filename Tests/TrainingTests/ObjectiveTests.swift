import Tensors
import Testing
import Verification

@testable import Training

/// Losses as a training uses them, with the weights of their own, against finite differences.
@Suite struct ObjectiveTests {
  static let losses = LossName.allCases.filter { !$0.takesTriplets }
  static let people = [0, 0, 1, 1, 2, 2]

  /// An objective with weights of the size that training gives them.
  static func objective(_ loss: LossName, areUnits: Bool) -> Objective {
    var random = SeededGenerator(seed: 4)
    var objective = Objective(
      TrainingPlan(loss: loss), people: 3, components: 4, areUnits: areUnits, using: &random)
    var values = Congruential(state: 5)
    objective.weights = zip(objective.weights, values.values(objective.weights.count)).map(+)
    objective.centers = values.values(objective.centers.count)
    return objective
  }

  static func graded(_ objective: Objective, _ x: Tensor) -> Graded {
    var random = SeededGenerator(seed: 1)
    let batch = BatchDistances(x, people: people)
    return objective(x, people: people, batch, step: 7, using: &random).graded
  }

  @Test(arguments: losses, [true, false])
  func gradientsAreSlopes(loss: LossName, areUnits: Bool) {
    var values = Congruential(state: 9)
    let x = values.tensor(6, 4).normalisedRows
    let objective = Self.objective(loss, areUnits: areUnits)
    let found = Self.graded(objective, x)
    #expect(found.loss > 0)
    for index in stride(from: 0, to: 24, by: 5) {
      let expected = slope(of: { Self.graded(objective, $0).loss }, at: x, index, step: 1e-3)
      let difference = abs(Double(found.gradient.values[index]) - expected)
      #expect(difference <= 1e-2 * max(0.1, abs(expected)), "\(loss) \(index): \(expected)")
    }
    let own = Tensor(dimensions: [objective.weights.count], values: objective.weights)
    let slopes = found.parameters.flatMap(\.values)
    #expect(slopes.count == own.values.count)
    for index in stride(from: 0, to: own.values.count, by: 3) {
      let expected = slope(
        of: {
          var changed = objective
          changed.weights = $0.values
          return Self.graded(changed, x).loss
        }, at: own, index, step: 1e-3)
      let difference = abs(Double(slopes[index]) - expected)
      #expect(difference <= 1e-2 * max(0.1, abs(expected)), "\(loss) weight \(index)")
    }
  }

  @Test(arguments: [SiameseLoss.Difference.absolute, .chiSquare])
  func weightedDifferencesHaveTheirSlopes(difference: SiameseLoss.Difference) {
    var values = Congruential(state: 3)
    let (x, weights) = (values.tensor(6, 4), values.tensor(1, 4))
    let loss = SiameseLoss(difference)
    func graded(_ x: Tensor, _ weights: Tensor) -> Graded {
      loss(x, weights: weights, bias: 0.3, people: Self.people)
    }
    let found = graded(x, weights)
    for index in x.values.indices {
      let expected = slope(of: { graded($0, weights).loss }, at: x, index, step: 1e-3)
      #expect(abs(Double(found.gradient.values[index]) - expected) < 2e-3, "\(index)")
    }
    for index in weights.values.indices {
      let expected = slope(of: { graded(x, $0).loss }, at: weights, index, step: 1e-3)
      #expect(abs(Double(found.parameters[0].values[index]) - expected) < 2e-3, "\(index)")
    }
  }

  @Test func theAngleIsAnnealed() {
    var values = Congruential(state: 9)
    let x = values.tensor(6, 4).normalisedRows
    let objective = Self.objective(.angularSoftmax, areUnits: true)
    func loss(_ step: Int) -> Double {
      var random = SeededGenerator(seed: 1)
      let batch = BatchDistances(x, people: Self.people)
      return objective(x, people: Self.people, batch, step: step, using: &random).graded.loss
    }
    #expect(loss(0) < loss(100) && loss(100) < loss(10_000))
  }

  /// Without a margin, a triplet teaches wherever its stranger is.
  @Test func triplesOfSoftMarginsAreAllActive() {
    let x = Tensor(dimensions: [4, 1], values: [0, 0.01, 9, 9.01])
    let people = [0, 0, 1, 1]
    let batch = BatchDistances(x, people: people)
    func figures(_ loss: LossName) -> MiningFigures? {
      var random = SeededGenerator(seed: 1)
      var objective = Objective(
        TrainingPlan(loss: loss), people: 2, components: 1, areUnits: false, using: &random)
      objective.mining = .all
      return objective(x, people: people, batch, step: 0, using: &random).mining
    }
    #expect(figures(.softTriplet)?.activeShare == 1)
    #expect(figures(.triplet)?.activeShare == 0)
  }

  @Test func numbersOfMarginsAreKept() {
    for loss in LossName.allCases { #expect(loss.margins.contains(loss.usualMargin)) }
    #expect(LossName.multiple(-3) == 1 && LossName.multiple(1e300) == 8)
    #expect(LossName.multiple(3.6) == 4)
  }
}
