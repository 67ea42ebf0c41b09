import Gallery
import Terminal

extension LaboratoryModel {
  /// Takes in what happened and says what is to be done outside.
  mutating func update(_ message: Message) -> [Effect] {
    react(to: message) + wantedMatrix() + wantedStrategies() + wantedClusters() + wantedProjection()
      + wantedCrops() + wantedPreview() + wantedMeasurements()
  }

  private mutating func react(to message: Message) -> [Effect] {
    switch message {
    case .event(let event): return handle(event)
    case .tick(let seconds): tick(seconds)
    case .collectionLoaded(let loaded): return take(loaded)
    case .statisticsComputed(let computed): return take(computed)
    case .inferenceComputed(let inference): statistics?.take(inference)
    case .overlayComputed(let subject, let scores): take(scores, for: subject)
    case .thresholdValidated(let choice): return take(validated: choice)
    case .matrixProgress(let share):
      if case .running = matrix.progress { matrix.progress = .running(share) }
    case .matrixComputed(let data): take(data)
    case .strategyCompared(let result, let compared): take(result, of: compared)
    case .clustersFound(let data): take(data)
    case .projected(let projection): take(projection)
    case .training(let news, let run): return take(news, of: run)
    case .probesReady(let subjects): take(probes: subjects)
    case .marksContradict(let line, let effect): askToReplace(line, effect)
    case .cropsLoaded(let loaded): crops.store(loaded)
    case .completions(let text, let offered): offer(offered, for: text)
    case .directoryListed(let listing): show(listing)
    case .previewLoaded(let path, let preview): show(preview, of: path)
    case .enrollmentScanned(let plan): return endScan() ? begin(plan) : []
    case .scanFailed(let path, let problem):
      if endScan() { refuseToEnroll(path, because: problem) }
    case .facesToName(let photo): if endScan() { ask(whoIsWhoIn: photo) }
    case .nameNeeded(let folder): return endScan() ? askName(ofPersonIn: folder) : []
    case .enrollmentProgress(let progress): return show(progress)
    case .enrollmentEnded(let report): return finish(report)
    case .embeddingProgress(let done, let total): showEmbedding(done: done, total: total)
    case .embeddingEnded(let report): return finish(report)
    case .thresholdLoaded(let stored, let model): take(stored, ofModel: model)
    case .modelsLoaded(let catalogue): take(catalogue)
    case .modelMeasured(let name, let measurement): models.measurements[name] = measurement
    case .measuringEnded: models.isMeasuring = false
    case .layersLoaded(let subject, let content): show(content, of: subject)
    case .subjectReady(let subject, let side): take(subject, side)
    case .photosLoaded(let pair, let reference, let probe): show(reference, probe, of: pair)
    case .photoEnrolled(let line):
      work = nil
      return edited(line)
    case .workFailed(let line):
      work = nil
      fail(line)
      return [.loadCollection]
    case .edited(let line): return edited(line)
    case .failed(let line): fail(line)
    }
    return []
  }

  // MARK: - The gallery's contents

  private mutating func take(_ loaded: Collection) -> [Effect] {
    guard loaded.embeddings.count == 0 || loaded.embeddings.model == embedder.fingerprint else {
      return []
    }
    let before = collection
    collection = loaded
    hasCollection = true
    collectionTime = now
    crops.forgetPending()
    gallery.settle(in: collection)
    let stopped = settleFigures(since: before)
    settleVerify()
    settleIdentify()
    let begun =
      screen == .verify && verify.reference == nil && verify.awaited.isEmpty
      ? beginVerifying() : []
    if work?.changesGallery == true { return stopped + begun }
    return stopped + begun + wantedStatistics() + missingEmbeddings() + wantedModels
  }

  /// A new name leaves every figure as it is, a mark those that ask no marks; what is being computed
  /// for faces that are no longer the gallery's is stopped.
  private mutating func settleFigures(since before: Collection) -> [Effect] {
    // Labels have the people's names.
    matrix.reset()
    if collection.isSame(as: before) { return [] }
    let stopped = stoppedAnalyses
    resetStrategies()
    settleClusters()
    if collection.hasSameFaces(as: before) { return stopped }
    statistics = hasPairs ? statistics?.settled(in: collection) : nil
    areStatisticsStale = true
    return stopped + resetMatrix()
  }

  /// All pairs are compared once their faces have settled.
  private mutating func wantedStatistics() -> [Effect] {
    guard areStatisticsStale, hasPairs else { return [] }
    areStatisticsStale = false
    return [.computeStatistics(collection, threshold.metric)]
  }

  var hasPairs: Bool { collection.embeddings.count > 1 }

  /// All pairs were compared, maybe of a gallery that was edited since.
  private mutating func take(_ computed: Statistics) -> [Effect] {
    guard computed.model == embedder.fingerprint else { return [] }
    statistics = hasPairs ? computed.settled(in: collection) : nil
    settlePosition()
    return wantedOverlay
  }

  /// Faces that the model has not seen are embedded once; what fails then fails again.
  mutating func missingEmbeddings() -> [Effect] {
    guard collection.embeddings.count < collection.faceCount, work == nil, !triedMissing else {
      return []
    }
    triedMissing = true
    work = Work(title: "Embedding with \(embedder.name)", started: now, now: now)
    return [.embedMissing]
  }

  private mutating func edited(_ line: String) -> [Effect] {
    notice = Notice(line, kind: .success)
    return [.loadCollection]
  }

  mutating func fail(_ line: String) {
    notice = Notice(line, kind: .failure)
    if case .browser(var browser) = overlay, browser.isLoading {
      browser.isLoading = false
      overlay = .browser(browser)
    }
  }

  private mutating func tick(_ seconds: Double) {
    now = seconds
    work?.now = seconds
  }

  // MARK: - What the screen needs and has not got

  /// The pictures of the faces that are visible and not loaded.
  private mutating func wantedCrops() -> [Effect] {
    let wanted = crops.request(visibleFaces)
    return wanted.isEmpty ? [] : [.loadCrops(wanted)]
  }

  private var visibleFaces: [FaceRecord.ID] {
    if case .errors(let list) = overlay { return facesShown(in: list) }
    switch screen {
    case .gallery:
      return visibleThumbnails.map(\.id)
    case .verify:
      return [verify.reference, verify.probe].compactMap { subject in
        guard case .enrolled(let face) = subject?.source else { return nil }
        return face
      }
    case .matrix:
      return matrixPair.map { [$0.row, $0.column] } ?? []
    case .curves, .train:
      return []
    case .identify:
      let probes = identify.probe.map { [$0.subject.source] } ?? []
      return (identify.suggestion.map { [$0.face] } ?? [])
        + probes.compactMap { if case .enrolled(let face) = $0 { face } else { nil } }
    case .clusters:
      return visibleClusterFaces
    }
  }

  private mutating func wantedPreview() -> [Effect] {
    guard case .browser(var browser) = overlay, let path = browser.requestPreview() else {
      return []
    }
    overlay = .browser(browser)
    return [.preview(path: path)]
  }
}
