import Terminal
import Testing
import Training

@testable import Laboratory

/// What keys and news do in each state of a training.
@Suite struct TrainStateTests {
  private func isMeasured(_ effects: [Effect]) -> Bool {
    effects.contains { if case .measureModels = $0 { true } else { false } }
  }

  // MARK: - Settings

  /// Photos take seconds to read; what is changed meanwhile holds from the first step on.
  @Test func settingsChangedBeforeTheFirstStepReachIt() {
    var model = TrainStates.preparing()
    model.press(.down, .down, .right)
    let given = model.tell(.began(TrainStates.facts)).orders
    #expect(given == [.adjust(model.train.settings)])
    var unchanged = TrainStates.preparing()
    #expect(unchanged.tell(.began(TrainStates.facts)).orders.isEmpty)
  }

  /// What a loss has no use for is neither changed nor told to the training.
  @Test func aSettingWithoutUseStays() {
    var model = TrainStates.running()
    model.press(.up, .up)
    while model.train.settings.plan.loss != .contrastive { model.press(.right) }
    let before = model.train.settings
    model.press(.down)
    #expect(model.train.field == .mining)
    #expect(model.press(.right).orders.isEmpty && model.train.settings == before)
    model.press(.up)
    while model.train.settings.plan.loss != .softmax { model.press(.right) }
    let softmax = model.train.settings
    model.press(.down, .down)
    #expect(model.press(.right).orders.isEmpty && model.train.settings == softmax)
  }

  // MARK: - Beside other screens

  /// Steps take all processors: a model would look slower than it is.
  @Test func speedIsNotTakenWhileATrainingRuns() throws {
    var model = TrainStates.running()
    let statistics = try #require(model.statistics)
    let inference = try #require(
      Inference(
        statistics.scores, of: model.collection.embeddings, metric: .l2, isCancelled: { false }))
    _ = model.update(.inferenceComputed(inference))
    model.press(.character("m"))
    #expect(!isMeasured(model.update(.modelsLoaded(Fixtures.catalogue))))
    var paused = model
    paused.overlay = nil
    paused.press(.character(" "))
    #expect(isMeasured(paused.press(.character("m"))))
    #expect(isMeasured(model.tell(.ended)))
  }

  @Test func aTerminalTooSmallAsksBeforeANetworkIsLost() {
    var model = TrainStates.running()
    _ = model.update(.event(.resize(columns: 60, rows: 12)))
    #expect(model.press(.character("q")).isEmpty)
    #expect(model.text().contains("q again"))
    #expect(model.press(.character("q")).contains { if case .quit = $0 { true } else { false } })
  }

  // MARK: - Saving

  /// A network is written while the next training begins already: its answer is not lost.
  @Test func aSaveThatIsAnsweredLateIsTold() {
    var model = TrainStates.running()
    let first = model.train.run
    model.tell(.ended)
    model.press(.enter)
    #expect(model.train.run == first + 1)
    _ = model.update(.training(.saved(path: "/a/net.safetensors", steps: 7), run: first))
    #expect(model.text().contains("Saved after 7 steps"))
    // It is not the network under way that was saved.
    #expect(model.train.saved == nil)
    _ = model.update(.training(.notSaved("no space left"), run: first))
    #expect(model.text().contains("Not saved: no space left"))
  }

  /// Without this end of its name `likeness models add` takes a file for another kind.
  @Test func aNetworksFileEndsAsModelsAddKnowsIt() {
    var model = TrainStates.running()
    model.press(.character("w"))
    for _ in 0..<40 { model.press(.backspace) }
    model.type("my net")
    guard case .save(let path, false)? = model.press(.enter).orders.first else {
      Issue.record("no order")
      return
    }
    #expect(path.hasSuffix("my net.safetensors"))
    model.tell(.saved(path: "/a/my net.safetensors", steps: 3))
    #expect(model.text().contains("'/a/my net.safetensors'"))
  }

  /// A file that is in the way of a network that is gone cannot be asked about any more.
  @Test func aFileInTheWayOfANetworkThatIsGoneIsNamed() {
    var model = TrainStates.running()
    let order = TrainingOrder.save(path: "/a/net.safetensors", isReplacing: true)
    model.tell(.ended)
    model.tell(.exists(path: "/a/net.safetensors", order))
    #expect(model.overlay == nil)
    #expect(model.text().contains("net.safetensors is there already"))
  }

  // MARK: - Errors

  @Test func aProblemGoesWithItsTraining() {
    var model = TrainStates.running()
    model.tell(.halted("the loss is no number"))
    #expect(model.train.problem != nil)
    model.tell(.ended)
    #expect(model.train.problem == nil && model.text().contains("The training has ended"))
  }
}
