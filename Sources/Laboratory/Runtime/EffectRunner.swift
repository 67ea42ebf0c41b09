import Faces
import Gallery
import Terminal
import Verification

/// Carries out the effects that need the disk or the engine: each ends as messages in the mailbox.
final class EffectRunner {
  private(set) var team: EngineTeam
  let archive: Archive
  let mailbox: Mailbox<Message>
  /// The home folder, for paths that begin with "~".
  let home: String

  /// The engine that looks at single photos.
  var engine: Engine { team.engines[0] }

  /// The work that Esc cancels.
  private var work: Task<Void, Never>?
  /// What reads and changes the gallery, each after the one before: tasks of their own might
  /// overtake each other, and an older state or threshold would win.
  private var last: Task<Void, Never>?
  private var newestThreshold = Latest<(threshold: Threshold, data: String)>()
  private var statistics: Task<Void, Never>?
  private var validation: Task<Void, Never>?
  private var overlays: Task<Void, Never>?
  private var matrix: Task<Void, Never>?
  private var preview: Task<Void, Never>?
  var measuring: Task<Void, Never>?
  let analyses = Analyses()
  /// Those that are under way, and those that still have a network to write.
  var trainings: [RunningTraining] = []
  /// The processors that a training takes.
  let threads: Int

  init(
    team: EngineTeam, archive: Archive, mailbox: Mailbox<Message>, home: String, threads: Int
  ) {
    self.threads = threads
    self.team = team
    self.archive = archive
    self.mailbox = mailbox
    self.home = home
  }

  /// Begins an effect; those of the screen itself are not its business and are passed over.
  func begin(_ effect: Effect) {
    switch effect {
    case .loadCollection: loadCollection()
    case .computeStatistics(let collection, let metric): compute(collection, metric)
    case .computeMatrix(let collection, let metric): arrange(collection, metric)
    case .cancelMatrix: matrix?.cancel()
    case .compareStrategies(let collection, let metric): compareStrategies(collection, metric)
    case .cluster(let collection, let metric, let method, let threshold):
      cluster(collection, metric, method, threshold)
    case .project(let kind, let collection, let metric): project(kind, collection, metric)
    case .train(let request): train(request)
    case .orderTraining(let order, let run): self.order(order, of: run)
    case .stop(let analysis): analyses.stop(analysis)
    case .loadCrops(let faces): load(crops: faces)
    case .embedMissing: embedMissing()
    case .useModel(let model, let metric): use(model, metric)
    case .loadModels: loadModels()
    case .measureModels(let models): measure(models)
    case .cancelMeasuring: measuring?.cancel()
    case .loadLayers(let subject): loadLayers(of: subject)
    case .complete(let text): complete(text)
    case .listDirectory(let path): list(path)
    case .preview(let path): show(path)
    case .scan(let path, let name): scan(path, name)
    case .enroll(let plan): enroll(plan)
    case .enrollNamed(let photo, let names): enroll(photo, names)
    case .cancelWork: work?.cancel()
    case .rename, .merge, .splitOff, .forgetPerson, .forgetFaces, .undo: edit(effect)
    case .mark: mark(effect)
    case .keepThreshold(let threshold, let data): keep(threshold, data)
    case .validate(let choice, let collection): validate(choice, collection)
    case .computeOverlay(let subject, let collection, let metric):
      overlay(subject, collection, metric)
    case .examineSubject(let path, let face, let side): examine(path, face: face, side)
    case .examineProbes(let path): examineProbes(path)
    case .loadPhotos(let pair): load(pair)
    case .setMouse, .redraw, .suspend, .quit: break
    }
  }

  /// Stops long work, and waits until the edits and the threshold asked for before are on disk.
  func finish() {
    for task in [work, statistics, validation, overlays, matrix, preview, measuring] {
      task?.cancel()
    }
    analyses.stopAll()
    let saving = stopTrainings()
    let isDone = Semaphore()
    Task.detached { [last] in
      await last?.value
      for task in saving { await task.value }
      isDone.raise()
    }
    isDone.lower()
  }

  /// Runs work that one at a time can be cancelled, after all that was asked of the gallery before.
  func beginWork(_ body: @escaping @Sendable () async -> Void) {
    work = Task { [last] in
      await last?.value
      await body()
    }
  }

  /// Does something with the gallery after all that was asked of it before.
  func inOrder(
    _ body: @escaping @Sendable () async throws(GalleryError) -> Message?
  ) {
    last = Task { [last, mailbox] in
      await last?.value
      do throws(GalleryError) {
        if let message = try await body() { mailbox.post(message) }
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  // MARK: - The gallery's contents

  private func loadCollection() {
    inOrder { [archive] () throws(GalleryError) in
      .collectionLoaded(try await archive.collection())
    }
  }

  /// Compares all pairs, on a thread that a newer gallery takes over.
  private func compute(_ collection: Collection, _ metric: Metric) {
    statistics?.cancel()
    statistics = Task.detached { [mailbox] in
      let analysis = PairAnalysis(
        of: collection.embeddings.set, metric: metric, keeping: Statistics.keptPairs,
        isCancelled: { Task.isCancelled })
      guard let analysis else { return }
      mailbox.post(.statisticsComputed(Statistics(analysis, of: collection.embeddings)))
      let inference = Inference(
        analysis.scores, of: collection.embeddings, metric: metric,
        isCancelled: { Task.isCancelled })
      if let inference { mailbox.post(.inferenceComputed(inference)) }
    }
  }

  /// Turns to another model: what is under way for the one before counts for nothing.
  private func use(_ model: Model, _ metric: Metric) {
    for task in [statistics, validation, overlays, matrix] { task?.cancel() }
    team = team.using(model)
    // A threshold of the model before that waits to be written is not replaced by one of this.
    newestThreshold = Latest()
    inOrder { [archive] () throws(GalleryError) in
      .thresholdLoaded(
        try await archive.use(ModelRecord(model), metric: metric), model: model.fingerprint)
    }
  }

  private func validate(_ choice: ChosenThreshold, _ collection: Collection) {
    validation?.cancel()
    validation = Task.detached { [mailbox] in
      let validated = choice.validated(
        on: collection.embeddings.set, isCancelled: { Task.isCancelled })
      if let validated { mailbox.post(.thresholdValidated(validated)) }
    }
  }

  /// Compares all pairs in other ways, as far as the gallery can.
  private func overlay(
    _ subject: CurveOverlay.Subject, _ collection: Collection, _ metric: Metric
  ) {
    overlays?.cancel()
    overlays = Task.detached { [archive, mailbox] in
      let sets: [NamedEmbeddings]
      switch subject {
      case .nothing: return
      case .metrics:
        sets = metric.others.map {
          NamedEmbeddings(name: $0.rawValue, set: collection.embeddings.set, metric: $0)
        }
      case .models: sets = (try? await archive.embeddingsOfOtherModels()) ?? []
      }
      let scores = sets.compactMap { $0.scores(isCancelled: { Task.isCancelled }) }
      if !Task.isCancelled { mailbox.post(.overlayComputed(subject, scores)) }
    }
  }

  /// Takes the distances of all faces for the matrix, on a thread that a newer gallery takes over.
  private func arrange(_ collection: Collection, _ metric: Metric) {
    matrix?.cancel()
    matrix = Task.detached { [mailbox] in
      let data = MatrixData(
        collection, metric: metric, isCancelled: { Task.isCancelled },
        progress: { mailbox.post(.matrixProgress($0)) })
      if let data { mailbox.post(.matrixComputed(data)) }
    }
  }

  private func load(crops faces: [FaceRecord.ID]) {
    inOrder { [archive] () throws(GalleryError) in
      .cropsLoaded(try await archive.crops(of: faces))
    }
  }

  /// Writes the threshold; while one waits to be written, the newest takes its place.
  private func keep(_ threshold: Threshold, _ data: String) {
    guard newestThreshold.put((threshold, data)) else { return }
    inOrder { [archive, newestThreshold] () throws(GalleryError) in
      guard let newest = newestThreshold.take() else { return nil }
      try await archive.keep(newest.threshold, on: newest.data)
      return nil
    }
  }

  // MARK: - Edits

  private func edit(_ effect: Effect) {
    inOrder { [archive] () throws(GalleryError) in .edited(try await archive.edit(effect)) }
  }

  /// A mark that contradicts others is asked about before it replaces them.
  private func mark(_ effect: Effect) {
    inOrder { [archive] () throws(GalleryError) in
      do throws(GalleryError) {
        return .edited(try await archive.edit(effect))
      } catch .contradictoryMarks(let conflict) {
        guard case .mark(let pairs, let kind, _) = effect else { return nil }
        return .marksContradict("\(conflict)", .mark(pairs, kind, replacing: true))
      }
    }
  }

  // MARK: - Folders

  private func complete(_ text: String) {
    Task.detached { [mailbox, home] in
      mailbox.post(.completions(for: text, PathCompletion.candidates(for: text, home: home)))
    }
  }

  private func list(_ path: String) {
    Task.detached { [mailbox, home] in
      do throws(EnrollmentError) {
        mailbox.post(.directoryListed(try DirectoryListing(reading: path, home: home)))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  private func show(_ path: String) {
    preview?.cancel()
    preview = Task { [engine, mailbox] in
      guard let preview = await engine.preview(path) else { return }
      mailbox.post(.previewLoaded(path: path, preview))
    }
  }
}
