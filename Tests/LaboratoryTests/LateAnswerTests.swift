import Gallery
import Terminal
import Testing

@testable import Laboratory

/// Answers that come late, in another order, or while something else is going on.
@Suite struct LateAnswerTests {
  private func isEffect(_ effects: [Effect], _ matches: (Effect) -> Bool) -> Bool {
    effects.contains(where: matches)
  }

  private static let plan = EnrollmentPlan(photos: ["/a.jpg", "/b.jpg"], of: "A")

  /// A laboratory that enrolls.
  private func enrolling() -> LaboratoryModel {
    var model = Fixtures.laboratory()
    _ = model.update(.enrollmentScanned(Self.plan))
    return model
  }

  private func choosePath(_ path: String, _ model: inout LaboratoryModel) -> [Effect] {
    model.press(.character("e"))
    model.type(path)
    return model.press(.enter)
  }

  // MARK: - The gallery

  @Test func statisticsOfAGalleryThatWasEmptiedAreDropped() {
    var model = Fixtures.laboratory()
    let late = Fixtures.statistics(of: Fixtures.collection())
    _ = model.update(.collectionLoaded(Collection()))
    #expect(model.statistics == nil)
    _ = model.update(.statisticsComputed(late))
    #expect(model.statistics == nil)
  }

  /// After Bob left, no pair with him is walked to, even while old statistics stand or come.
  @Test func pairsOfFacesThatLeftAreNotWalkedTo() {
    var model = Fixtures.laboratory()
    let late = Fixtures.statistics(of: Fixtures.collection())
    let bob = Fixtures.personID(1)
    _ = model.update(.collectionLoaded(Fixtures.collection(without: bob)))
    for _ in 0..<2 {
      model.press(.character("2"))
      for _ in 0..<250 {
        model.press(.character("h"))
        let pair = [model.verify.reference, model.verify.probe]
        #expect(pair.allSatisfy { $0 != nil && $0?.person != bob })
      }
      _ = model.update(.statisticsComputed(late))
    }
  }

  /// A new name or a mark leaves what was computed over the faces alone; an edit that takes faces
  /// away does not, and what is being computed for them is stopped.
  @Test func onlyWhatAnEditChangesIsComputedAnew() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    Fixtures.showMatrix(&model)
    let asks = { (effects: [Effect]) in
      isEffect(effects) { if case .computeStatistics = $0 { true } else { false } }
    }
    let renamed = model.update(.collectionLoaded(Fixtures.collection(naming: [0: "Anna"])))
    #expect(!asks(renamed) && model.matrix.data != nil)
    #expect(model.text().contains("Anna"))
    let pair = FacePair(
      Fixtures.faceID(person: 0, number: 0), Fixtures.faceID(person: 1, number: 0))
    let mark = FaceMark(id: FaceMark.ID(rawValue: 1), pair: pair, kind: .same)
    model.press(.character("5"))
    let marked = model.update(.collectionLoaded(Fixtures.collection(marks: [mark])))
    #expect(!asks(marked) && model.matrix.data != nil)
    #expect(isEffect(marked) { if case .stop(.strategies) = $0 { true } else { false } })
    #expect(isEffect(marked) { if case .compareStrategies = $0 { true } else { false } })
    let fewer = Fixtures.collection(without: Fixtures.personID(1))
    #expect(asks(model.update(.collectionLoaded(fewer))) && model.matrix.data == nil)
    #expect(!asks(model.update(.collectionLoaded(fewer))))
  }

  /// While photos are enrolled, the gallery is read again and again; the pairs are compared at the
  /// end, also when the last reading brings nothing new.
  @Test func pairsAreComparedOnceEnrollingEnded() {
    var model = enrolling()
    let fewer = Fixtures.collection(without: Fixtures.personID(1))
    let asks = { (effects: [Effect]) in
      isEffect(effects) { if case .computeStatistics = $0 { true } else { false } }
    }
    #expect(!asks(model.update(.collectionLoaded(fewer))))
    _ = model.update(.enrollmentEnded(EnrollmentReport()))
    #expect(asks(model.update(.collectionLoaded(fewer))))
  }

  @Test func aRenamedPersonIsShownByTheNewName() {
    var model = Fixtures.laboratory()
    model.press(.character("2"))
    #expect(model.verify.reference?.name == "Ann Veneman")
    _ = model.update(.collectionLoaded(Fixtures.collection(naming: [0: "Anna"])))
    #expect(model.verify.reference?.name == "Anna")
  }

  /// While photos are enrolled the gallery is loaded every second; the walk goes on.
  @Test(arguments: [.tab, .character("h"), .character("g")] as [Key])
  func theWalkGoesOnWhenTheGalleryIsLoadedAgain(_ key: Key) throws {
    var model = Fixtures.laboratory()
    model.press(.character("2"))
    for _ in 0..<5 { model.press(key) }
    let position = try #require(model.verify.position)
    #expect(position >= 4)
    _ = model.update(.collectionLoaded(Fixtures.collection()))
    _ = model.update(.statisticsComputed(Fixtures.statistics(of: Fixtures.collection())))
    #expect(model.verify.position == position)
    model.press(key)
    #expect(model.verify.position == position + 1)
  }

  // MARK: - Photos, folders, previews

  @Test func photosOfAnotherPairAreNotShown() throws {
    var model = Fixtures.laboratory()
    model.press(.character("2"), .enter)
    let first = try #require(model.verify.pair)
    model.press(.tab)
    let second = try #require(model.verify.pair)
    #expect(first != second)
    _ = model.update(.photosLoaded(first, reference: Fixtures.preview, probe: Fixtures.preview))
    guard case .photos(let waiting) = model.overlay else {
      Issue.record("the photos are gone")
      return
    }
    #expect(waiting.reference == nil)
    _ = model.update(.photosLoaded(second, reference: Fixtures.preview, probe: Fixtures.preview))
    guard case .photos(let shown) = model.overlay else {
      Issue.record("the photos are gone")
      return
    }
    #expect(shown.reference != nil)
  }

  @Test func aFolderThatWasLeftIsNotListed() {
    var model = Fixtures.laboratory()
    model.press(.character("o"))
    let folder = DirectoryListing(
      path: "/photos", entries: [.init(path: "/photos/ann", isFolder: true)])
    let inner = DirectoryListing(path: "/photos/ann", entries: [])
    _ = model.update(.directoryListed(folder))
    model.press(.enter, .left)
    _ = model.update(.directoryListed(DirectoryListing(path: "/", entries: [])))
    guard case .browser(let waiting) = model.overlay else { return }
    #expect(waiting.isLoading)
    _ = model.update(.directoryListed(folder))
    _ = model.update(.directoryListed(inner))
    guard case .browser(let browser) = model.overlay else {
      Issue.record("the browser is gone")
      return
    }
    #expect(browser.listing == folder)
  }

  /// However many keys, ticks and messages come meanwhile.
  @Test func aPreviewIsAskedForOnce() {
    var model = Fixtures.laboratory()
    model.press(.character("o"))
    let photos = ["a", "b"].map {
      DirectoryListing.Entry(path: "/photos/\($0).jpg", isFolder: false)
    }
    var effects = model.update(
      .directoryListed(DirectoryListing(path: "/photos", entries: photos)))
    for second in 1..<20 { effects += model.update(.tick(Double(second))) }
    effects += model.press(.up, .up)
    let asked = effects.compactMap { if case .preview(let path) = $0 { path } else { nil } }
    #expect(asked == ["/photos/a.jpg"])
    let back = model.press(.down, .up)
    let askedAgain = back.compactMap { if case .preview(let path) = $0 { path } else { nil } }
    #expect(askedAgain == ["/photos/b.jpg", "/photos/a.jpg"])
  }

  // MARK: - Work

  @Test func editsFailuresAndLoadingLeaveTheWorkAlone() {
    var model = enrolling()
    _ = model.update(.edited("Renamed Ann to Anna"))
    _ = model.update(.failed("/photos/x.jpg: no such file"))
    _ = model.update(.collectionLoaded(Fixtures.collection()))
    #expect(model.work?.total == 2)
    let effects = model.press(.escape)
    #expect(isEffect(effects) { if case .cancelWork = $0 { true } else { false } })
  }

  @Test func nothingElseIsEnrolledMeanwhile() {
    var model = enrolling()
    #expect(!isEffect(choosePath("/more", &model)) { if case .scan = $0 { true } else { false } })
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("the path is gone")
      return
    }
    #expect(prompt.field.text == "/more")
    #expect(prompt.problem?.contains("Esc") == true)
    #expect(model.work?.total == 2)
  }

  @Test func lookingThroughAFolderIsShownAndCanBeStopped() {
    var model = Fixtures.laboratory()
    #expect(isEffect(choosePath("/lfw", &model)) { if case .scan = $0 { true } else { false } })
    #expect(model.text().contains("Looking at lfw"))
    let effects = model.press(.escape)
    #expect(isEffect(effects) { if case .cancelWork = $0 { true } else { false } })
    #expect(model.update(.enrollmentScanned(Self.plan)).isEmpty)
    #expect(model.work == nil)
    #expect(model.overlay == nil)
  }

  @Test func facesOfAStoppedScanAreNotAskedAbout() {
    var model = Fixtures.laboratory()
    _ = choosePath("/group.jpg", &model)
    model.press(.escape)
    _ = model.update(.facesToName(Fixtures.examined(faces: 2)))
    #expect(model.overlay == nil)
    #expect(model.work == nil)
  }

  @Test func workThatFailsEndsAndShowsWhatItKept() {
    var model = enrolling()
    let effects = model.update(.workFailed("the disk is full"))
    #expect(model.work == nil)
    #expect(model.notice?.text == "the disk is full")
    #expect(isEffect(effects) { if case .loadCollection = $0 { true } else { false } })
  }

  @Test func facesOfOnePhotoAreWorkUntilTheyAreKept() {
    var model = Fixtures.laboratory()
    _ = model.update(.facesToName(Fixtures.examined(faces: 1)))
    model.type("Cleo")
    model.press(.enter)
    #expect(model.work != nil)
    let effects = model.update(.photoEnrolled("Enrolled Cleo from group.jpg"))
    #expect(model.work == nil)
    #expect(isEffect(effects) { if case .loadCollection = $0 { true } else { false } })
  }
}
