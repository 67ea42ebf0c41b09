import Faces
import Gallery
import Terminal

extension LaboratoryModel {
  /// Shows the models, the one in use under the cursor.
  mutating func openModels() -> [Effect] {
    overlay = .models(ModelList(selected: rowInUse))
    return [.loadModels]
  }

  private var rowInUse: Int {
    models.catalogue?.models.firstIndex { $0.model == embedder } ?? 0
  }

  mutating func take(_ catalogue: ModelCatalogue) {
    let isFirst = models.catalogue == nil
    models.catalogue = catalogue
    guard case .models(let list) = overlay else { return }
    overlay = .models(isFirst ? ModelList(selected: rowInUse) : list.settled(in: catalogue))
  }

  /// The models again while they are shown: how many faces each has embedded may have changed.
  var wantedModels: [Effect] {
    if case .models = overlay { [.loadModels] } else { [] }
  }

  /// Does what an action means in the list of models.
  mutating func perform(_ action: Action?, in list: ModelList) -> [Effect] {
    guard let catalogue = models.catalogue else { return [] }
    var list = list
    switch action {
    case .accept: return choose(list, in: catalogue)
    case .showLayers: return showLayers(list, in: catalogue)
    case .measureModels:
      models.measurements = [:]
      models.isMeasuring = false
    default: list.selected = moved(list.selected, by: action, count: catalogue.count)
    }
    overlay = .models(list)
    return []
  }

  /// The row of a list after a key.
  private func moved(_ row: Int, by action: Action?, count: Int) -> Int {
    let next =
      switch action {
      case .up: row - 1
      case .down: row + 1
      case .pageUp: row - rows / 2
      case .pageDown: row + rows / 2
      case .first: 0
      case .last: count - 1
      default: row
      }
    return max(0, min(next, count - 1))
  }

  mutating func closeModels() -> [Effect] {
    overlay = nil
    defer { models.isMeasuring = false }
    return models.isMeasuring ? [.cancelMeasuring] : []
  }

  // MARK: - Speed

  /// Takes the time of models that have none, while they are looked at and nothing else is going on
  /// that would slow them.
  mutating func wantedMeasurements() -> [Effect] {
    guard case .models = overlay, canMeasure, !models.isMeasuring else { return [] }
    let unmeasured = models.unmeasured
    guard !unmeasured.isEmpty else { return [] }
    models.isMeasuring = true
    return [.measureModels(unmeasured)]
  }

  /// Whether nothing goes on that would slow a model: no work, no training, and nothing computed
  /// over the faces.
  var canMeasure: Bool {
    work == nil && (!hasPairs || statistics?.inference != nil) && !matrix.progress.isRunning
      && stoppedAnalyses.isEmpty && !train.isBusy
  }

  // MARK: - Another model

  private mutating func choose(_ list: ModelList, in catalogue: ModelCatalogue) -> [Effect] {
    guard catalogue.models.indices.contains(list.selected) else {
      notice = Notice(
        "There are no weights for this network; i shows its layers", kind: .information)
      return []
    }
    let entry = catalogue.models[list.selected]
    if let problem = entry.problem {
      notice = Notice(problem, kind: .failure)
      return []
    }
    guard mayBeginWork() else { return [] }
    return closeModels() + (entry.model == embedder ? goOn() : turn(to: entry.model))
  }

  /// The model in use was chosen again: embeds what is still missing.
  private mutating func goOn() -> [Effect] {
    triedMissing = false
    let effects = missingEmbeddings()
    if effects.isEmpty {
      notice = Notice("\(embedder.name) is in use; it has embedded every face", kind: .information)
    }
    return effects
  }

  /// From now on another model embeds: its threshold, its embeddings, and nothing of the one before.
  mutating func turn(to model: Model) -> [Effect] {
    embedder = model
    threshold = Threshold(of: model, metric: model.metric)
    collection.forgetEmbeddings(for: model.fingerprint)
    statistics = nil
    areStatisticsStale = true
    triedMissing = false
    let stopped = stoppedAnalyses + resetMatrix()
    clusters = ClustersScreen()
    curves.overlay.scores = []
    notice = Notice("\(model.name) embeds from now on", kind: .success)
    return stopped + [.useModel(model, model.metric), .loadCollection] + awaitPair()
      + awaitProbes()
  }

  /// Why faces that are enrolled can't be compared yet; `nil` when they can, or there are none.
  var missingEmbeddingsWords: String? {
    guard collection.faceCount > 1, collection.embeddings.count < 2 else { return nil }
    return work == nil
      ? "\(embedder.name) has not embedded these faces yet: press m and Enter"
      : "\(embedder.name) embeds the faces…"
  }

  /// The gallery keeps a threshold for the model; one set meanwhile stays.
  mutating func take(_ stored: StoredThreshold?, ofModel fingerprint: String) {
    guard let stored, fingerprint == embedder.fingerprint, case .model = threshold.origin else {
      return
    }
    threshold.take(stored)
  }

  /// Embedding ended: says in a line what came of it.
  mutating func finish(_ report: EmbeddingReport) -> [Effect] {
    work = nil
    notice = report.notice(embedder.name) ?? notice
    return [.loadCollection]
  }

  // MARK: - Layers

  private mutating func showLayers(_ list: ModelList, in catalogue: ModelCatalogue) -> [Effect] {
    let networks = catalogue.networks
    let index = list.selected - catalogue.models.count
    let subject: LayerPage.Subject =
      index < 0 ? .model(catalogue.models[list.selected].model) : .network(networks[index].name)
    overlay = .layers(LayerPage(subject: subject, list: list))
    return [.loadLayers(subject)]
  }

  /// Layers came; they count when they are still the ones that are waited for.
  mutating func show(_ content: LayerPage.Content, of subject: LayerPage.Subject) {
    guard case .layers(var page) = overlay, page.subject == subject else { return }
    page.content = content
    overlay = .layers(page)
  }

  mutating func perform(_ action: Action?, in page: LayerPage) {
    var page = page
    page.selected = moved(page.selected, by: action, count: page.layers.count)
    overlay = .layers(page)
  }

  mutating func backToModels(from page: LayerPage) -> [Effect] {
    overlay = .models(models.catalogue.map(page.list.settled) ?? page.list)
    return []
  }
}

extension EmbeddingReport {
  /// The outcome in a line; nothing where there was nothing to do.
  func notice(_ model: String) -> Notice? {
    let faces = embedded.counted("face")
    if let failure {
      return Notice(embedded == 0 ? failure : "Kept \(faces), then: \(failure)", kind: .failure)
    }
    if wasCancelled {
      return Notice(
        "Stopped: \(faces) of \(missing.grouped) embedded with \(model); m and Enter go on",
        kind: .information)
    }
    return embedded == 0 ? nil : Notice("Embedded \(faces) with \(model)", kind: .success)
  }
}
