import Terminal
import Training

extension LaboratoryModel {
  /// Does what an action means on the training screen.
  mutating func performInTrain(_ action: Action) -> [Effect] {
    switch action {
    case .startTraining, .pauseTraining: return toggleTraining()
    case .stepTraining: return stepTraining()
    case .restartTraining: return restartTraining()
    case .stopTraining: return askToStopTraining()
    case .saveTraining: return askWhereToSave()
    case .chooseTrainingPhotos: return ask(.trainingPhotos(train.settings.source))
    case .up, .down, .first, .last: moveAmongSettings(action)
    case .raiseSetting: return changeSetting(up: true)
    case .lowerSetting: return changeSetting(up: false)
    case .raiseSettingFine: return changeSetting(up: true, isFine: true)
    case .lowerSettingFine: return changeSetting(up: false, isFine: true)
    case .nextView: train.view = cycled(train.view, by: 1)
    case .nextLossScale: train.isLossLogarithmic.toggle()
    case .nextReference: return showOtherPeople()
    case .filter:
      screen = .gallery
      return perform(.filter)
    default: break
    }
    return []
  }

  private func cycled(_ view: TrainScreen.View, by step: Int) -> TrainScreen.View {
    let all = TrainScreen.View.allCases
    return all[((all.firstIndex(of: view) ?? 0) + step) % all.count]
  }

  /// What the hints say of a key of this screen now; `nil` where the key means nothing.
  func trainHint(_ action: Action, usual: String) -> String? {
    let means =
      switch action {
      case .startTraining: train.phase == .idle
      case .pauseTraining, .stepTraining, .saveTraining: train.isAlive
      case .restartTraining: train.isAlive && train.next == nil
      case .stopTraining: train.phase != .idle
      case .nextReference: train.isAlive && train.facts?.heldOutPeople ?? 0 > 1
      case .nextView, .nextLossScale: train.snapshot != nil
      default: true
      }
    if !means { return nil }
    return action == .pauseTraining && train.phase == .paused ? "go on" : usual
  }

  /// Whether something on the screen goes on moving without news.
  var isMoving: Bool { screen == .train && overlay == nil && train.isGliding(at: now) }

  /// A sign beside the screen's tab while a training is under way.
  var trainingSign: String {
    switch train.phase {
    case .idle: ""
    case .paused: " ○"
    case .preparing, .running: " ●"
    }
  }

  /// A training under way in a few words for the header of every screen.
  var trainingMark: String? {
    switch train.phase {
    case .idle: return nil
    case .preparing: return "training begins"
    case .running, .paused:
      let step = "step \((train.snapshot?.step ?? 0).grouped)"
      return train.phase == .paused ? "training paused, \(step)" : "training, \(step)"
    }
  }
}
