import Terminal
import Training

extension LaboratoryModel {
  /// Starts a training, or pauses the one under way, or lets it go on.
  mutating func toggleTraining() -> [Effect] {
    switch train.phase {
    case .idle: return startTraining()
    case .preparing: return sayPhotosAreRead()
    case .running:
      train.set(.paused)
      return [order(.pause)]
    case .paused:
      train.set(.running)
      return [order(.resume)]
    }
  }

  private func order(_ order: TrainingOrder) -> Effect { .orderTraining(order, run: train.run) }

  private mutating func startTraining() -> [Effect] {
    guard let request = checkedRequest() else { return [] }
    train.begin(request)
    return [.train(request)]
  }

  /// A training that can begin, as far as that can be told before photos are read.
  private mutating func checkedRequest() -> TrainingRequest? {
    let request = train.request(over: collection)
    if request.settings.source == .gallery, !request.faces.areEnough {
      guard hasCollection else {
        notice = Notice(
          "The gallery is still being read: try again in a moment", kind: .information)
        return nil
      }
      fail(TrainingError.singlePhotos.screenWords)
      return nil
    }
    return request
  }

  /// The answer to keys that mean something once there is a network.
  private mutating func sayPhotosAreRead() -> [Effect] {
    notice = Notice(
      "Photos are still being read for the training: x stops that", kind: .information)
    return []
  }

  mutating func stepTraining() -> [Effect] {
    guard train.isAlive else { return toggleTraining() }
    train.set(.paused)
    return [order(.step)]
  }

  mutating func restartTraining() -> [Effect] {
    guard train.isAlive else { return toggleTraining() }
    guard train.next == nil else { return sayPhotosAreRead() }
    guard let request = checkedRequest() else { return [] }
    overlay = .confirmation(
      Confirmation(
        question: "Start anew from random weights?", detail: lossOfNetwork, effect: .train(request)
      ))
    return []
  }

  mutating func askToStopTraining() -> [Effect] {
    if let reading = stopReading() { return reading }
    guard train.isAlive else {
      notice = Notice("No training is under way: Enter starts one", kind: .information)
      return []
    }
    overlay = .confirmation(
      Confirmation(
        question: "Stop this training?", detail: lossOfNetwork, effect: order(.stop)))
    return []
  }

  /// Stops reading photos, with which nothing is lost; `nil` where none are read.
  private func stopReading() -> [Effect]? {
    if let next = train.next { return [.orderTraining(.stop, run: next.request.run)] }
    if case .preparing = train.phase { return [order(.stop)] }
    return nil
  }

  /// Esc pauses, as it stops the work of other screens.
  mutating func pauseFromEscape() -> [Effect]? {
    guard screen == .train else { return nil }
    return stopReading() ?? (train.phase == .running ? toggleTraining() : nil)
  }

  /// What is lost with the network under way.
  var lossOfNetwork: String {
    let step = train.snapshot?.step ?? 0
    if let saved = train.saved, saved.steps == step {
      return "It is saved in \(PathName.last(saved.path))."
    }
    return "The network of \(step.counted("step")) is lost unless it was saved before: w on Train."
  }

  // MARK: - Saving

  mutating func askWhereToSave() -> [Effect] {
    guard train.isAlive else {
      if case .preparing = train.phase { return sayPhotosAreRead() }
      notice = Notice(
        "There is no network to save yet: Enter starts a training", kind: .information)
      return []
    }
    let path = train.saved?.path ?? PathName.join(browserFolder, "network" + Self.networkEnding)
    return ask(.saveNetwork(ofRun: train.run, path: path))
  }

  /// By this end of its name `likeness models add` knows a file of trained weights.
  private static let networkEnding = ".safetensors"

  func saveNetwork(ofRun run: Int, to path: String) -> [Effect] {
    let path = path.hasSuffix(Self.networkEnding) ? path : path + Self.networkEnding
    return [.orderTraining(.save(path: path, isReplacing: false), run: run)]
  }
}
