import Foundation
import Imaging
import Networks
import Tensors
import Testing
import Verification

@testable import Training

/// What is not trained on, and leaves no trace.
extension TrainerTests {
  @Test func photosThatTeachNothingAreRefused() {
    let photos = Self.photos(people: 4, each: 4, seed: 1)
    let one = Self.photos(people: 1, each: 4, seed: 1)
    #expect(throws: TrainingError.onePerson) {
      try Trainer(Self.network, one, Self.plan(), threads: 1)
    }
    let strangers = Self.photos(people: 5, each: 1, seed: 1)
    #expect(throws: TrainingError.singlePhotos) {
      try Trainer(Self.network, strangers, Self.plan(), threads: 1)
    }
    let oneTwice = LabelledPhotos(
      names: strangers.names, people: strangers.people + [0],
      images: strangers.images + [strangers.images[0]])
    #expect(throws: TrainingError.singlePhotos) {
      try Trainer(Self.network, oneTwice, Self.plan(), threads: 1)
    }
    #expect(throws: TrainingError.batch(people: 1, photos: 4)) {
      try Trainer(Self.network, photos, Self.plan { $0.people = 1 }, threads: 1)
    }
    #expect(throws: TrainingError.batch(people: 6, photos: 1)) {
      try Trainer(Self.network, photos, Self.plan { $0.photos = 1 }, threads: 1)
    }
    #expect(throws: TrainingError.rate(1e39)) {
      try Trainer(Self.network, photos, Self.plan { $0.rate = 1e39 }, threads: 1)
    }
    #expect(throws: TrainingError.rate(-1)) {
      try Trainer(Self.network, photos, Self.plan { $0.rate = -1 }, threads: 1)
    }
    #expect(throws: TrainingError.margin(.infinity)) {
      try Trainer(Self.network, photos, Self.plan { $0.margin = .infinity }, threads: 1)
    }
    #expect(throws: TrainingError.smoothing(1)) {
      try Trainer(Self.network, photos, Self.plan { $0.smoothing = 1 }, threads: 1)
    }
  }

  @Test func numbersThatOverflowChangeNoWeight() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 1)
    var start = Self.network.start(seed: 1)
    start["norm1.bias"]?.values[0] = .infinity
    let trainer = try Trainer(Self.network, photos, Self.plan(), start: start, threads: 1)
    let before = Array(trainer.learner.weights)
    #expect(throws: TrainingError.notFinite(step: 1)) { try trainer.step() }
    #expect(Array(trainer.learner.weights).map(\.bitPattern) == before.map(\.bitPattern))
  }

  /// A step that is refused takes nothing with it: neither the batch nor running statistics.
  @Test func aRefusedStepLeavesTheTrainingAsItWas() throws {
    let photos = Self.photos(people: 8, each: 4, seed: 1)
    func trainer() throws -> Trainer {
      let trainer = try Trainer(Self.network, photos, Self.plan { $0.people = 3 }, threads: 1)
      _ = try trainer.step()
      return trainer
    }
    let (whole, refused) = (try trainer(), try trainer())
    let weight = refused.learner.weights[0]
    refused.learner.weights[0] = .infinity
    #expect(throws: TrainingError.notFinite(step: 2)) { try refused.step() }
    refused.learner.weights[0] = weight
    #expect(refused.learner.parameters == whole.learner.parameters)
    #expect(try refused.step() == whole.step())
    #expect(refused.batchPhotos == whole.batchPhotos)
    #expect(refused.learner.parameters == whole.learner.parameters)
  }

  /// What one step draws is no part of what its neighbours draw.
  @Test func stepsDrawApart() throws {
    func numbers(_ step: UInt64) -> Set<UInt64> {
      var generator = SeededGenerator(seed: 1, stream: step)
      return Set((0..<1000).map { _ in generator.next() })
    }
    let steps = (0..<20).map { numbers(UInt64($0)) }
    for (step, own) in steps.enumerated() {
      for other in steps.dropFirst(step + 1) { #expect(own.isDisjoint(with: other)) }
    }
  }
}
