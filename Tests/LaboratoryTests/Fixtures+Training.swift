import Foundation
import Terminal
import Verification

@testable import Laboratory
@testable import Training

extension Fixtures {
  /// A training under way, as it is after some steps.
  static func showTraining(_ model: inout LaboratoryModel, after step: Int = 240) {
    model.press(.character("7"), .enter)
    let run = model.train.run
    let facts = TrainingFacts(people: 4, photos: 32, heldOutPeople: 2, components: 128)
    _ = model.update(.training(.began(facts), run: run))
    _ = model.update(.training(.progress(snapshot(after: step)), run: run))
    _ = model.update(.tick(1))
    model.press(.down, .down)
  }

  /// What a training tells after some steps: a loss that falls, and points that drift apart.
  static func snapshot(after steps: Int, mining: MiningRule = .semiHard) -> TrainingSnapshot {
    var snapshot = TrainingSnapshot(plan: TrainingPlan())
    snapshot.plan.mining = mining
    for step in 1...max(1, steps) {
      let loss = 0.2 * exp(-Double(step) / 100) + 0.01 * Double(step % 3)
      snapshot.history.add(step: step, loss: loss, violating: min(1, 3 * loss))
      if step % 40 == 1 {
        snapshot.history.add(heldOut(apart: Double(step) / Double(steps)), step: step)
      }
      if step == steps / 2 { snapshot.history.add(change: "margin 0.30", step: step) }
    }
    snapshot.step = steps
    snapshot.epoch = Double(steps) / 2
    snapshot.photosPerSecond = 812
    snapshot.violating = 0.42
    snapshot.report = report(step: steps)
    let embeddings = spread(apart: 1)
    snapshot.space = SpacePicture(
      whose: .trained, people: embeddings.people,
      points: (0..<embeddings.count).map { row in
        PlanePoint(embeddings[row][2 * row], embeddings[row][2 * row + 1])
      },
      before: [], reach: 1.1, reachBefore: 1.1, share: 0.62)
    snapshot.distances = DistancePicture(embeddings)
    snapshot.triplet = triplet
    return snapshot
  }

  static func report(step: Int, mated: Double = 0.4, nonMated: Double = 1.3) -> StepReport {
    StepReport(
      step: step, loss: 0.0871, mining: nil, meanMated: mated, meanNonMated: nonMated,
      gradientNorm: 1.234, rate: 1e-3, photos: 60)
  }

  /// Four people on a circle, their photos near each other; `apart` 0 is one point.
  static func spread(apart: Double) -> EmbeddingSet {
    var values: [Float] = []
    for person in 0..<4 {
      for photo in 0..<5 {
        let angle = apart * (Double(person) * .pi / 2 + Double(photo) * 0.12)
        values += [Float(cos(angle)), Float(sin(angle))]
      }
    }
    return EmbeddingSet(people: (0..<20).map { $0 / 5 }, dimension: 2, values: values)
  }

  static func heldOut(apart: Double) -> HeldOutFigures {
    guard let figures = HeldOutFigures(spread(apart: 0.2 + apart)) else {
      preconditionFailure("there are pairs of both classes")
    }
    return figures
  }

  static let triplet = MinedTriplet(
    anchor: trainingFace(0, "Ann Veneman"), positive: trainingFace(1, "Ann Veneman"),
    negative: trainingFace(2, "Bob"), near: 0.412, far: 0.498, margin: 0.2, step: 238)

  private static func trainingFace(_ number: Int, _ person: String) -> MinedTriplet.Face {
    MinedTriplet.Face(
      key: "\(person) \(number)", person: person, image: crop(shade: UInt8(60 * number)).image)
  }
}
