import Faces
import Foundation
import Testing
import Verification

@testable import Gallery

@Suite struct GalleryTests {
  let folder: TemporaryFolder
  let gallery: Gallery

  init() throws {
    folder = try TemporaryFolder()
    gallery = try Gallery(path: folder.path("g.sqlite"))
  }

  @Test func aNewGalleryIsEmpty() throws {
    #expect(try gallery.people().isEmpty)
    #expect(try gallery.faces().isEmpty)
    #expect(try gallery.counts() == (0, 0))
    #expect(try gallery.undo() == nil)
    #expect(try gallery.embeddings(model: "none").count == 0)
  }

  @Test func keepsAllOfAFace() throws {
    let given = newFace("Ann", seed: 1, side: 90)
    var batch = EnrollmentBatch(source: "here", at: noon)
    guard
      case .enrolled(let ids) = try gallery.enroll(
        photo(1), faces: [given], model: model, in: &batch)
    else { throw GalleryError.unknownPerson("Ann") }
    let again = try Gallery(path: gallery.path, mode: .read)
    let record = try again.face(try #require(ids.first))
    #expect(record.detection == given.detection)
    #expect(record.quality == given.quality)
    #expect(record.photo == photo(1))
    #expect(record.added == noon)
    #expect(try again.crop(of: record.id) == cropWithScore(given))
    let embeddings = try again.embeddings(model: model.fingerprint)
    #expect(embeddings.values == given.embedding)
    #expect(embeddings.faces == ids && embeddings.people == [record.person])
    #expect(try again.person(named: "Ann").cover == record.id)
  }

  /// A crop's detection has the score of the face.
  private func cropWithScore(_ face: NewFace) -> FaceCrop {
    var crop = face.crop
    crop.detection.score = face.detection.score
    return crop
  }

  @Test func theSamePhotoIsRecognised() throws {
    try gallery.add(1, "Bob", "Ann")
    let before = try gallery.dump()
    var batch = EnrollmentBatch(source: "again", at: noon)
    let outcome = try gallery.enroll(
      photo(1), faces: [newFace("Eve", seed: 9)], model: model, in: &batch)
    #expect(outcome == .alreadyEnrolled(as: ["Ann", "Bob"]))
    #expect(try gallery.dump() == before)
    #expect(try gallery.editHistory().count == 1)
    #expect(try gallery.enrolledPeople(photo: "hash2") == nil)
  }

  @Test func aForgottenPhotoCanBeEnrolledAgain() throws {
    let faces = try gallery.add(1, "Ann")
    try gallery.forget(faces, at: noon)
    #expect(try gallery.enrolledPeople(photo: "hash1") == nil)
    try gallery.add(1, "Ann")
    #expect(try gallery.people().map(\.faces) == [1])
    _ = try gallery.undo()
    _ = try gallery.undo()
    #expect(try gallery.summary() == ["Ann": faces.map(\.rawValue)])
  }

  @Test func peopleAreInTheOrderAPersonExpects() throws {
    for (number, name) in ["s10", "bob", "s2", "Ann", "Éva", "s02"].enumerated() {
      try gallery.add(number, name)
    }
    #expect(try gallery.people().map(\.name) == ["Ann", "bob", "s02", "s2", "s10", "Éva"])
  }

  @Test(arguments: ["", "  \t", "a\nb", "a\u{0}b", "\u{1B}[31m", "x\u{202E}y", "\u{200B}"])
  func namesThatAreNone(name: String) throws {
    let before = try gallery.dump()
    #expect(throws: GalleryError.self) { try gallery.add(1, name) }
    #expect(try gallery.dump() == before)
    let id = try #require(try gallery.add(2, "Ann").first)
    let person = try gallery.face(id).person
    #expect(throws: GalleryError.self) { try gallery.rename(person, to: name, at: noon) }
    #expect(throws: GalleryError.self) { try gallery.split([id], to: name, at: noon) }
  }

  @Test func namesAreTrimmedAndLimited() throws {
    try gallery.add(1, " Ann Lee\n")
    #expect(try gallery.people().map(\.name) == ["Ann Lee"])
    let long = String(repeating: "x", count: 201)
    #expect(throws: GalleryError.invalidName(long, .tooLong(limit: 200))) {
      try gallery.add(2, long)
    }
  }

  @Test func twoSpellingsOfTheSameLettersAreOnePerson() throws {
    try gallery.add(1, "Rene\u{301}")
    try gallery.add(2, "Ren\u{E9}")
    #expect(try gallery.people().map(\.faces) == [2])
    #expect(try gallery.person(named: "Ren\u{E9}").faces == 2)
  }

  @Test func unknownPeopleAndFaces() throws {
    #expect(throws: GalleryError.unknownPerson("Ann")) { try gallery.person(named: "Ann") }
    let nobody = FaceRecord.ID(rawValue: 7)
    #expect(throws: GalleryError.unknownFace(nobody)) { try gallery.face(nobody) }
    #expect(throws: GalleryError.unknownFace(nobody)) { try gallery.crop(of: nobody) }
    #expect(throws: GalleryError.unknownFace(nobody)) { try gallery.forget([nobody], at: noon) }
    #expect(try gallery.editHistory().isEmpty)
  }

  @Test func embeddingsByModel() throws {
    try gallery.add(1, "Ann")
    let id = try #require(try gallery.add(2, "Bob").first)
    let other = ModelRecord(fingerprint: "beef", name: "other", dimension: 2)
    #expect(try gallery.missingEmbeddings(model: "beef").count == 2)
    try gallery.storeEmbeddings([(id, [1, 2])], model: other)
    #expect(try gallery.missingEmbeddings(model: "beef").map(\.rawValue) == [1])
    #expect(try gallery.embeddings(model: "beef").values == [1, 2])
    try gallery.storeEmbeddings([(id, [3, 4])], model: other)
    #expect(try gallery.embeddings(model: "beef").values == [3, 4])
    #expect(try gallery.embeddings(model: model.fingerprint).values.count == 8)
    #expect(try gallery.models().map(\.model) == [other, model])
    #expect(try gallery.models().map(\.faces) == [1, 2])
    try gallery.forget([id], at: noon)
    try gallery.storeEmbeddings([(id, [5, 6])], model: other)
    #expect(try gallery.embeddings(model: "beef").count == 0)
    #expect(try gallery.missingEmbeddings(model: "beef").map(\.rawValue) == [1])
  }

  @Test func embeddingsThatAreNone() throws {
    let id = try #require(try gallery.add(1, "Ann").first)
    let before = try gallery.dump()
    #expect(throws: GalleryError.invalidEmbedding(.wrongDimension(found: 3, expected: 4))) {
      try gallery.storeEmbeddings([(id, [1, 2, 3])], model: model)
    }
    #expect(throws: GalleryError.invalidEmbedding(.notFinite)) {
      try gallery.storeEmbeddings([(id, [1, 2, 3, .nan])], model: model)
    }
    let liar = ModelRecord(fingerprint: model.fingerprint, name: "liar", dimension: 3)
    #expect(throws: GalleryError.invalidEmbedding(.wrongDimension(found: 3, expected: 4))) {
      try gallery.storeEmbeddings([(id, [1, 2, 3])], model: liar)
    }
    #expect(try gallery.dump() == before)
  }

  @Test func thresholdsAndSettings() throws {
    let chosen = StoredThreshold(value: 0.6, how: "by hand", data: "40 people", chosen: noon)
    #expect(try gallery.threshold(model: "a", metric: .l2) == nil)
    try gallery.setThreshold(chosen, model: "a", metric: .l2)
    #expect(try gallery.threshold(model: "a", metric: .l2) == chosen)
    let choice = ChosenThreshold(
      value: 0.55, rule: .targetFAR(0.001), metric: .cosine, model: "a",
      data: ThresholdData(people: 40, faces: 400, matedPairs: 1800, nonMatedPairs: 78000),
      time: noon.timeIntervalSince1970)
    try gallery.setThreshold(StoredThreshold(choice), model: "a", metric: .angle)
    let kept = try #require(try gallery.threshold(model: "a", metric: .angle))
    #expect(kept.choice == choice)
    #expect(kept.how == "at FAR 0.001")
    #expect(kept.data == "40 people, 400 faces")
    #expect(try gallery.threshold(model: "a", metric: .cosine) == nil)
    #expect(try gallery.threshold(model: "b", metric: .l2) == nil)
    try gallery.setThreshold(nil, model: "a", metric: .l2)
    #expect(try gallery.threshold(model: "a", metric: .l2) == nil)
    try gallery.setSetting("x", for: "k")
    try gallery.setSetting("y", for: "k")
    #expect(try gallery.setting("k") == "y")
    try gallery.setSetting(nil, for: "k")
    #expect(try gallery.setting("k") == nil)
    #expect(try gallery.chosenModel() == nil)
    try gallery.setChosenModel("mobilefacenet")
    #expect(try gallery.chosenModel() == "mobilefacenet")
  }
}
