import Faces
import Foundation
import Gallery
import Networks
import Terminal
import Testing
import Verification

@testable import Laboratory

/// The list of models, and turning from one to another.
@Suite struct ModelsTests {
  private func models(columns: Int = 120, rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    Fixtures.showModels(&model)
    return model
  }

  /// The laboratory after it turned to the second model, which has embedded nothing yet.
  private func turned() -> LaboratoryModel {
    var model = models()
    model.press(.enter)
    return model
  }

  /// What the gallery holds as another model sees it.
  private func collection(by model: Model, faces: Int? = nil) -> Collection {
    let whole = Fixtures.collection()
    let people = whole.people.map(\.id)
    let all = people.flatMap { whole.faces(of: $0) }
    let seen = all.prefix(faces ?? all.count)
    let values = seen.flatMap { Fixtures.embedding(row: Int($0.id.rawValue) - 1).map { 2 * $0 } }
    return Collection(
      people: whole.people, faces: all,
      embeddings: GalleryEmbeddings(
        model: model.fingerprint, faces: seen.map(\.id), people: seen.map(\.person),
        dimension: Fixtures.dimension, values: values))
  }

  private func holds(_ effects: [Effect], _ matches: (Effect) -> Bool) -> Bool {
    effects.contains(where: matches)
  }

  // MARK: - Speed

  /// Each model that can be used is measured once, those without weights are not.
  @Test func modelsAreMeasuredOnceWhileTheyAreShown() throws {
    var model = try settled()
    #expect(
      holds(model.press(.character("m"))) { if case .loadModels = $0 { true } else { false } })
    var measured: [String] = []
    var effects = model.update(.modelsLoaded(Fixtures.catalogue))
    for second in 1...5 { effects += model.update(.tick(Double(second))) }
    for case .measureModels(let models) in effects { measured += models.map(\.name) }
    #expect(measured == ["dlib-resnet", "mobilefacenet"])
    effects = model.press(.escape)
    #expect(holds(effects) { if case .cancelMeasuring = $0 { true } else { false } })
    // What is not measured yet is when the list is opened again.
    _ = model.update(.modelMeasured("dlib-resnet", Fixtures.measurement))
    effects = model.press(.character("m"))
    for case .measureModels(let models) in effects {
      #expect(models.map(\.name) == ["mobilefacenet"])
    }
  }

  @Test func nothingIsMeasuredWhilePairsAreCompared() throws {
    var model = Fixtures.laboratory()
    model.press(.character("m"))
    var effects = model.update(.modelsLoaded(Fixtures.catalogue))
    #expect(!holds(effects) { if case .measureModels = $0 { true } else { false } })
    #expect(model.text().contains("once nothing else goes on"))
    effects = model.update(.inferenceComputed(try inference(of: model)))
    #expect(holds(effects) { if case .measureModels = $0 { true } else { false } })
  }

  /// The laboratory with nothing left to compute.
  private func settled() throws -> LaboratoryModel {
    var model = Fixtures.laboratory()
    _ = model.update(.inferenceComputed(try inference(of: model)))
    return model
  }

  private func inference(of model: LaboratoryModel) throws -> Inference {
    let scores = try #require(model.statistics).scores
    return try #require(
      Inference(
        scores, of: model.collection.embeddings, metric: .l2, isCancelled: { false }))
  }

  @Test func nothingIsMeasuredWhileOtherWorkGoesOn() throws {
    var model = try settled()
    _ = model.update(.enrollmentScanned(EnrollmentPlan(photos: ["/a.jpg"], of: "A")))
    model.press(.character("m"))
    let effects = model.update(.modelsLoaded(Fixtures.catalogue))
    #expect(!holds(effects) { if case .measureModels = $0 { true } else { false } })
    let later = model.update(.enrollmentEnded(EnrollmentReport()))
    #expect(holds(later) { if case .measureModels = $0 { true } else { false } })
  }

  @Test func aModelThatCannotBeRunSaysWhy() {
    var model = models()
    _ = model.update(.modelMeasured("mobilefacenet", .failed("/m.onnx: is damaged")))
    #expect(model.text().contains("/m.onnx: is damaged"))
  }

  // MARK: - Turning to another

  @Test func aModelWithoutWeightsIsNotTakenAndSaysWhatToDo() {
    var model = models()
    model.press(.down)
    #expect(model.text().contains("missing"))
    #expect(model.press(.enter).isEmpty)
    #expect(model.embedder == .dlibResNet)
    #expect(model.notice?.text.contains("put it there by hand") == true)
    model.press(.end)
    #expect(model.press(.enter).isEmpty)
    #expect(model.embedder == .dlibResNet)
  }

  @Test func anotherModelBringsItsThresholdAndEmbedsWhatItHasNotSeen() throws {
    var model = models()
    let effects = model.press(.enter)
    guard
      case .useModel(.mobileFaceNet, .cosine)? = effects.first(where: {
        if case .useModel = $0 { true } else { false }
      })
    else {
      Issue.record("the model is not used")
      return
    }
    #expect(model.overlay == nil)
    #expect(model.threshold.value == 0.625)
    #expect(model.threshold.metric == .cosine)
    #expect(model.statistics == nil)
    #expect(model.text().contains("mobilefacenet · 5 people"))
    let next = model.update(.collectionLoaded(collection(by: .mobileFaceNet, faces: 1)))
    #expect(holds(next) { if case .embedMissing = $0 { true } else { false } })
    #expect(model.work?.title == "Embedding with mobilefacenet")
    for screen in ["2", "3", "4", "6", "5"] {
      model.press(.character(Character(screen)))
      #expect(
        model.text().contains("mobilefacenet embeds")
          || screen == "5" && model.identify.probe != nil,
        "\(screen)")
    }
    let report = EmbeddingReport(missing: 39, embedded: 39)
    #expect(
      holds(model.update(.embeddingEnded(report))) {
        if case .loadCollection = $0 { true } else { false }
      })
    #expect(model.notice?.text == "Embedded 39 faces with mobilefacenet")
    let last = model.update(.collectionLoaded(collection(by: .mobileFaceNet)))
    #expect(!holds(last) { if case .embedMissing = $0 { true } else { false } })
    #expect(holds(last) { if case .computeStatistics(_, .cosine) = $0 { true } else { false } })
  }

  /// What was computed of the model before comes too late.
  @Test func answersOfTheModelBeforeCountForNothing() throws {
    var model = turned()
    _ = model.update(.collectionLoaded(Fixtures.collection()))
    #expect(model.collection.embeddings.count == 0)
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet)))
    _ = model.update(.statisticsComputed(Fixtures.statistics(of: Fixtures.collection())))
    #expect(model.statistics == nil)
    let own = Fixtures.statistics(of: model.collection)
    _ = model.update(.statisticsComputed(own))
    #expect(model.statistics != nil)
    let late = try #require(
      Inference(
        own.scores, of: Fixtures.collection().embeddings, metric: .l2, isCancelled: { false }))
    _ = model.update(.inferenceComputed(late))
    #expect(model.statistics?.inference == nil)
    let matrix = MatrixData(Fixtures.collection(), metric: .l2, isCancelled: { false })
    _ = model.update(.matrixComputed(try #require(matrix)))
    #expect(model.matrix.data == nil)
  }

  @Test func theGallerysThresholdForTheModelIsTakenUnlessOneWasSetMeanwhile() {
    let stored = StoredThreshold(
      value: 0.5, how: "at equal errors", data: "40 faces", chosen: Date(timeIntervalSince1970: 0))
    var model = turned()
    _ = model.update(.thresholdLoaded(stored, model: Model.dlibResNet.fingerprint))
    #expect(model.threshold.value == 0.625)
    _ = model.update(.thresholdLoaded(stored, model: Model.mobileFaceNet.fingerprint))
    #expect(model.threshold.value == 0.5)
    #expect(model.threshold.explanation == "at equal errors")
    model = turned()
    model.press(.character("+"))
    let set = model.threshold.value
    _ = model.update(.thresholdLoaded(stored, model: Model.mobileFaceNet.fingerprint))
    #expect(model.threshold.value == set)
  }

  @Test func theModelIsNotChangedWhilePhotosAreEnrolled() {
    var model = models()
    _ = model.update(.enrollmentScanned(EnrollmentPlan(photos: ["/a.jpg"], of: "A")))
    #expect(model.press(.enter).isEmpty)
    #expect(model.embedder == .dlibResNet)
    #expect(model.notice?.text.contains("Esc stops it") == true)
  }

  @Test func embeddingThatWasStoppedGoesOnWhenTheModelIsChosenAgain() {
    var model = turned()
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet, faces: 0)))
    #expect(holds(model.press(.escape)) { if case .cancelWork = $0 { true } else { false } })
    var report = EmbeddingReport(missing: 40, embedded: 16)
    report.wasCancelled = true
    _ = model.update(.embeddingEnded(report))
    #expect(model.notice?.text.hasPrefix("Stopped: 16 faces of 40") == true)
    let effects = model.update(.collectionLoaded(collection(by: .mobileFaceNet, faces: 16)))
    #expect(!holds(effects) { if case .embedMissing = $0 { true } else { false } })
    model.press(.character("m"))
    #expect(holds(model.press(.enter)) { if case .embedMissing = $0 { true } else { false } })
  }

  /// The pair on the screen is there again as the other model sees it.
  @Test func thePairInVerifyComesBack() throws {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.character("2"), .tab, .tab, .tab)
    let before = [model.verify.reference?.source, model.verify.probe?.source]
    let distance = try #require(model.pairDistance)
    Fixtures.showModels(&model)
    model.press(.enter)
    #expect(model.verify.reference == nil)
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet, faces: 0)))
    _ = model.update(.embeddingEnded(EmbeddingReport(missing: 40, embedded: 40)))
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet)))
    #expect([model.verify.reference?.source, model.verify.probe?.source] == before)
    #expect(model.pairDistance != distance)
    #expect(model.verify.position != nil)
  }

  private func subject(_ model: Model, face: Int = 0) -> Subject {
    Subject(
      source: .photo(path: "/a.jpg", face: face), name: "a.jpg", person: nil, photoPath: "/a.jpg",
      photoSize: PixelSize(width: 9, height: 9), quality: Fixtures.quality(isPoor: false),
      model: model.fingerprint, embedding: [1, 2, 3, 4], crop: nil)
  }

  /// A photo that is not enrolled is looked at again, and what the model before made of it is not
  /// compared.
  @Test func aPhotoInVerifyIsEmbeddedAgain() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.character("2"))
    _ = model.update(.subjectReady(subject(.dlibResNet), .probe))
    #expect(model.verify.probe?.name == "a.jpg")
    Fixtures.showModels(&model)
    let effects = model.press(.enter)
    #expect(
      holds(effects) {
        if case .examineSubject(path: "/a.jpg", face: 0, .probe) = $0 { true } else { false }
      })
    _ = model.update(.subjectReady(subject(.dlibResNet), .probe))
    #expect(model.verify.probe == nil)
    _ = model.update(.subjectReady(subject(.mobileFaceNet), .probe))
    #expect(model.verify.probe != nil)
  }

  /// Another face of a photo than the main one is found again by its number.
  @Test func anotherFaceOfAPhotoIsEmbeddedAgain() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.character("2"))
    _ = model.update(.subjectReady(subject(.dlibResNet, face: 2), .reference))
    Fixtures.showModels(&model)
    let effects = model.press(.enter)
    #expect(
      holds(effects) {
        if case .examineSubject(path: "/a.jpg", face: 2, .reference) = $0 { true } else { false }
      })
  }

  /// Whoever is searched for on Identify is searched for again as the other model sees it.
  @Test func aSearchGoesOnWithAnotherModel() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.character("5"), .tab, .tab)
    let face = model.identify.probe?.subject.source
    Fixtures.showModels(&model)
    let stopped = model.press(.enter)
    #expect(holds(stopped) { if case .stop(.strategies) = $0 { true } else { false } })
    #expect(model.identify.probe == nil)
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet, faces: 0)))
    _ = model.update(.embeddingEnded(EmbeddingReport(missing: 40, embedded: 40)))
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet)))
    #expect(face != nil && model.identify.probe?.subject.source == face)
    #expect(model.identify.probe?.subject.model == Model.mobileFaceNet.fingerprint)
  }

  @Test func aPhotoThatIsSearchedForIsExaminedByAnotherModel() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.character("5"))
    _ = model.update(.probesReady([subject(.dlibResNet)]))
    Fixtures.showModels(&model)
    let effects = model.press(.enter)
    #expect(
      holds(effects) { if case .examineProbes(path: "/a.jpg") = $0 { true } else { false } })
    _ = model.update(.collectionLoaded(collection(by: .mobileFaceNet)))
    #expect(model.identify.probe == nil)
    _ = model.update(.probesReady([subject(.mobileFaceNet)]))
    #expect(model.identify.probe?.subject.model == Model.mobileFaceNet.fingerprint)
  }

  /// A model that was removed meanwhile leaves the cursor on a row that is there.
  @Test func aListThatBecameShorterIsShown() {
    let all = Fixtures.catalogue
    let fewer = ModelCatalogue(models: [all.models[0]], networks: all.networks)
    var model = models()
    model.press(.end)
    _ = model.update(.modelsLoaded(fewer))
    #expect(model.text().contains("DeepFace"))
    model.press(.character("i"))
    _ = model.update(.modelsLoaded(ModelCatalogue(models: [all.models[0]], networks: [])))
    model.press(.escape)
    #expect(model.text().contains("dlib face recognition ResNet v1"))
  }

  // MARK: - Layers

  @Test func layersOfAnotherNetworkAreNotShown() throws {
    var model = models()
    model.press(.end)
    let effects = model.press(.character("i"))
    guard case .loadLayers(.network("DeepFace"))? = effects.first else {
      Issue.record("not asked for")
      return
    }
    let table = try LayerTable(NN1.network)
    _ = model.update(
      .layersLoaded(.network("NN1"), .layers(NetworkCost(NN1.network, table), table)))
    #expect(model.text().contains("reading…"))
    let own = try LayerTable(DeepFace.network)
    let cost = NetworkCost(DeepFace.network, own)
    _ = model.update(.layersLoaded(.network("DeepFace"), .layers(cost, own)))
    #expect(model.text().contains("62,774,800"))
    #expect(model.text().contains("118,923,774"))
    model.press(.escape)
    guard case .models(let list) = model.overlay else {
      Issue.record("the list is gone")
      return
    }
    #expect(list.selected == Fixtures.catalogue.count - 1)
  }
}
