import Faces
import Foundation
import Tensors
import Testing

@testable import Laboratory
@testable import Training

/// Networks that a training writes: they are models, and are answered for.
@Suite struct TrainingSavingTests {
  @Test func aSavedNetworkGoesOn() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.safetensors")
    let listener = TrainingListener()
    let first = try TinyTraining.session(listener)
    let orders: [TrainingOrder] = [
      .pause, .step, .step, .save(path: path, isReplacing: false),
      .save(path: path, isReplacing: false),
      .save(path: folder.path("absent/net.safetensors"), isReplacing: false), .stop,
    ]
    for order in orders { listener.orders.put(order) }
    first.run()
    #expect(!listener.orders.isSaving)
    let answers = listener.news.withLock { news in
      news.compactMap { item -> String? in
        switch item {
        case .saved(_, let steps): "saved \(steps)"
        case .exists: "exists"
        case .notSaved: "not saved"
        default: nil
        }
      }
    }
    #expect(answers == ["saved 2", "exists", "not saved"])
    let settings = TinyTraining.settings
    let again = try Trainer(
      settings.network, TinyTraining.parted.trained, settings.plan, threads: 1)
    try again.resume(from: path)
    #expect(again.steps == 2)
    #expect(again.parameters == first.trainer.parameters)
  }

  /// The file of a training whose loss was changed is a model, with the threshold among people held
  /// out.
  @Test func aSavedNetworkIsAModel() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.safetensors")
    let listener = TrainingListener()
    let session = try TinyTraining.session(listener)
    var other = TinyTraining.settings
    other.plan.loss = .contrastive
    let orders: [TrainingOrder] = [
      .pause, .step, .adjust(other), .step, .save(path: path, isReplacing: false), .stop,
    ]
    for order in orders { listener.orders.put(order) }
    session.run()
    let models = ModelFolder(path: folder.path("models"))
    let manifest = try models.add(trained: path, name: nil, threshold: nil)
    #expect(manifest.name == "net" && manifest.dimension == 8)
    #expect(manifest.crop == .box && manifest.metric == .l2)
    let figures = try #require(try session.trainer.figures(on: session.photos.measured))
    #expect(manifest.threshold == figures.threshold)
    #expect(manifest.thresholdSource == "FAR 0.01 on 2 people held out")
    #expect(try Model.named("net", in: models).dimension == 8)
  }

  /// What was to be saved when the training was stopped is saved, and later orders find nobody.
  @Test func savesAreAnsweredBeforeTheEnd() throws {
    let folder = try TemporaryFolder()
    let listener = TrainingListener()
    let session = try TinyTraining.session(listener)
    let save = TrainingOrder.save(path: folder.path("a.safetensors"), isReplacing: false)
    for order in [TrainingOrder.pause, .step, .stop, save, .step] { listener.orders.put(order) }
    session.run()
    let last = listener.news.withLock { Array($0.suffix(2)) }
    guard case .saved(_, steps: 1)? = last.first, case .ended? = last.last else {
      Issue.record("the save was not answered before the end: \(last)")
      return
    }
    #expect(!listener.orders.isSaving && !listener.orders.put(save))
    #expect(!listener.orders.isSaving)
  }

  @Test func aSaveThatFailsNamesAKeyOfTheScreen() throws {
    let folder = try TemporaryFolder()
    let listener = TrainingListener()
    let session = try TinyTraining.session(listener)
    let broken = session.trainer.parameters.mapValues { tensor in
      Tensor(dimensions: tensor.dimensions, repeating: .nan)
    }
    session.trainer.learner.set(broken)
    let save = TrainingOrder.save(path: folder.path("a.safetensors"), isReplacing: false)
    for order in [TrainingOrder.pause, save, .stop] { listener.orders.put(order) }
    session.run()
    let words = listener.news.withLock { news in
      news.compactMap { if case .notSaved(let line) = $0 { line } else { nil } }
    }
    #expect(words == [TrainingError.notFiniteWeights.screenWords])
  }
}
