import Terminal
import Training

extension LaboratoryModel {
  mutating func moveAmongSettings(_ action: Action) {
    let all = TrainingField.allCases
    let place = all.firstIndex(of: train.field) ?? 0
    let next =
      switch action {
      case .up: place - 1
      case .down: place + 1
      case .first: 0
      default: all.count - 1
      }
    train.field = all[min(max(0, next), all.count - 1)]
  }

  /// Changes the setting under the cursor; a training under way takes it at its next step.
  mutating func changeSetting(up: Bool, isFine: Bool = false) -> [Effect] {
    if train.field == .source { return ask(.trainingPhotos(train.settings.source)) }
    let before = train.settings.plan
    train.settings.change(train.field, up: up, isFine: isFine)
    return train.isAlive ? adjustment(since: before) : []
  }

  /// The order that lets the training under way go on by the present settings, where they changed.
  func adjustment(since plan: TrainingPlan?) -> [Effect] {
    guard train.settings.plan != plan else { return [] }
    return [.orderTraining(.adjust(train.settings), run: train.run)]
  }

  mutating func showOtherPeople() -> [Effect] {
    guard train.isAlive else {
      notice = Notice(
        train.phase == .idle
          ? "The space is shown once a training is under way: Enter"
          : "The space is shown once the photos are read", kind: .information)
      return []
    }
    guard train.whose == .heldOut || train.facts?.heldOutPeople ?? 0 > 1 else {
      notice = Notice(
        "Nobody is held out: raise the share, and start anew with n", kind: .information)
      return []
    }
    train.whose = train.whose == .trained ? .heldOut : .trained
    return [.orderTraining(.show(train.whose), run: train.run)]
  }

  /// The answer to where the photos come from; no path is the gallery.
  mutating func chooseTrainingPhotos(_ text: String) -> [Effect] {
    train.settings.source = text.isEmpty ? .gallery : .folder(text)
    screen = .train
    if train.phase == .idle { return toggleTraining() }
    notice = Notice(
      train.isAlive && train.next == nil
        ? "These photos are taken from the next start on: n starts anew"
        : "These photos are taken from the next start on", kind: .information)
    return []
  }
}
