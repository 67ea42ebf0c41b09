import Foundation
import Gallery
import Terminal
import Testing
import Verification

@testable import Laboratory

/// What keys and messages do to the model.
@Suite struct UpdateTests {
  @Test func theThresholdMovesInStepsAndStaysInItsRange() {
    var model = Fixtures.laboratory()
    model.press(.character("+"))
    #expect(abs(model.threshold.value - 0.605) < 1e-9)
    model.press(.shiftLeft)
    #expect(abs(model.threshold.value - 0.555) < 1e-9)
    for _ in 0..<400 { model.press(.character("-")) }
    #expect(model.threshold.value == 0)
    for _ in 0..<400 { model.press(.character("+")) }
    #expect(model.threshold.value == model.threshold.range.upperBound)
    model.press(.character("T"))
    #expect(model.threshold.value == 0.6)
  }

  @Test func aThresholdIsTypedAndKeptWithWhatItWasChosenOn() throws {
    var model = Fixtures.laboratory()
    model.press(.character("t"), .control("u"))
    model.type("0.512")
    let effects = model.press(.enter)
    #expect(model.threshold.value == 0.512)
    #expect(model.threshold.origin == .byHand)
    guard case .keepThreshold(let kept, let data) = try #require(effects.first) else {
      Issue.record("not kept")
      return
    }
    #expect(kept.value == 0.512)
    #expect(data == "5 people, 40 faces")
  }

  @Test(arguments: ["", "x", "-1", "7", "nan", "inf"]) func aBadThresholdIsRefused(_ text: String) {
    var model = Fixtures.laboratory()
    model.press(.character("t"), .control("u"))
    model.type(text)
    model.press(.enter)
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(prompt.problem != nil)
    #expect(model.threshold.value == 0.6)
  }

  /// The threshold for a target FAR accepts at most that share, and the next distance more.
  @Test(arguments: ["0.1", "10 %", "1e-1"]) func aTargetFARSetsTheThreshold(_ text: String) throws {
    var model = Fixtures.laboratory()
    model.press(.character("f"), .control("u"))
    model.type(text)
    model.press(.enter)
    let scores = try #require(model.statistics).scores
    let far = try #require(scores.far(at: model.threshold.value).rate)
    #expect(far <= 0.1)
    let above = scores.far(at: Double(Float(model.threshold.value).nextUp))
    #expect(try #require(above.rate) > 0.1)
    #expect(model.threshold.origin == .chosen(.targetFAR(0.1)))
  }

  @Test func aTargetFARNeedsPairs() {
    var model = Fixtures.empty()
    model.press(.character("f"))
    #expect(model.overlay == nil)
    #expect(model.notice?.kind == .failure)
  }

  /// The verdict is the same on every path to it: strictly below the threshold.
  @Test func theVerdictTurnsWithTheThreshold() throws {
    var model = Fixtures.laboratory()
    model.press(.character("2"))
    let distance = try #require(model.pairDistance)
    model.threshold.set(distance, origin: .byHand)
    #expect(model.text().contains("DIFFERENT PEOPLE"))
    model.threshold.set(distance + 0.001, origin: .byHand)
    #expect(model.text().contains("SAME PERSON"))
  }

  @Test func tabGoesThroughTheNeighboursInTheOrderOfTheirDistance() throws {
    var model = Fixtures.laboratory()
    model.press(.character("2"))
    var last = try #require(model.pairDistance)
    for _ in 1..<39 {
      model.press(.tab)
      let distance = try #require(model.pairDistance)
      #expect(distance >= last)
      last = distance
    }
    model.press(.tab)
    #expect(model.verify.position == 0)
    model.press(.backTab)
    #expect(model.verify.position == 38)
  }

  @Test func hardestImpostorsAreOfTwoPeopleAndWorstGenuineOfOne() throws {
    var model = Fixtures.laboratory()
    model.press(.character("2"), .character("h"))
    #expect(model.verify.reference?.person != model.verify.probe?.person)
    let nearest = try #require(model.statistics).scores.nonMated[0]
    #expect(abs(try #require(model.pairDistance) - Double(nearest)) < 1e-6)
    model.press(.character("g"))
    #expect(model.verify.reference?.person == model.verify.probe?.person)
    let farthest = try #require(model.statistics?.scores.mated.last)
    #expect(abs(try #require(model.pairDistance) - Double(farthest)) < 1e-6)
  }

  @Test func facesThatLeaveTheGalleryLeaveThePair() {
    var model = Fixtures.laboratory()
    model.press(.character("2"))
    #expect(model.verify.reference != nil)
    _ = model.update(.collectionLoaded(Collection()))
    #expect(model.verify.reference == nil)
    #expect(model.verify.neighbours.isEmpty)
  }

  @Test func theFilterLeavesWhoMatchesAndEscapeBringsAllBack() {
    var model = Fixtures.laboratory()
    model.press(.character("/"))
    model.type("ANN")
    #expect(model.gallery.visiblePeople(in: model.collection).map(\.name) == ["Ann_Veneman"])
    model.press(.enter, .escape)
    #expect(model.gallery.visiblePeople(in: model.collection).count == Fixtures.names.count)
  }

  @Test func escapeLeavesAnEarlierFilterAsItWas() {
    var model = Fixtures.laboratory()
    model.press(.character("/"))
    model.type("ann")
    model.press(.enter, .character("/"), .control("u"))
    model.type("bob")
    #expect(model.gallery.filter == "bob")
    model.press(.escape)
    #expect(model.gallery.filter == "ann")
  }

  @Test func facesSelectedOfOnePersonAreNotKeptForTheNext() {
    var model = Fixtures.laboratory()
    model.press(.tab, .character(" "), .character("/"))
    model.type("bob")
    #expect(model.gallery.person == Fixtures.personID(1))
    #expect(model.gallery.selected.isEmpty)
  }

  @Test func aPhotoWithoutAFaceIsNamedAndAskedForAgain() {
    var model = Fixtures.laboratory()
    _ = model.update(.facesToName(Fixtures.examined(faces: 0)))
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect(prompt.problem == "/photos/group.jpg: no face found")
  }

  @Test func renamingToSomebodyElsesNameIsRefusedWithTheWayOut() {
    var model = Fixtures.laboratory()
    model.press(.character("r"), .control("u"))
    model.type("Bob")
    #expect(model.press(.enter).isEmpty)
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(prompt.problem?.contains("merge") == true)
  }

  @Test func forgettingAsksFirst() throws {
    var model = Fixtures.laboratory()
    #expect(model.press(.character("d")).isEmpty)
    let effects = model.press(.character("y"))
    guard case .forgetPerson(let person) = try #require(effects.first) else {
      Issue.record("nobody was forgotten")
      return
    }
    #expect(person == Fixtures.personID(0))
  }

  /// One key must not drop thousands of photos; other edits are quick to do again.
  @Test func undoingAnEnrollmentAsksFirst() throws {
    var model = Fixtures.laboratory()
    #expect(model.press(.character("u")).contains { if case .undo = $0 { true } else { false } })
    let edit = Edit(
      id: Edit.ID(rawValue: 1), action: .enroll(photos: 2741, source: "lfw"),
      time: Date(timeIntervalSince1970: 0))
    _ = model.update(.collectionLoaded(Fixtures.collection(lastEdit: edit)))
    #expect(model.press(.character("u")).isEmpty)
    #expect(model.text().contains("2,741 photos from lfw"))
    #expect(model.press(.enter).contains { if case .undo = $0 { true } else { false } })
  }

  @Test func mergingOffersEverybodyElse() {
    var model = Fixtures.laboratory()
    model.press(.character("w"))
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect(prompt.completions == Array(Fixtures.names.dropFirst()))
  }

  @Test func selectedFacesAreSplitOff() throws {
    var model = Fixtures.laboratory()
    model.press(.tab, .character(" "), .character(" "), .character("s"))
    model.type("Cleo")
    let effects = model.press(.enter)
    guard case .splitOff(let faces, let name) = try #require(effects.first) else {
      Issue.record("nothing was split off")
      return
    }
    #expect(faces == [0, 1].map { Fixtures.faceID(person: 0, number: $0) })
    #expect(name == "Cleo")
  }

  /// Faces that went to another person are no longer chosen.
  @Test func facesThatLeftThePersonAreNotChosen() {
    var model = Fixtures.laboratory()
    model.press(.tab, .character(" "))
    model.gallery.selected.insert(Fixtures.faceID(person: 1, number: 0))
    _ = model.update(.collectionLoaded(Fixtures.collection()))
    #expect(model.gallery.selected == [Fixtures.faceID(person: 0, number: 0)])
  }

  @Test func namingRefusesOnePersonTwice() {
    var model = Fixtures.laboratory()
    _ = model.update(.facesToName(Fixtures.examined(faces: 2)))
    model.type("Bob")
    model.press(.enter)
    model.type("Bob")
    #expect(model.press(.enter).isEmpty)
    model.type("by")
    let effects = model.press(.enter)
    guard case .enrollNamed(_, let names)? = effects.first else {
      Issue.record("nobody was enrolled")
      return
    }
    #expect(names == [0: "Bob", 1: "Bobby"])
  }

  @Test func escapeStopsTheWork() {
    var model = Fixtures.laboratory()
    _ = model.update(.enrollmentScanned(EnrollmentPlan(photos: ["/a.jpg"], of: "A")))
    let effects = model.press(.escape)
    #expect(effects.contains { if case .cancelWork = $0 { true } else { false } })
    #expect(model.work?.isCancelling == true)
  }

  @Test func quittingDuringWorkAsks() {
    var model = Fixtures.laboratory()
    _ = model.update(.enrollmentScanned(EnrollmentPlan(photos: ["/a.jpg"], of: "A")))
    #expect(model.press(.character("q")).isEmpty)
    let effects = model.press(.character("y"))
    #expect(effects.contains { if case .quit = $0 { true } else { false } })
  }

  @Test func lateAnswersToOlderQuestionsAreIgnored() {
    var model = Fixtures.laboratory()
    model.press(.character("e"))
    model.type("/ph")
    _ = model.update(.completions(for: "/p", ["/pictures/"]))
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(prompt.completions.isEmpty)
  }

  @Test func aPathThatCannotBeEnrolledStaysInItsPrompt() {
    var model = Fixtures.laboratory()
    _ = model.update(.scanFailed(path: "/nope", "/nope: no such file or folder"))
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect(prompt.field.text == "/nope")
    #expect(prompt.problem != nil)
  }
}
