import Glibc
import Terminal
import Training

/// The training of this laboratory, of which there is one at a time.
struct TrainingRun {
  let orders: TrainingOrders
  let task: Task<Void, Never>
}

extension EffectRunner {
  /// Begins a training; one under way is stopped.
  func train(_ request: TrainingRequest) {
    stopTraining()
    let orders = TrainingOrders()
    let start = TrainingStart(
      request: request, orders: orders, archive: archive, mailbox: mailbox, home: home)
    training = TrainingRun(orders: orders, task: Task.detached { await start() })
  }

  func order(_ order: TrainingOrder) {
    training?.orders.put(order.withPath { PathName.absolute(PathName.expanded($0, home: home)) })
    // While photos are still being read, nobody takes orders.
    if order == .stop { training?.task.cancel() }
  }

  /// - Returns: the training, where it has a network to write before it ends.
  @discardableResult
  func stopTraining() -> Task<Void, Never>? {
    order(.stop)
    return training?.orders.isSaving == true ? training?.task : nil
  }
}

/// Brings the photos of a training together, and trains on a thread of its own.
private struct TrainingStart: Sendable {
  let request: TrainingRequest
  let orders: TrainingOrders
  let archive: Archive
  let mailbox: Mailbox<Message>
  let home: String

  func callAsFunction() async {
    let photos: TrainingPhotos?
    do {
      photos = try await request.settings.source == .gallery ? galleryPhotos() : folderPhotos()
    } catch {
      return tell(.failed("\(error)"))
    }
    guard let photos else { return tell(.ended) }
    let analyst = Analyst(name: "training")
    await analyst.run {
      Self.lowerPriority()
      train(on: photos)
    }
  }

  private func train(on photos: TrainingPhotos) {
    do throws(TrainingError) {
      let session = try TrainingSession(request.settings, photos, orders: orders, tell: tell)
      tell(
        .began(
          TrainingFacts(
            people: photos.trained.peopleCount, photos: photos.trained.count,
            heldOutPeople: photos.heldOut.peopleCount, unreadable: photos.unreadable,
            components: request.settings.components)))
      session.run()
    } catch {
      tell(.failed(error.screenWords))
    }
  }

  /// Posts news; of pictures the newest replaces one that nobody has seen.
  private func tell(_ news: TrainingNews) {
    let run = request.run
    mailbox.post(.training(news, run: run)) { last in
      guard case .progress = news, case .training(.progress, let number) = last else {
        return false
      }
      return number == run
    }
  }

  /// Lets everything else of the program, and other programs, go first on this thread and on those
  /// that it makes (on Linux, 0 means the calling thread), so that keys are answered while steps
  /// take all processors.
  private static func lowerPriority() {
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }

  // MARK: - Photos

  /// - Returns: `nil` when the task was cancelled.
  private func galleryPhotos() async throws -> TrainingPhotos? {
    let faces = request.faces
    let photos = try await faces.photos(from: archive, for: request.settings.network) { done in
      tell(.preparing(done: done, total: faces.faces.count))
    }
    return photos.map { TrainingPhotos($0, request.settings) }
  }

  private func folderPhotos() throws -> TrainingPhotos? {
    guard case .folder(let path) = request.settings.source else { return nil }
    var (told, unreadable) = (ContinuousClock.now, 0)
    let photos = try LabelledPhotos(
      folder: PathName.absolute(PathName.expanded(path, home: home)),
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
