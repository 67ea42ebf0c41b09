import Terminal
import Training

extension LaboratoryModel {
  /// Does what an action means on the training screen.
  mutating func performInTrain(_ action: Action) -> [Effect] {
    switch action {
    case .startTraining: return train.isAlive ? toggleTraining() : startTraining()
    case .pauseTraining: return toggleTraining()
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

  // MARK: - Running

  private mutating func startTraining() -> [Effect] {
    if case .preparing = train.phase { return [] }
    let request = train.request(over: collection)
    if request.settings.source == .gallery, !request.faces.areEnough {
      fail(TrainingError.singlePhotos.screenWords)
      return []
    }
    train.begin(request.run)
    return [.train(request)]
  }

  private mutating func toggleTraining() -> [Effect] {
    switch train.phase {
    case .idle: return startTraining()
    case .preparing: return []
    case .running:
      train.set(.paused)
      return [.orderTraining(.pause)]
    case .paused:
      train.set(.running)
      return [.orderTraining(.resume)]
    }
  }

  private mutating func stepTraining() -> [Effect] {
    guard train.isAlive else { return startTraining() }
    train.set(.paused)
    return [.orderTraining(.step)]
  }

  private mutating func restartTraining() -> [Effect] {
    guard train.isAlive else { return startTraining() }
    overlay = .confirmation(
      Confirmation(
        question: "Start anew from random weights?", detail: lossOfNetwork,
        effect: .train(train.request(over: collection))))
    return []
  }

  private mutating func askToStopTraining() -> [Effect] {
    switch train.phase {
    case .idle:
      notice = Notice("No training is under way: Enter starts one", kind: .information)
      return []
    case .preparing: return [.orderTraining(.stop)]
    case .running, .paused:
      overlay = .confirmation(
        Confirmation(
          question: "Stop this training?", detail: lossOfNetwork, effect: .orderTraining(.stop)))
      return []
    }
  }

  /// What is lost with the network under way.
  var lossOfNetwork: String {
    let step = train.snapshot?.step ?? 0
    if let saved = train.saved, saved.steps == step {
      return "It is saved in \(PathName.last(saved.path))."
    }
    return "The network of \(step.counted("step")) is lost unless it was saved before: w on Train."
  }

  private mutating func askWhereToSave() -> [Effect] {
    guard train.isAlive else {
      notice = Notice(
        "There is no network to save yet: Enter starts a training", kind: .information)
      return []
    }
    return ask(
      .saveNetwork(path: train.saved?.path ?? PathName.join(browserFolder, "network" + Self.networkEnding)))
  }

  /// By this end of its name `likeness models add` knows a file of trained weights.
  private static let networkEnding = ".safetensors"

  func saveNetwork(to path: String) -> [Effect] {
    let path = path.hasSuffix(Self.networkEnding) ? path : path + Self.networkEnding
    return [.orderTraining(.save(path: path, isReplacing: false))]
  }

  /// Esc pauses, as it stops the work of other screens.
  mutating func pauseFromEscape() -> [Effect]? {
    guard screen == .train else { return nil }
    switch train.phase {
    case .idle, .paused: return nil
    case .preparing, .running:
      return train.phase == .running ? toggleTraining() : [.orderTraining(.stop)]
    }
  }

  // MARK: - Settings

  private mutating func moveAmongSettings(_ action: Action) {
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
  private mutating func changeSetting(up: Bool, isFine: Bool = false) -> [Effect] {
    if train.field == .source { return ask(.trainingPhotos(train.settings.source)) }
    let before = train.settings
    train.settings.change(train.field, up: up, isFine: isFine)
    guard train.isAlive, train.settings.plan != before.plan else { return [] }
    return [.orderTraining(.adjust(train.settings))]
  }

  private mutating func showOtherPeople() -> [Effect] {
    guard train.isAlive else {
      notice = Notice("The space is shown once a training is under way: Enter", kind: .information)
      return []
    }
    guard train.whose == .heldOut || train.facts?.heldOutPeople ?? 0 > 1 else {
      notice = Notice(
        "Nobody is held out: raise the share, and start anew with n", kind: .information)
      return []
    }
    train.whose = train.whose == .trained ? .heldOut : .trained
    return [.orderTraining(.show(train.whose))]
  }

  /// The answer to where the photos come from; no path is the gallery.
  mutating func chooseTrainingPhotos(_ text: String) -> [Effect] {
    train.settings.source = text.isEmpty ? .gallery : .folder(text)
    screen = .train
    if !train.isAlive { return startTraining() }
    notice = Notice(
      "These photos are taken from the next start on: n starts anew", kind: .information)
    return []
  }

  // MARK: - News

  mutating func take(_ news: TrainingNews, of run: Int) -> [Effect] {
    guard run >= train.run else { return [] }
    train.take(news, of: run, at: now)
    switch news {
    case .halted(let line), .failed(let line):
      if screen != .train { fail("Training: \(line)") }
    case .saved(let path, let steps):
      notice = Notice(
        "Saved after \(steps.counted("step")): likeness models add \(path.shellWord) makes it a "
          + "model", kind: .success)
    case .notSaved(let line): fail("Not saved: \(line)")
    case .exists(let path, let order): askToReplaceFile(path, order)
    case .began(let facts) where facts.unreadable > 0:
      let photos = facts.unreadable.counted("photo")
      notice = Notice("\(photos) could not be read: left out", kind: .warning)
    case .preparing, .began, .progress, .ended: break
    }
    return []
  }

  private mutating func askToReplaceFile(_ path: String, _ order: TrainingOrder) {
    overlay = .confirmation(
      Confirmation(
        question: "Replace \(PathName.last(path))?",
        detail: "There is a file of that name already.",
        effect: .orderTraining(order)))
  }

  /// What the hints say of a key of this screen now; `nil` where the key means nothing.
  func trainHint(_ action: Action, usual: String) -> String? {
    let means =
      switch action {
      case .startTraining: train.phase == .idle
      case .pauseTraining, .stepTraining, .saveTraining: train.isAlive
      case .restartTraining: train.isAlive
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
