import Foundation
import Testing

@testable import Gallery

@Suite struct UndoTests {
  let folder: TemporaryFolder
  let gallery: Gallery

  init() throws {
    folder = try TemporaryFolder()
    gallery = try Gallery(path: folder.path("g.sqlite"))
    try gallery.add(1, "Ann", "Bob")
    try gallery.add(2, "Ann")
    try gallery.add(3, "Ann")
    try gallery.add(4, "Eve")
  }

  func id(_ name: String) throws -> Person.ID { try gallery.person(named: name).id }

  func faces(_ name: String) throws -> [FaceRecord.ID] {
    try gallery.faces(of: try id(name)).map(\.id)
  }

  /// Makes one edit, looks at it, and takes it back.
  func check(
    _ expected: [String: [Int64]], _ description: String, edit: () throws -> Void
  ) throws {
    let before = try gallery.dump()
    let history = try gallery.editHistory()
    try edit()
    #expect(try gallery.summary() == expected)
    #expect(try gallery.editHistory().count == history.count + 1)
    let undone = try gallery.undo()
    #expect(undone?.description == description)
    #expect(undone?.time == noon)
    #expect(try gallery.dump() == before)
    #expect(try gallery.editHistory() == history)
  }

  @Test func everyEditCanBeTakenBack() throws {
    #expect(try gallery.summary() == ["Ann": [1, 3, 4], "Bob": [2], "Eve": [5]])
    try check(["Zoe": [1, 3, 4], "Bob": [2], "Eve": [5]], "renamed Ann to Zoe") {
      try gallery.rename(try id("Ann"), to: "Zoe", at: noon)
    }
    try check(["Bob": [1, 2, 3, 4], "Eve": [5]], "merged Ann (3 faces) into Bob") {
      try gallery.merge(try id("Ann"), into: try id("Bob"), at: noon)
    }
    try check(["Ann": [1], "Zoe": [3, 4], "Bob": [2], "Eve": [5]], "split 2 faces off as Zoe") {
      try gallery.split(Array(try faces("Ann").suffix(2)), to: "Zoe", at: noon)
    }
    try check(["Ann": [1, 2, 3, 4], "Eve": [5]], "gave 1 face to Ann") {
      try gallery.assign(try faces("Bob") + faces("Ann"), to: try id("Ann"), at: noon)
    }
    try check(["Bob": [2], "Eve": [5]], "forgot Ann (3 faces)") {
      try gallery.forget(try id("Ann"), at: noon)
    }
    try check(["Ann": [1, 4], "Eve": [5]], "forgot 2 faces") {
      let chosen = [FaceRecord.ID(rawValue: 3), FaceRecord.ID(rawValue: 2)]
      try gallery.forget(chosen, at: noon)
    }
    try check(
      ["Ann": [1, 3, 4, 6], "Bob": [2], "Eve": [5], "New": [7]], "enrolled 2 photos from test"
    ) {
      var batch = EnrollmentBatch(source: "test", at: noon)
      try gallery.add(8, ["Ann"], in: &batch)
      try gallery.add(9, ["New"], in: &batch)
    }
  }

  @Test func editsThatChangeNothingLeaveNoTrace() throws {
    let history = try gallery.editHistory()
    try gallery.rename(try id("Ann"), to: " Ann ", at: noon)
    try gallery.merge(try id("Ann"), into: try id("Ann"), at: noon)
    try gallery.split([], to: "Zoe", at: noon)
    try gallery.assign([], to: try id("Bob"), at: noon)
    try gallery.assign(try faces("Bob"), to: try id("Bob"), at: noon)
    try gallery.forget([FaceRecord.ID](), at: noon)
    #expect(try gallery.editHistory() == history)
  }

  @Test func collidingNames() throws {
    let before = try gallery.dump()
    #expect(throws: GalleryError.nameTaken("Bob")) {
      try gallery.rename(try id("Ann"), to: "Bob", at: noon)
    }
    #expect(throws: GalleryError.nameTaken("Bob")) {
      try gallery.split(try faces("Ann"), to: "Bob", at: noon)
    }
    #expect(try gallery.dump() == before)
    try gallery.rename(try id("Ann"), to: "ann", at: noon)
    #expect(try gallery.person(named: "ann").faces == 3)
  }

  @Test func aBatchIsSplitByAnEditInBetween() throws {
    var batch = EnrollmentBatch(source: "camera", at: noon)
    try gallery.add(10, ["Zoe"], in: &batch)
    let before = try gallery.dump()
    try gallery.rename(try id("Zoe"), to: "Zoë", at: noon)
    try gallery.add(11, ["Zoe"], in: &batch)
    try gallery.add(12, ["Zoe"], in: &batch)
    #expect(try gallery.undo()?.description == "enrolled 2 photos from camera")
    #expect(try gallery.undo()?.description == "renamed Zoe to Zoë")
    #expect(try gallery.dump() == before)
    #expect(try gallery.undo()?.description == "enrolled 1 photo from camera")
  }

  @Test func aFailedPhotoLeavesTheBatchWhole() throws {
    var batch = EnrollmentBatch(source: "camera", at: noon)
    #expect(throws: GalleryError.self) { try gallery.add(10, ["Zoe", "\n"], in: &batch) }
    try gallery.add(11, ["Zoe"], in: &batch)
    let before = try gallery.dump()
    var bad = newFace("Zoe", seed: 4)
    bad.embedding = [.nan, 0, 0, 0]
    #expect(throws: GalleryError.self) {
      try gallery.enroll(
        photo(12), faces: [newFace("Zoe", seed: 3), bad], model: model, in: &batch)
    }
    #expect(try gallery.dump() == before)
    try gallery.add(12, ["Zoe"], in: &batch)
    #expect(try gallery.undo()?.action == .enroll(photos: 2, source: "camera"))
  }

  @Test func whatLeavesTheJournalIsDeleted() throws {
    try gallery.forget(try id("Ann"), at: noon)
    #expect(try gallery.dump().count { $0.hasPrefix("crop") } == 5)
    for round in 0..<Gallery.keptEdits {
      try gallery.rename(
        try id(round % 2 == 0 ? "Eve" : "Eva"), to: round % 2 == 0 ? "Eva" : "Eve", at: noon)
    }
    #expect(try gallery.editHistory().count == Gallery.keptEdits)
    #expect(try gallery.dump().count { $0.hasPrefix("crop") } == 2)
    #expect(try gallery.dump().count { $0.hasPrefix("embedding") } == 2)
    #expect(try gallery.dump().count { $0.hasPrefix("photo") } == 2)
    while try gallery.undo() != nil {}
    #expect(try gallery.summary() == ["Bob": [2], "Eve": [5]])
  }

  @Test func purgingLeavesNoByteBehind() throws {
    let marker = Array("a marker long enough to be found".utf8)
    let ids = try gallery.add(20, "Gone")
    try gallery.database.run(
      "UPDATE crop SET png = ?1 WHERE face = ?2", .blob(marker), .integer(ids[0].rawValue))
    try gallery.forget(ids, at: noon)
    #expect(try bytes().contains(marker))
    try gallery.purgeForgotten()
    #expect(try !bytes().contains(marker))
    #expect(try gallery.editHistory().isEmpty)
    #expect(try gallery.summary() == ["Ann": [1, 3, 4], "Bob": [2], "Eve": [5]])
  }

  private func bytes() throws -> [UInt8] {
    let log = try? Data(contentsOf: URL(filePath: gallery.path + "-wal"))
    return Array(try Data(contentsOf: URL(filePath: gallery.path)) + (log ?? Data()))
  }
}

/// A thousand random edits and undos beside a model of plain dictionaries.
@Suite struct RandomEditTests {
  @Test(arguments: UInt64(0)..<8)
  func agreeWithTheOracle(seed: UInt64) throws {
    var run = try RandomRun(seed: seed)
    for _ in 0..<120 {
      try run.step()
      #expect(try run.gallery.summary() == run.oracle)
    }
    var levels = 0
    while let state = run.past.popLast() {
      #expect(try run.gallery.undo() != nil)
      #expect(try run.gallery.summary() == state)
      levels += 1
    }
    #expect(levels >= 20)
  }
}

/// The gallery, what it should hold, and what it held before each edit.
private struct RandomRun {
  let folder: TemporaryFolder
  let gallery: Gallery
  var random: SplitMix64
  var oracle: [String: [Int64]] = [:]
  var past: [[String: [Int64]]] = []
  var photos = 0

  init(seed: UInt64) throws {
    folder = try TemporaryFolder()
    gallery = try Gallery(path: folder.path("g.sqlite"))
    random = SplitMix64(state: seed)
  }

  mutating func step() throws {
    defer { past = Array(past.suffix(Gallery.keptEdits)) }
    let names = oracle.keys.sorted()
    let choice = Int.random(in: 0..<10, using: &random)
    guard let name = names.randomElement(using: &random), choice > 2 else { return try enroll() }
    let other = ["a", "b", "c", "d", "e"].randomElement(using: &random) ?? "a"
    switch choice {
    case 3: try rename(name, to: other)
    case 4: try merge(name, into: names.randomElement(using: &random) ?? name)
    case 5: try split(some(of: name), to: other)
    case 6: try assign(some(of: name), to: names.randomElement(using: &random) ?? name)
    case 7: try forget(name)
    case 8: try forget(faces: some(of: name))
    default: try undo()
    }
  }

  mutating func some(of name: String) -> [Int64] {
    (oracle[name] ?? []).filter { _ in Bool.random(using: &random) }
  }

  func person(_ name: String) throws -> Person.ID { try gallery.person(named: name).id }
  func ids(_ faces: [Int64]) -> [FaceRecord.ID] { faces.map(FaceRecord.ID.init) }

  mutating func enroll() throws {
    past.append(oracle)
    var batch = EnrollmentBatch(source: "", at: noon)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      photos += 1
      let name = ["a", "b", "c", "d", "e"].randomElement(using: &random) ?? "a"
      for id in try gallery.add(photos, [name, name], in: &batch) {
        oracle[name, default: []].append(id.rawValue)
      }
    }
  }

  mutating func rename(_ name: String, to new: String) throws {
    if name == new { return }
    guard oracle[new] == nil else {
      #expect(throws: GalleryError.nameTaken(new)) {
        try gallery.rename(try person(name), to: new, at: noon)
      }
      return
    }
    try gallery.rename(try person(name), to: new, at: noon)
    past.append(oracle)
    oracle[new] = oracle.removeValue(forKey: name)
  }

  mutating func merge(_ name: String, into other: String) throws {
    try gallery.merge(try person(name), into: try person(other), at: noon)
    if name == other { return }
    move(oracle[name] ?? [], to: other)
  }

  mutating func split(_ faces: [Int64], to new: String) throws {
    if faces.isEmpty || oracle[new] != nil { return }
    try gallery.split(ids(faces), to: new, at: noon)
    move(faces, to: new)
  }

  mutating func assign(_ faces: [Int64], to name: String) throws {
    try gallery.assign(ids(faces), to: try person(name), at: noon)
    if Set(oracle[name] ?? []).isSuperset(of: faces) { return }
    move(faces, to: name)
  }

  mutating func forget(_ name: String) throws {
    try gallery.forget(try person(name), at: noon)
    past.append(oracle)
    oracle[name] = nil
  }

  mutating func forget(faces: [Int64]) throws {
    try gallery.forget(ids(faces), at: noon)
    if faces.isEmpty { return }
    past.append(oracle)
    remove(faces)
  }

  mutating func undo() throws {
    let undone = try gallery.undo()
    #expect((undone == nil) == past.isEmpty)
    if let state = past.popLast() { oracle = state }
  }

  private mutating func move(_ faces: [Int64], to name: String) {
    past.append(oracle)
    remove(faces)
    oracle[name] = ((oracle[name] ?? []) + faces).sorted()
  }

  private mutating func remove(_ faces: [Int64]) {
    for key in oracle.keys.sorted() {
      oracle[key]?.removeAll { faces.contains($0) }
      if oracle[key]?.isEmpty == true { oracle[key] = nil }
    }
  }
}
