import Training
import Verification

/// A training on the thread that calls `run`: steps, as long as it is not told otherwise, and tells
/// of them as often as a screen can show. Not Sendable: confined to that thread.
final class TrainingSession {
  let photos: TrainingPhotos
  private(set) var settings: TrainingSettings
  private(set) var trainer: Trainer
  let orders: TrainingOrders
  let tell: (TrainingNews) -> Void

  private var snapshot: TrainingSnapshot
  private var watch = TrainingWatch()
  private var spaces: [SpacePicture.People: ReferenceSpace] = [:]
  private var whose = SpacePicture.People.trained
  private var mined: MinedTripletPicker
  private var isPaused = false
  private var isStopped = false
  /// When what takes time of its own is next due.
  private var due = (
    frame: ContinuousClock.now, space: ContinuousClock.now,
    figures: ContinuousClock.now
  )

  /// Twelve pictures a second are enough for the eye.
  private static let frame = Duration.milliseconds(80)
  /// How often people held out are measured at most.
  private static let betweenFigures = Duration.seconds(3)

  /// - Throws: `TrainingError` when the photos cannot be learnt from.
  init(
    _ settings: TrainingSettings, _ photos: TrainingPhotos, threads: Int, orders: TrainingOrders,
    tell: @escaping (TrainingNews) -> Void
  ) throws(TrainingError) {
    self.settings = settings
    self.photos = photos
    self.orders = orders
    self.tell = tell
    trainer = try Trainer(settings.network, photos.trained, settings.plan, threads: threads)
    snapshot = TrainingSnapshot(plan: settings.plan)
    mined = MinedTripletPicker(photos.trained, seed: settings.plan.seed)
    for (whose, set) in [(SpacePicture.People.trained, photos.trained), (.heldOut, photos.heldOut)]
    {
      spaces[whose] = ReferenceSpace(set, whose)
    }
  }

  /// Trains until told to stop.
  func run() {
    attempt { () throws(TrainingError) in
      try measure()
      try look()
    }
    post()
    while !isStopped {
      for order in isPaused ? orders.wait() : orders.take() { obey(order) }
      if !isPaused, !isStopped { attempt(advance) }
    }
    answerLastSaves()
    tell(.ended)
  }

  // MARK: - Orders

  private func obey(_ order: TrainingOrder) {
    switch order {
    case .save(let path, let isReplacing): save(path, isReplacing: isReplacing)
    case _ where isStopped: break
    case .adjust(let new): attempt { () throws(TrainingError) in try adjust(new) }
    case .pause: pause()
    case .resume: isPaused = false
    case .step:
      isPaused = true
      attempt { () throws(TrainingError) in
        try step()
        mined.forget()
        try look()
      }
      post()
    case .show(let people):
      whose = people
      attempt(look)
      post()
    case .stop: isStopped = true
    }
  }

  private func pause() {
    isPaused = true
    attempt(look)
    post()
  }

  /// Margin, mining, rate and augmentation change in place; anything else goes on with the weights.
  private func adjust(_ new: TrainingSettings) throws(TrainingError) {
    guard new.plan != trainer.plan else { return }
    var inPlace = trainer.plan
    (inPlace.margin, inPlace.mining) = (new.plan.margin, new.plan.mining)
    (inPlace.rate, inPlace.augmentation) = (new.plan.rate, new.plan.augmentation)
    if inPlace == new.plan {
      trainer.plan = new.plan
    } else {
      trainer = try trainer.continued(by: new.plan)
    }
    let words = settings.difference(to: new)
    if !words.isEmpty { snapshot.history.add(change: words, step: trainer.steps) }
    settings.plan = new.plan
    snapshot.plan = new.plan
    watch.forget()
    snapshot.diagnosis = nil
    mined.forget()
    if isPaused { post() }
  }

  /// Does a part of the work; where that fails, the training pauses and says why.
  private func attempt(_ body: () throws(TrainingError) -> Void) {
    do throws(TrainingError) {
      try body()
    } catch {
      isPaused = true
      if case .notFinite = error { snapshot.diagnosis = .notFinite }
      post()
      tell(.halted(error.screenWords))
    }
  }

  // MARK: - Steps

  private func advance() throws(TrainingError) {
    try step()
    let now = ContinuousClock.now
    if now >= due.figures { try measure() }
    if now >= due.space { try look() }
    if now >= due.frame { post() }
  }

  private func step() throws(TrainingError) {
    let start = ContinuousClock.now
    let report = try trainer.step()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let batch = BatchDistances(trainer.embeddings, people: trainer.batchPeople)
    let violating = batch.violatingShare(trainer.plan)
    snapshot.step = report.step
    snapshot.epoch = Double(report.step) / Double(max(1, trainer.stepsPerEpoch))
    snapshot.report = report
    snapshot.violating = violating
    let speed = Double(report.photos) / max(seconds, 1e-9)
    snapshot.photosPerSecond = snapshot.photosPerSecond.map { 0.9 * $0 + 0.1 * speed } ?? speed
    snapshot.history.add(step: report.step, loss: report.loss, violating: violating)
    snapshot.diagnosis = watch.add(report)
    mined.look(at: trainer, batch, step: report.step)
    snapshot.triplet = mined.triplet
  }

  /// The figures on people held out; a tenth of the time at most goes there.
  private func measure() throws(TrainingError) {
    let start = ContinuousClock.now
    if let figures = try trainer.figures(on: photos.measured) {
      snapshot.history.add(figures, step: trainer.steps)
    }
    let now = ContinuousClock.now
    due.figures = now + max(Self.betweenFigures, (now - start) * 10)
  }

  /// The figures of the weights as they are now; `nil` where nobody is held out.
  func currentFigures() throws(TrainingError) -> HeldOutFigures? {
    if snapshot.history.measurements.last?.step != trainer.steps { try measure() }
    return snapshot.history.measurements.last?.figures
  }

  /// Embeds the photos of the picture; a fifth of the time at most goes there.
  private func look() throws(TrainingError) {
    let start = ContinuousClock.now
    if let set = spaces[whose].map({ $0.photos }), set.count > 1 {
      let embeddings = try trainer.embeddings(of: set)
      snapshot.space = spaces[whose]?.place(embeddings)
      snapshot.distances = DistancePicture(embeddings)
    }
    let now = ContinuousClock.now
    due.space = now + max(Self.frame, (now - start) * 4)
  }

  private func post() {
    tell(.progress(snapshot))
    due.frame = .now + Self.frame
  }
}
