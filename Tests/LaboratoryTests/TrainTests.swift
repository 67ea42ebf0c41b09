import Terminal
import Testing
import Training

@testable import Laboratory

/// The training screen: what it shows, what its keys ask for, and how it takes news.
@Suite struct TrainTests {
  private func laboratory(_ columns: Int = 120, _ rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    Fixtures.showTraining(&model)
    return model
  }

  private func orders(_ effects: [Effect]) -> [TrainingOrder] {
    effects.compactMap { if case .orderTraining(let order, _) = $0 { order } else { nil } }
  }

  private func tell(_ news: TrainingNews, _ model: inout LaboratoryModel) {
    _ = model.update(.training(news, run: model.train.run))
  }

  // MARK: - Views

  @Test(arguments: ViewTests.sizes) func views(_ size: (Int, Int)) {
    let name = "\(size.0)x\(size.1)"
    var model = laboratory(size.0, size.1)
    expectSnapshot(model.text(), named: "train-\(name)")
    for view in ["heldout", "distances", "triplet"] {
      model.press(.tab)
      expectSnapshot(model.text(), named: "train-\(view)-\(name)")
    }
    var idle = Fixtures.laboratory(columns: size.0, rows: size.1)
    idle.press(.character("7"))
    expectSnapshot(idle.text(), named: "train-idle-\(name)")
    var empty = Fixtures.empty(columns: size.0, rows: size.1)
    empty.press(.character("7"))
    expectSnapshot(empty.text(), named: "train-empty-\(name)")
  }

  @Test func aCollapseIsNamed() {
    var model = laboratory(80, 24)
    var snapshot = Fixtures.snapshot(after: 300, mining: .hardest)
    snapshot.diagnosis = .collapsed
    tell(.progress(snapshot), &model)
    expectSnapshot(model.text(), named: "train-collapse-80x24")
    #expect(model.text().contains("Collapse: all embeddings are nearly equal"))
  }

  /// The loss on a linear axis has other ticks.
  @Test func theAxisOfTheLossChanges() {
    var model = laboratory()
    let before = model.text()
    model.press(.character("l"))
    #expect(model.text() != before && model.text().contains("linear"))
    model.press(.character("l"))
    #expect(model.text() == before)
  }

  // MARK: - Starting and stopping

  @Test func enterStartsWithTheGallerysFaces() throws {
    var model = Fixtures.laboratory()
    model.press(.character("7"))
    let effects = model.press(.enter)
    let request = effects.compactMap { if case .train(let request) = $0 { request } else { nil } }
    let faces = try #require(request.first?.faces)
    #expect(faces.faces.count == Fixtures.names.count * Fixtures.facesOfEach)
    #expect(faces.names == model.collection.people.map(\.displayName))
    for (face, person) in zip(faces.faces, faces.people) {
      let owner = try #require(model.collection.face(face)?.person)
      #expect(model.collection.person(owner)?.displayName == faces.names[person])
    }
    #expect(model.press(.enter).isEmpty)
  }

  /// People with one photo cannot be anchors; without two who can, the screen says what to do.
  @Test func aGalleryTooSmallIsRefusedInWords() {
    var model = Fixtures.empty()
    _ = model.update(.collectionLoaded(Collection()))
    model.press(.character("7"))
    #expect(model.press(.enter).isEmpty)
    #expect(model.text().contains("two photos each"))
    #expect(model.train.phase == .idle)
  }

  @Test func aGalleryNotYetReadIsNotCalledTooSmall() {
    var model = Fixtures.empty()
    model.press(.character("7"))
    #expect(model.press(.enter).isEmpty && model.train.phase == .idle)
    #expect(model.notice?.text == "The gallery is still being read: try again in a moment")
  }

  @Test func spacePausesAndGoesOn() {
    var model = laboratory()
    #expect(orders(model.press(.character(" "))) == [.pause])
    #expect(model.train.phase == .paused && model.text().contains("training paused"))
    #expect(orders(model.press(.character("s"))) == [.step])
    #expect(orders(model.press(.enter)) == [.resume])
    #expect(orders(model.press(.escape)) == [.pause])
    #expect(model.press(.escape).isEmpty)
  }

  @Test func anewAndStopAskFirst() {
    var model = laboratory()
    let first = model.train.run
    #expect(model.press(.character("n")).isEmpty)
    #expect(model.text().contains("Start anew"))
    let effects = model.press(.character("y"))
    #expect(effects.contains { if case .train = $0 { true } else { false } })
    let facts = TrainingFacts(people: 4, photos: 32, heldOutPeople: 0, components: 8)
    _ = model.update(.training(.began(facts), run: first + 1))
    #expect(model.train.run == first + 1 && model.train.snapshot == nil)
    // What the former training still tells is passed over.
    _ = model.update(.training(.progress(Fixtures.snapshot(after: 9)), run: first))
    _ = model.update(.training(.ended, run: first))
    #expect(model.train.snapshot == nil && model.train.phase == .running)
    #expect(model.press(.character("x")).isEmpty)
    #expect(orders(model.press(.character("y"))) == [.stop])
    tell(.ended, &model)
    #expect(model.train.phase == .idle)
  }

  @Test func quittingAsksWhileANetworkWouldBeLost() {
    var model = laboratory()
    model.press(.character("1"))
    #expect(model.press(.character("q")).isEmpty)
    #expect(model.text().contains("Quit while a network is being trained?"))
    model.press(.character("n"))
    #expect(model.text().contains("7 Train ●") || model.text().contains("7 Train o"))
    tell(.ended, &model)
    #expect(model.press(.character("q")).contains { if case .quit = $0 { true } else { false } })
  }

  // MARK: - Settings

  @Test func liveSettingsReachTheTraining() {
    var model = laboratory()
    let effects = model.press(.right)
    guard case .adjust(let settings)? = orders(effects).first else {
      Issue.record("no order")
      return
    }
    #expect(abs(settings.plan.margin - 0.25) < 1e-9)
    model.press(.up)
    let next = orders(model.press(.right))
    guard case .adjust(let mined)? = next.first else {
      Issue.record("no order")
      return
    }
    #expect(mined.plan.mining == .hardest)
  }

  @Test func otherSettingsWaitForANewStartAndSaySo() {
    var model = laboratory()
    while model.train.field != .components { model.press(.down) }
    #expect(orders(model.press(.left)).isEmpty)
    #expect(model.train.settings.components == 64)
    #expect(model.train.pending == [.components])
    #expect(model.text().contains("embedding size: from the next start on"))
    model.press(.right)
    #expect(model.train.pending.isEmpty)
  }

  @Test func aFolderIsAskedForWithCompletion() {
    var model = laboratory()
    #expect(
      model.press(.character("a")).contains { if case .complete = $0 { true } else { false } })
    model.type("/photos")
    model.press(.enter)
    #expect(model.train.settings.source == .folder("/photos"))
    #expect(model.train.pending == [.source])
  }

  // MARK: - Saving and errors

  @Test func savingAsksForAFileAndBeforeReplacingOne() {
    var model = laboratory()
    model.press(.character("w"))
    let order = orders(model.press(.enter)).first
    guard case .save(let path, false)? = order else {
      Issue.record("no order")
      return
    }
    #expect(path.hasSuffix("network.safetensors"))
    tell(.exists(path: path, .save(path: path, isReplacing: true)), &model)
    #expect(model.text().contains("Replace network.safetensors?"))
    #expect(orders(model.press(.character("y"))) == [.save(path: path, isReplacing: true)])
    tell(.saved(path: path, steps: 240), &model)
    #expect(model.text().contains("Saved after 240 steps: likeness models add"))
    #expect(!model.text().contains("--resume"))
    #expect(model.lossOfNetwork.contains("saved in"))
    tell(.notSaved("no space left on the disk"), &model)
    #expect(model.text().contains("Not saved: no space left"))
    #expect(model.train.phase == .running)
  }

  @Test func aLossThatIsNoNumberPausesInWords() {
    var model = laboratory()
    tell(.halted(TrainingError.notFinite(step: 7).screenWords), &model)
    #expect(model.train.phase == .paused)
    #expect(model.text().contains("the loss is no number any more"))
    #expect(orders(model.press(.character(" "))) == [.resume])
    #expect(!model.text().contains("the loss is no number any more"))
  }

  @Test func photosThatCannotBeReadAreCounted() {
    var model = laboratory()
    let facts = TrainingFacts(
      people: 4, photos: 30, heldOutPeople: 2, unreadable: 2, components: 128)
    tell(.began(facts), &model)
    #expect(model.text().contains("2 photos could not be read"))
  }

  @Test func aTrainingThatCannotBeginSaysWhy() {
    var model = Fixtures.laboratory()
    model.press(.character("7"), .enter)
    tell(.failed("/photos: no such file or folder"), &model)
    #expect(model.train.phase == .idle)
    #expect(model.text().contains("no such file or folder"))
  }

  /// The sentence under the loss says what the share of violating triplets means.
  @Test(arguments: [
    (0.62, "much to teach"), (0.2, "something to teach"), (0.02, "little is left"),
    (0.001, "told apart"),
  ])
  func theLessonFollowsTheShare(_ share: Double, _ words: String) {
    var model = laboratory()
    var snapshot = Fixtures.snapshot(after: 240)
    snapshot.violating = share
    tell(.progress(snapshot), &model)
    #expect(model.train.lesson(of: model.collection).text.contains(words))
  }
}
