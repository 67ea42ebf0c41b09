import Foundation
import Imaging
import Networks
import Tensors
import Testing
import Verification

@testable import Training

@Suite struct TrainerTests {
  /// A network of a few thousand weights.
  static let network = Network(
    "tiny", input: Shape(channels: 3, height: 12, width: 12),
    normalisation: Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128),
    outputs: { image in
      var x = Convolution("conv1", 3, 16, kernel: 3, padding: 1, bias: false)(image)
      x = PReLU("prelu1", 16)(BatchNormalisation("norm1", 16)(x))
      x = Pooling.maximum(2, stride: 2)(x)
      x = Dropout(0.1)(x)
      x = Dense("fc", 16 * 36, 16)(Flatten(.channelRowColumn)(x))
      return [Normalise()(x)]
    })

  /// People who are patterns of large spots, and photos of them with much noise.
  static func photos(people: Int, each: Int, seed: UInt64) -> LabelledPhotos {
    var random = SeededGenerator(seed: seed)
    var (labels, images): ([Int], [Image]) = ([], [])
    for person in 0..<people {
      let spots = (0..<27).map { _ in Double.random(in: 0...255, using: &random) }
      for _ in 0..<each {
        let pixels = (0..<12 * 12 * 3).map { place in
          let (cell, channel) = place.quotientAndRemainder(dividingBy: 3)
          let (row, column) = cell.quotientAndRemainder(dividingBy: 12)
          let level = spots[(row / 4 * 3 + column / 4) * 3 + channel]
          return UInt8(min(255, max(0, level + Double.random(in: -140...140, using: &random))))
        }
        labels.append(person)
        images.append(Image(width: 12, height: 12, pixels: pixels))
      }
    }
    return LabelledPhotos(
      names: (0..<people).map { "p\($0)" }, people: labels, images: images)
  }

  static func plan(_ change: (inout TrainingPlan) -> Void = { _ in }) -> TrainingPlan {
    var plan = TrainingPlan()
    plan.people = 6
    plan.photos = 4
    plan.augmentation.mirrors = false
    plan.augmentation.shift = 0
    plan.augmentation.turn = 0
    change(&plan)
    return plan
  }

  static func file() -> String {
    FileManager.default.temporaryDirectory
      .appending(path: "training-\(UUID().uuidString).safetensors").path
  }

  @Test(arguments: LossName.allCases)
  func strangersAreToldApartBetterThanBefore(loss: LossName) throws {
    let (own, others) = Self.photos(people: 24, each: 6, seed: 1).holdingOut(8)
    let plan = Self.plan {
      $0 = TrainingPlan(loss: loss)
      $0.people = 8
      $0.augmentation = .none
      $0.rate = 3e-3
    }
    let trainer = try Trainer(Self.network, own, plan, threads: 1)
    let before = try #require(try trainer.figures(on: others))
    for _ in 0..<60 { _ = try trainer.step() }
    let after = try #require(try trainer.figures(on: others))
    #expect(after.equalErrorRate < 0.8 * before.equalErrorRate)
    #expect(after.retrieval.meanAveragePrecision > before.retrieval.meanAveragePrecision)
  }

  /// Another number of people changes batches, and nothing that was learnt.
  @Test(arguments: [LossName.center, .triplet])
  func aContinuedTrainingKeepsWhatItLearnt(loss: LossName) throws {
    let photos = Self.photos(people: 10, each: 5, seed: 2)
    let plan = Self.plan {
      $0 = TrainingPlan(loss: loss)
      $0.averaging = 0.9
      $0.schedule = Schedule(.plateau(patience: 3, factor: 0.5))
    }
    let trainer = try Trainer(Self.network, photos, plan, threads: 1)
    for _ in 0..<4 { _ = try trainer.step() }
    trainer.notes["model.crop"] = "box"
    var other = plan
    other.people = 5
    let next = try trainer.continued(by: other)
    #expect(next.steps == 4 && next.notes == trainer.notes)
    #expect(next.learner.parameters == trainer.learner.parameters)
    #expect(next.parameters == trainer.parameters)
    #expect(next.optimiser.memory == trainer.optimiser.memory)
    #expect(next.objective.weights == trainer.objective.weights)
    #expect(next.objective.centers == trainer.objective.centers)
    #expect(next.plateau == trainer.plateau)
  }

  /// What a loss trains besides the network is learnt, too.
  @Test(arguments: LossName.allCases)
  func ownWeightsAreLearnt(loss: LossName) throws {
    let photos = Self.photos(people: 6, each: 4, seed: 2)
    let trainer = try Trainer(
      Self.network, photos, Self.plan { $0 = TrainingPlan(loss: loss) }, threads: 1)
    let start = trainer.objective
    for _ in 0..<2 { _ = try trainer.step() }
    #expect((trainer.objective.weights != start.weights) == !start.weights.isEmpty)
    #expect((trainer.objective.centers != start.centers) == (loss == .center))
  }

  @Test func theAverageIsTheModelAndTheRestIsKept() throws {
    let photos = Self.photos(people: 6, each: 4, seed: 2)
    let trainer = try Trainer(
      Self.network, photos, Self.plan { $0.averaging = 0.9 }, threads: 1)
    var averages: [Float] = []
    for step in 0..<3 {
      let before = averages
      if step == 0 { averages = Array(trainer.learner.weights) }
      _ = try trainer.step()
      let decay = min(0.9, Float(step) / Float(1 + step))
      let old = step == 0 ? averages : before
      averages = zip(old, trainer.learner.weights).map { decay * $0 + (1 - decay) * $1 }
    }
    let found = try #require(trainer.average).weights
    #expect(zip(found, averages).allSatisfy { abs($0 - $1) < 1e-6 })
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try trainer.save(to: path)
    let saved = try Self.network.parameters(path: path)
    #expect(saved == trainer.parameters && saved != trainer.learner.parameters)
  }

  /// Twenty levels of loss without progress, and the rate is divided.
  @Test func aPlateauLowersTheRateOfSteps() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 2)
    let plan = Self.plan {
      $0.rate = 1e-9
      $0.schedule = Schedule(.plateau(patience: 6, factor: 0.1))
    }
    let trainer = try Trainer(Self.network, photos, plan, threads: 1)
    let rates = try (0..<40).map { _ in try trainer.step().rate }
    #expect(rates.first == 1e-9 && (rates.last ?? 1) < 0.11e-9)
  }

  /// The adaptive step of Adam hides a decay that is added to the gradient; AdamW's stands apart.
  @Test func adamWIsNotAdam() throws {
    let photos = Self.photos(people: 4, each: 4, seed: 2)
    func weights(_ optimiser: OptimiserName) throws -> [Float] {
      let plan = Self.plan {
        $0.optimiser = optimiser
        $0.weightDecay = optimiser.usualWeightDecay
      }
      let trainer = try Trainer(Self.network, photos, plan, threads: 1)
      for _ in 0..<3 { _ = try trainer.step() }
      return Array(trainer.learner.weights)
    }
    #expect(try weights(.adam) != weights(.adamw))
  }

  /// Networks with local convolutions, response normalisation, pools of squares and inception.
  @Test(arguments: [NNS2.network, DeepID2.network, OpenFaceSmall2.network])
  func networksOfPapersLearn(network: Network) throws {
    let benchmark = try StepBenchmark(network, batch: 6, threads: 2)
    let before = benchmark.learner.parameters
    for _ in 0..<2 { try benchmark.step() }
    // Logits beside the embedding are no part of the loss.
    for parameter in network.graph.trainedParameters where !parameter.name.hasPrefix("softmax") {
      let after = try #require(benchmark.learner.parameters[parameter.name]).values
      #expect(after.allSatisfy { $0.isFinite }, "\(parameter.name)")
      #expect(after != before[parameter.name]?.values, "\(parameter.name)")
    }
  }

  @Test func startsHaveTheVarianceOfHe() throws {
    let start = Self.network.start(seed: 4)
    let weights = try #require(start["fc.weight"]).values
    let mean = weights.reduce(0) { $0 + Double($1) } / Double(weights.count)
    let variance = weights.reduce(0) { $0 + Double($1) * Double($1) } / Double(weights.count)
    #expect(abs(mean) < 0.002)
    #expect(abs(variance * 576 / 2 - 1) < 0.05)
    #expect(start["fc.bias"]?.values.allSatisfy { $0 == 0 } == true)
    #expect(start["norm1.weight"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(start["prelu1.weight"]?.values.allSatisfy { $0 == 0.25 } == true)
  }
}

extension Network {
  func start(seed: UInt64) -> Parameters {
    var random = SeededGenerator(seed: seed)
    return start(using: &random)
  }
}
