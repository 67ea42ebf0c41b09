import Terminal
import Testing
import Training

@testable import Laboratory

/// What keys and news do in each state of a training.
@Suite struct TrainStateTests {
  // MARK: - Settings

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

  @Test func aTerminalTooSmallAsksBeforeANetworkIsLost() {
    var model = TrainStates.running()
    _ = model.update(.event(.resize(columns: 60, rows: 12)))
    #expect(model.press(.character("q")).isEmpty)
    #expect(model.text().contains("q again"))
    #expect(model.press(.character("q")).contains { if case .quit = $0 { true } else { false } })
  }

  // MARK: - Saving

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

  // MARK: - Errors

  @Test func aProblemGoesWithItsTraining() {
    var model = TrainStates.running()
    model.tell(.halted("the loss is no number"))
    #expect(model.train.problem != nil)
    model.tell(.ended)
    #expect(model.train.problem == nil && model.text().contains("The training has ended"))
  }
}
