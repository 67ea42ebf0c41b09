import Terminal
import Testing

@testable import Laboratory

/// What the hints say in each state of a training, and what keys answer that mean nothing in it.
@Suite struct TrainHintTests {
  @Test func hintsSayWhatKeysDoNow() {
    let running = TrainStates.running(200).hintLine
    for words in ["Space pause", "s step", "n anew", "w save", "a photos", "x stop", "Tab figure"] {
      #expect(running.contains(words))
    }
    var paused = TrainStates.running(200)
    paused.press(.character(" "))
    #expect(paused.hintLine.contains("Space go on") && !paused.hintLine.contains("Space pause"))
    let preparing = TrainStates.preparing(200).hintLine
    #expect(preparing.contains("x stop") && preparing.contains("←→ change"))
    for words in ["Space", "s step", "n anew", "w save", "r people", "Tab", "Enter start"] {
      #expect(!preparing.contains(words))
    }
    var ended = TrainStates.running(200)
    ended.tell(.ended)
    for words in ["Enter start", "Tab figure", "l log"] { #expect(ended.hintLine.contains(words)) }
    #expect(!ended.hintLine.contains("w save") && !ended.hintLine.contains("x stop"))
  }

  /// On the smallest screen what runs a training is named before what its panels say.
  @Test func theKeysOfATrainingFitTheSmallestScreen() {
    let line = TrainStates.running(80, 24).hintLine
    for words in ["Space pause", "s step", "n anew", "w save", "a photos"] {
      #expect(line.contains(words))
    }
  }

  @Test func aHintInOtherWordsIsPressedAllTheSame() throws {
    var model = TrainStates.running(200)
    model.press(.character(" "))
    let range = try #require(model.hintLine.range(of: "go on"))
    let column = model.hintLine.distance(from: model.hintLine.startIndex, to: range.lowerBound)
    let press = MouseEvent(.press, column: column, row: model.rows - 1)
    #expect(model.update(.event(.mouse(press))).orders == [.resume])
  }

  @Test(arguments: [Key.character("w"), .character("r"), .character("s"), .character("n"), .enter])
  func keysOfANetworkAnswerTrulyWhilePhotosAreRead(_ key: Key) {
    var model = TrainStates.preparing()
    #expect(model.press(key).isEmpty && model.overlay == nil)
    #expect(model.notice?.text.contains("read") == true)
    #expect(model.train.run == 1)
  }
}
