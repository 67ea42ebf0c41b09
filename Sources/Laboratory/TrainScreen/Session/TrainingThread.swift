import Gallery
import Glibc
import Terminal
import Training

/// A training on a thread of its own, which gives way to others: first its photos are brought
/// together there, then it trains.
actor TrainingThread {
  private let executor = ThreadExecutor(name: "training")
  private let request: TrainingRequest
  private let orders: TrainingOrders
  private let surroundings: Surroundings

  /// What a training needs of the laboratory.
  struct Surroundings: Sendable {
    let archive: Archive
    let mailbox: Mailbox<Message>
    /// The home folder, for paths that begin with "~".
    let home: String
    let threads: Int
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ request: TrainingRequest, _ orders: TrainingOrders, in surroundings: Surroundings) {
    self.request = request
    self.orders = orders
    self.surroundings = surroundings
  }

  /// Trains until told to stop; before there are photos, until the task is cancelled.
  ///
  /// - Parameter former: the training that this one replaces, which is stopped as soon as it is
  ///   certain that this one can begin.
  func run(replacing former: RunningTraining?) async {
    Self.lowerPriority()
    do {
      guard let photos = try await photos() else { return tell(.ended) }
      let session = try TrainingSession(
        request.settings, photos, threads: surroundings.threads, orders: orders, tell: tell)
      if Task.isCancelled { return tell(.ended) }
      await former?.stop()
      tell(.began(TrainingFacts(photos, request.settings)))
      session.run()
    } catch {
      tell(.failed((error as? TrainingError)?.screenWords ?? "\(error)"))
    }
  }

  /// Lets everything else of the program, and other programs, go first on this thread and on those
  /// that it makes (on Linux, 0 means the calling thread), so that keys are answered while photos
  /// and steps take all processors.
  private static func lowerPriority() {
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }

  /// Posts news; of pictures the newest replaces one that nobody has seen.
  private nonisolated func tell(_ news: TrainingNews) {
    let run = request.run
    surroundings.mailbox.post(.training(news, run: run)) { last in
      guard case .progress = news, case .training(.progress, let number) = last else {
        return false
      }
      return number == run
    }
  }

  // MARK: - Photos

  /// - Returns: `nil` when the task was cancelled.
  private func photos() async throws -> TrainingPhotos? {
    switch request.settings.source {
    case .gallery: try await galleryPhotos()
    case .folder(let path): try folderPhotos(path)
    }
  }

  private func galleryPhotos() async throws(GalleryError) -> TrainingPhotos? {
    let faces = request.faces
    let photos = try await faces.photos(
      from: surroundings.archive, for: request.settings.network
    ) { done in
      tell(.preparing(done: done, total: faces.faces.count))
    }
    return photos.map { TrainingPhotos($0, request.settings) }
  }

  private func folderPhotos(_ path: String) throws(EnrollmentError) -> TrainingPhotos? {
    var (told, unreadable) = (ContinuousClock.now, 0)
    let photos = try LabelledPhotos(
      folder: PathName.absolute(PathName.expanded(path, home: surroundings.home)),
      for: request.settings.network,
      limits: (TrainingPhotos.mostOfPerson, TrainingPhotos.mostPhotos),
      skip: { _ in unreadable += 1 },
      progress: { done in
        guard ContinuousClock.now - told > .milliseconds(100) else { return }
        told = .now
        tell(.preparing(done: done, total: 0))
      })
    if Task.isCancelled { return nil }
    var parted = TrainingPhotos(photos, request.settings)
    parted.unreadable = unreadable
    return parted
  }
}

extension TrainingFacts {
  fileprivate init(_ photos: TrainingPhotos, _ settings: TrainingSettings) {
    self.init(
      people: photos.trained.peopleCount, photos: photos.trained.count,
      heldOutPeople: photos.heldOut.peopleCount, unreadable: photos.unreadable,
      components: settings.components)
  }
}
