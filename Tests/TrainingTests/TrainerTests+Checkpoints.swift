import Foundation
import Imaging
import Networks
import Tensors
import Testing
import Verification

@testable import Training

/// What is kept in a file, and goes on from there.
extension TrainerTests {
  @Test(arguments: [OptimiserName.nesterov, .adam], LossName.allCases)
  func aResumedTrainingTakesTheSameWay(optimiser: OptimiserName, loss: LossName) throws {
    let photos = Self.photos(people: 10, each: 5, seed: 2)
    let plan = Self.plan {
      $0 = TrainingPlan(loss: loss)
      $0.people = 4
      $0.optimiser = optimiser
      $0.averaging = optimiser == .adam ? 0.9 : nil
      $0.schedule = Schedule(.plateau(patience: 3, factor: 0.5))
      $0.furtherNegatives = 3
      $0.mining = .random
    }
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let whole = try Trainer(Self.network, photos, plan, threads: 2)
    for _ in 0..<4 { _ = try whole.step() }
    try whole.save(to: path)
    let resumed = try Trainer(Self.network, photos, plan, threads: 2)
    try resumed.resume(from: path)
    #expect(resumed.steps == 4)
    for _ in 0..<4 {
      let (one, other) = (try whole.step(), try resumed.step())
      #expect(one == other)
    }
    #expect(whole.learner.parameters == resumed.learner.parameters)
    #expect(whole.parameters == resumed.parameters)
    #expect(whole.objective.weights == resumed.objective.weights)
    #expect(whole.objective.centers == resumed.objective.centers)
    #expect(whole.plateau == resumed.plateau)
  }

  /// A new optimiser remembers nothing, and a checkpoint knows how little.
  @Test func aCheckpointOfAContinuedTrainingGoesOn() throws {
    let photos = Self.photos(people: 10, each: 5, seed: 2)
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let plan = Self.plan { $0.optimiser = .sgd }
    let other = Self.plan { $0 = TrainingPlan(loss: .angularSoftmax) }
    let first = try Trainer(Self.network, photos, plan, threads: 1)
    for _ in 0..<3 { _ = try first.step() }
    let whole = try first.continued(by: other)
    for steps in [3, 5] {
      while whole.steps < steps { _ = try whole.step() }
      try whole.save(to: path)
      let resumed = try Trainer(Self.network, photos, other, threads: 1)
      try resumed.resume(from: path)
      #expect(resumed.optimiser.memory.steps == steps - 3)
      #expect(resumed.objective.start == 3)
      #expect(try resumed.step() == whole.step())
      #expect(resumed.learner.parameters == whole.learner.parameters)
    }
  }

  @Test func aCheckpointIsAModel() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 3)
    let trainer = try Trainer(Self.network, photos, Self.plan(), threads: 1)
    for _ in 0..<3 { _ = try trainer.step() }
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try trainer.save(to: path)
    let parameters = try Self.network.parameters(path: path)
    #expect(parameters == trainer.learner.parameters)
  }

  @Test func anotherTrainingsCheckpointIsRefused() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 3)
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let trainer = try Trainer(Self.network, photos, Self.plan(), threads: 1)
    try trainer.save(to: path)
    let plans = [
      Self.plan { $0.optimiser = .sgd }, Self.plan { $0.seed = 9 },
      Self.plan { $0 = TrainingPlan(loss: .contrastive) }, Self.plan { $0.people = 3 },
    ]
    for plan in plans {
      let other = try Trainer(Self.network, photos, plan, threads: 1)
      let error = #expect(throws: TrainingError.self) { try other.resume(from: path) }
      guard case .otherCheckpoint(let file, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(file == path)
    }
    let others = LabelledPhotos(
      names: ["p0", "p1", "p2", "Ann"], people: photos.people, images: photos.images)
    let renamed = try Trainer(Self.network, others, Self.plan(), threads: 1)
    let error = #expect(throws: TrainingError.self) { try renamed.resume(from: path) }
    #expect(error?.description.contains("p3") == true)
    let more = LabelledPhotos(
      names: photos.names, people: photos.people + [0], images: photos.images + [photos.images[0]])
    let grown = try Trainer(Self.network, more, Self.plan(), threads: 1)
    #expect(throws: TrainingError.self) { try grown.resume(from: path) }
    let small = try Trainer(
      SmallFaceNet.network, photos.resized(width: 48, height: 56), Self.plan(), threads: 1)
    #expect(throws: TrainingError.self) { try small.resume(from: path) }
  }

  /// Whatever is missing of a checkpoint is named.
  @Test(arguments: [
    "optimiser.0", "optimiser.1", "loss", "loss.1", "centers", "weights", "plateau",
  ])
  func missingArraysAreNamed(_ name: String) throws {
    let photos = Self.photos(people: 4, each: 4, seed: 3)
    let plan = Self.plan {
      $0 = TrainingPlan(loss: .center)
      $0.averaging = 0.9
      $0.schedule = Schedule(.plateau(patience: 6, factor: 0.1))
    }
    let trainer = try Trainer(Self.network, photos, plan, threads: 1)
    _ = try trainer.step()
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try trainer.save(to: path)
    let file = try WeightFile(path: path)
    var arrays = file.tensors
    #expect(arrays.removeValue(forKey: "training.\(name)") != nil)
    try SafetensorsWriter(arrays, metadata: file.metadata).write(to: path)
    let other = try Trainer(Self.network, photos, plan, threads: 1)
    #expect(
      throws: TrainingError.incompleteCheckpoint(file: path, array: "training.\(name)")
    ) { try other.resume(from: path) }
    #expect(other.steps == 0)
  }

  /// A folder where the new file would be written first stands for a disk that is full.
  @Test func aFailedSaveLeavesTheOldCheckpoint() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 3)
    let trainer = try Trainer(Self.network, photos, Self.plan(), threads: 1)
    let path = Self.file()
    let obstacle = path + ".part"
    defer {
      try? FileManager.default.removeItem(atPath: path)
      try? FileManager.default.removeItem(atPath: obstacle)
    }
    try trainer.save(to: path)
    let before = FileManager.default.contents(atPath: path)
    _ = try trainer.step()
    try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
    #expect(throws: TrainingError.self) { try trainer.save(to: path) }
    #expect(before != nil && FileManager.default.contents(atPath: path) == before)
  }

  @Test func aCheckpointIsNeverReplacedByWhatIsNoNumber() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 1)
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let trainer = try Trainer(Self.network, photos, Self.plan(), threads: 1)
    _ = try trainer.step()
    try trainer.save(to: path)
    let before = FileManager.default.contents(atPath: path)
    trainer.optimiser.memory.arrays[1][3] = .infinity
    #expect(throws: TrainingError.notFiniteWeights) { try trainer.save(to: path) }
    #expect(before != nil && FileManager.default.contents(atPath: path) == before)
  }
}

extension LabelledPhotos {
  fileprivate func resized(width: Int, height: Int) -> LabelledPhotos {
    LabelledPhotos(
      names: names, people: people,
      images: images.map { $0.resized(width: width, height: height) })
  }
}
