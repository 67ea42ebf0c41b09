import Training

/// The state of the training screen: the settings, the training under way, and what is looked at.
struct TrainScreen: Sendable {
  enum Phase: Sendable, Equatable {
    case idle
    /// Photos are being brought to the network's size; the total is 0 where it is not known.
    case preparing(done: Int, total: Int)
    case running
    case paused
  }

  /// A training whose photos are being read beside one that has a network: that one is lost only
  /// when this can begin.
  struct Preparation: Sendable {
    let request: TrainingRequest
    var done = 0
    var total = 0
  }

  /// The figures that share the place beside the space where there is no room for all; elsewhere
  /// the one that is given more room.
  enum View: String, Sendable, CaseIterable {
    case loss = "Loss"
    case heldOut = "People held out"
    case distances = "Distances"
    case triplet = "Triplet last mined"
  }

  var phase = Phase.idle
  var settings = TrainingSettings()
  private(set) var next: Preparation?
  /// What the training under way was started with.
  private(set) var started: TrainingSettings?
  private(set) var facts: TrainingFacts?
  /// The latest picture; it stays when the training has ended.
  private(set) var snapshot: TrainingSnapshot?
  /// The number of the training that is shown.
  private(set) var run = 0
  /// The number of the training that was asked for last.
  private var newest = 0
  /// When the latest picture of the space came, on the clock of `Message.tick`.
  private(set) var lookedAt = -1.0
  /// Why the training stands still or could not begin.
  private(set) var problem: String?
  /// The step at which the network was last saved, and where.
  private(set) var saved: (steps: Int, path: String)?

  var field = TrainingField.loss
  var view = View.loss
  var whose = SpacePicture.People.trained
  var isLossLogarithmic = true

  /// Whether there is a network that would be lost.
  var isAlive: Bool { phase == .running || phase == .paused }

  /// Whether photos are read or steps made.
  var isBusy: Bool {
    switch phase {
    case .idle, .paused: next != nil
    case .preparing, .running: true
    }
  }

  /// The settings that differ from those of the training under way, or about to begin, and need a
  /// new start.
  var pending: [TrainingField] {
    guard isAlive, let started = next?.request.settings ?? started else { return [] }
    return TrainingField.allCases.filter {
      $0.needsNewStart && $0.value(settings) != $0.value(started)
    }
  }

  /// A request for the next training.
  func request(over collection: Collection) -> TrainingRequest {
    TrainingRequest(
      run: newest + 1, settings: settings, faces: TrainableFaces(collection),
      replaced: isAlive ? run : nil)
  }

  /// Takes news in; those of a former training are passed over.
  mutating func take(_ news: TrainingNews, of number: Int, at now: Double) {
    if number == next?.request.run {
      takeOfNext(news, at: now)
    } else if number == run {
      takeOwn(news, at: now)
    }
  }

  private mutating func takeOfNext(_ news: TrainingNews, at now: Double) {
    switch news {
    case .preparing(let done, let total):
      next?.done = done
      next?.total = total
    case .began:
      turnToNext()
      takeOwn(news, at: now)
    default: next = nil
    }
  }

  /// The training under way has ended, or is about to: what is shown from now on is the next one.
  private mutating func turnToNext() {
    guard let preparation = next else { return }
    turn(to: preparation.request)
    phase = .preparing(done: preparation.done, total: preparation.total)
  }

  private mutating func takeOwn(_ news: TrainingNews, at now: Double) {
    switch news {
    case .preparing(let done, let total): phase = .preparing(done: done, total: total)
    case .began(let facts):
      self.facts = facts
      phase = .running
    case .progress(let new):
      if new.space != snapshot?.space { lookedAt = now }
      snapshot = new
    case .halted(let line):
      phase = .paused
      problem = line
    case .failed(let line):
      phase = .idle
      problem = line
    case .saved(let path, let steps): saved = (steps, path)
    case .ended:
      set(.idle)
      turnToNext()
    case .notSaved, .exists: break
    }
  }

  /// A training was asked for.
  mutating func begin(_ request: TrainingRequest) {
    newest = request.run
    if isAlive { next = Preparation(request: request) } else { turn(to: request) }
  }

  private mutating func turn(to request: TrainingRequest) {
    run = request.run
    started = request.settings
    (next, problem, saved, facts, snapshot) = (nil, nil, nil, nil, nil)
    phase = .preparing(done: 0, total: 0)
    whose = .trained
  }

  /// Seconds in which points go to their new places.
  private static let glide = 0.4

  /// The space at a moment: points glide rather than jump.
  func space(at now: Double) -> SpacePicture? {
    snapshot?.space?.moved(by: min(max(0, (now - lookedAt) / Self.glide), 1))
  }

  func isGliding(at now: Double) -> Bool {
    now - lookedAt < Self.glide && snapshot?.space?.before.isEmpty == false
  }

  mutating func set(_ new: Phase) {
    phase = new
    problem = nil
  }
}
