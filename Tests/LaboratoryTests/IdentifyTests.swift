import Faces
import Gallery
import Terminal
import Testing
import Verification

@testable import Laboratory

/// The identify screen: who somebody is, among whom, and how it is decided.
@Suite struct IdentifyTests {
  private func laboratory(_ columns: Int = 120, _ rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    Fixtures.showIdentify(&model)
    return model
  }

  /// Faces of a photo that is not enrolled, where rows of the gallery lie.
  private func subjects(_ rows: [Int]) -> [Subject] {
    rows.enumerated().map { number, row in
      Subject(
        source: .photo(path: "/photos/party.jpg", face: number), name: "party.jpg", person: nil,
        photoPath: "/photos/party.jpg", photoSize: PixelSize(width: 640, height: 480),
        quality: Fixtures.quality(isPoor: false), model: Model.dlibResNet.fingerprint,
        embedding: Fixtures.embedding(row: row),
        crop: Fixtures.crop(shade: 20), otherFaces: rows.count - 1)
    }
  }

  @Test(arguments: ViewTests.sizes) func views(_ size: (Int, Int)) {
    var model = laboratory(size.0, size.1)
    let name = "\(size.0)x\(size.1)"
    expectSnapshot(model.text(), named: "identify-\(name)")
    model.press(.character("v"))
    expectSnapshot(model.text(), named: "identify-match-\(name)")
    model.press(.character("v"))
    expectSnapshot(model.text(), named: "identify-open-\(name)")
    model.press(.character("v"))
    _ = model.update(.probesReady(subjects([0, 9, 1])))
    model.notice = nil
    model.press(.tab)
    expectSnapshot(model.text(), named: "identify-photo-\(name)")
    var empty = Fixtures.empty(columns: size.0, rows: size.1)
    empty.press(.character("5"))
    expectSnapshot(empty.text(), named: "identify-empty-\(name)")
  }

  @Test func aFaceIsFoundInTheOthersNearestFirst() throws {
    let model = laboratory()
    let probe = try #require(model.identify.probe)
    #expect(probe.subject.source == .enrolled(Fixtures.faceID(person: 0, number: 0)))
    #expect(probe.ranked.count == 5)
    #expect(probe.ranked.first?.person == 1)
    #expect(probe.suggestions.first?.face == Fixtures.faceID(person: 0, number: 1))
    for (one, next) in zip(probe.ranked, probe.ranked.dropFirst()) {
      #expect(one.distance <= next.distance)
    }
  }

  @Test func theThresholdDecidesWhoIsUnknown() {
    var model = laboratory()
    #expect(model.text().contains("= Ann Veneman"))
    model.press(.home)
    for _ in 0..<3 { model.press(.character("{")) }
    _ = model.setThreshold(0, .byHand)
    #expect(model.text().contains("UNKNOWN"))
    #expect(model.text().contains("false negative"))
  }

  /// Two faces of a photo that are both most like one person: the nearer one is that person.
  @Test func everyoneIsInAPhotoOnce() {
    var model = laboratory()
    _ = model.setThreshold(0.3, .byHand)
    _ = model.update(.probesReady(subjects([0, 9, 1])))
    let found = model.identify.found(at: model.threshold.value)
    #expect(found[1]?.person == 2)
    #expect([found[0]?.person, found[2]?.person].compactMap(\.self) == [1])
    #expect(model.text().contains("face 1 of 3"))
    model.press(.backTab)
    #expect(model.identify.place == 2)
  }

  @Test func marksAreAskedForAndAskBeforeTheyReplace() {
    var model = laboratory()
    let effects = model.press(.character("d"))
    let own = Fixtures.faceID(person: 0, number: 0)
    guard case .mark(let pairs, .different?, false)? = effects.first,
      let other = model.identify.suggestion?.face
    else {
      Issue.record("no mark")
      return
    }
    #expect(pairs == [FacePair(own, other)])
    _ = model.update(.marksContradict("a and b", .mark(pairs, .different, replacing: true)))
    #expect(model.text().contains("Replace the marks"))
    let answer = model.press(.character("y"))
    guard case .mark(_, .different?, true)? = answer.first else {
      Issue.record("no replacing mark")
      return
    }
  }

  @Test func marksAreKeptTo() {
    var model = laboratory()
    let own = Fixtures.faceID(person: 0, number: 0)
    let mark = FaceMark(
      id: FaceMark.ID(rawValue: 1), pair: FacePair(own, Fixtures.faceID(person: 1, number: 0)),
      kind: .same)
    _ = model.update(.collectionLoaded(Fixtures.collection(marks: [mark])))
    #expect(model.identify.probe?.ranked.first?.isMarked == true)
    #expect(model.text().contains("as marked"))
  }

  /// A mark moves the candidate up the list; the cursor goes along, and the key takes the mark away.
  @Test func theCursorStaysOnTheCandidate() throws {
    var model = laboratory()
    model.press(.down, .down)
    let person = try #require(model.identify.suggestion?.person)
    guard case .mark(let pairs, .same?, false)? = model.press(.character("s")).first else {
      Issue.record("no mark")
      return
    }
    let mark = FaceMark(id: FaceMark.ID(rawValue: 1), pair: pairs[0], kind: .same)
    _ = model.update(.collectionLoaded(Fixtures.collection(marks: [mark])))
    let suggestion = try #require(model.identify.suggestion)
    #expect(suggestion.person == person && suggestion.candidate.isMarked)
    #expect(model.identify.selected < 2)
    guard case .mark(pairs, nil, false)? = model.press(.character("s")).first else {
      Issue.record("the mark is not taken away")
      return
    }
  }

  @Test func photosThatAreNotEnrolledAreNotMarked() {
    var model = laboratory()
    _ = model.update(.probesReady(subjects([3])))
    #expect(model.press(.character("s")).isEmpty)
    #expect(model.text().contains("enroll the photo first"))
  }

  @Test func aPathIsSearchedFor() {
    var model = laboratory()
    model.press(.character("a"))
    model.type("/photos/party.jpg")
    let effects = model.press(.enter)
    #expect(effects.contains { if case .examineProbes = $0 { true } else { false } })
    model.press(.character("a"))
    model.type("Bob")
    model.press(.enter)
    #expect(model.identify.probe?.subject.person == Fixtures.personID(1))
  }

  @Test func comparingStopsAndGoesOn() {
    var model = Fixtures.laboratory()
    let begun = model.press(.character("5"))
    #expect(begun.contains { if case .compareStrategies = $0 { true } else { false } })
    let stopping = model.press(.escape)
    #expect(stopping.contains { if case .stop(.strategies) = $0 { true } else { false } })
    #expect(model.text().contains("stopped"))
    let again = model.press(.character("5"))
    #expect(again.contains { if case .compareStrategies = $0 { true } else { false } })
  }
}
