import CSQLite
import Foundation
import Testing

@testable import Gallery

@Suite struct GalleryFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var path: String { folder.path("g.sqlite") }

  /// The error of opening, and of reading all when it opens.
  func failure(_ path: String, mode: OpenMode = .create) -> GalleryError? {
    do throws(GalleryError) {
      let gallery = try Gallery(path: path, mode: mode)
      _ = try gallery.people()
      return nil
    } catch {
      return error
    }
  }

  func made() throws -> Gallery {
    let gallery = try Gallery(path: path)
    try gallery.add(1, "Ann", "Bob")
    try gallery.add(2, "Ann")
    return gallery
  }

  @Test func onlyTheOwnerMayReadIt() throws {
    let gallery = try made()
    for name in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: gallery.path + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    chmod(path, 0o644)
    _ = try Gallery(path: path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func foldersAreMade() throws {
    let deep = folder.path("a/b/c/g.sqlite")
    _ = try Gallery(path: deep)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("a/b"))
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test func whatIsNotThere() {
    #expect(failure(path, mode: .change) == .missing(path: path))
    #expect(failure(path, mode: .read) == .missing(path: path))
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    #expect(failure(path, mode: .read) == .missing(path: path))
    #expect(failure(path, mode: .create) == nil)
  }

  @Test func whatIsNoGallery() throws {
    #expect(failure(folder.url.path) == .isDirectory(path: folder.url.path))
    #expect(failure("/dev/null") == .notADatabase(path: "/dev/null"))
    var random = SplitMix64(state: 1)
    for count in [1, 99, 100, 5000] {
      let noise = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
      try noise.write(to: URL(filePath: path))
      for mode in [OpenMode.create, .change, .read] {
        #expect(failure(path, mode: mode) == .notADatabase(path: path))
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == noise)
    }
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    let other = try Database(path: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    try other.script("CREATE TABLE bookmark (url TEXT)")
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(failure(path) == .notAGallery(path: path))
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func aLaterVersionIsLeftAlone() throws {
    try made().database.script("PRAGMA user_version = 99")
    let before = try Data(contentsOf: URL(filePath: path))
    for mode in [OpenMode.create, .change, .read] {
      #expect(
        failure(path, mode: mode) == .newerVersion(path: path, found: 99, known: Schema.version))
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  /// Who comes second finds the tables made, or waits for the first.
  @Test(arguments: 0..<5)
  func severalProgramsMakeOneGallery(round: Int) async throws {
    let path = folder.path("together\(round).sqlite")
    let people = try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask { try Gallery(path: path).add(number, "person \(number)") }
      }
      try await group.waitForAll()
      return try Gallery(path: path, mode: .read).people().map(\.name)
    }
    #expect(people == (0..<4).map { "person \($0)" })
  }

  @Test func aReadOnlyGalleryCanBeReadOnly() throws {
    _ = try made()
    #expect(throws: GalleryError.readOnly(path: path)) {
      try Gallery(path: path, mode: .read).add(3, "Eve")
    }
    #expect(throws: GalleryError.readOnly(path: path)) {
      try Gallery(path: path, mode: .read).undo()
    }
  }

  /// The superuser may write anywhere, so that this says nothing then.
  @Test(.enabled(if: geteuid() != 0)) func withoutPermission() throws {
    _ = try made()
    chmod(path, 0o400)
    #expect(failure(path, mode: .change) == .readOnly(path: path))
    chmod(folder.url.path, 0o500)
    #expect(failure(path, mode: .read) == nil)
    chmod(path, 0)
    #expect(failure(path, mode: .read) == .permissionDenied(path: path))
    #expect(
      failure(folder.path("new.sqlite")) == .permissionDenied(path: folder.path("new.sqlite")))
    chmod(folder.url.path, 0o700)
  }

  @Test func anotherProgramWrites() throws {
    let gallery = try made()
    let other = try Database(path: path, flags: SQLITE_OPEN_READWRITE)
    try other.script("BEGIN IMMEDIATE; UPDATE person SET name = 'Zoe' WHERE id = 1")
    #expect(throws: GalleryError.busy(path: path)) { try gallery.add(3, "Eve") }
    #expect(try gallery.people().map(\.name) == ["Ann", "Bob"])
    try other.script("ROLLBACK")
    try gallery.add(3, "Eve")
  }

  @Test func anotherProgramHoldsIt() throws {
    _ = try made()
    let other = try Database(path: path, flags: SQLITE_OPEN_READWRITE)
    try other.script("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT")
    #expect(failure(path) == .busy(path: path))
    #expect(failure(path, mode: .read) == .busy(path: path))
  }

  @Test func aFullDiskLosesNothing() throws {
    let gallery = try made()
    let before = try gallery.dump()
    let pages = try gallery.database.first("PRAGMA page_count") { $0.integer(0) } ?? 0
    try gallery.database.script("PRAGMA max_page_count = \(pages + 3)")
    var batch = EnrollmentBatch(source: "", at: noon)
    #expect(throws: GalleryError.diskFull(path: path)) {
      try gallery.enroll(
        photo(3), faces: [newFace("Eve", seed: 1, side: 200)], model: model, in: &batch)
    }
    #expect(try gallery.dump() == before)
    #expect(try Gallery(path: path, mode: .read).dump() == before)
  }

  /// What lies on disk at any moment is what a program killed then leaves behind.
  @Test func aProgramKilledAtAnyMoment() throws {
    let gallery = try Gallery(path: path)
    for number in 1...12 {
      try gallery.add(number, "Ann")
      // A photo begun but not finished.
      try gallery.database.script("BEGIN IMMEDIATE; INSERT INTO person (name) VALUES ('half')")
      let copy = folder.path("copy\(number).sqlite")
      for name in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: path + name, toPath: copy + name)
      }
      try gallery.database.script("ROLLBACK")
      let left = try Gallery(path: copy)
      #expect(try left.summary() == ["Ann": (1...number).map(Int64.init)])
      #expect(try left.dump() == gallery.dump())
    }
  }

  @Test func truncatedFiles() throws {
    _ = try made()
    let whole = try Data(contentsOf: URL(filePath: path))
    for count in stride(from: 1, to: whole.count, by: 1501) {
      try whole.prefix(count).write(to: URL(filePath: path))
      switch failure(path, mode: .read) {
      case .notADatabase, .damaged: break
      case let other: Issue.record("\(count) of \(whole.count) bytes: \(String(describing: other))")
      }
    }
  }

  /// A damaged gallery opens or is refused; reading and changing it never ends the program.
  @Test(arguments: UInt64(0)..<6)
  func mutatedFiles(seed: UInt64) throws {
    _ = try made()
    let whole = try Data(contentsOf: URL(filePath: path))
    var random = SplitMix64(state: seed)
    var refused = 0
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...300, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      for name in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + name) }
      try bytes.write(to: URL(filePath: path))
      refused += useEverything() == nil ? 0 : 1
    }
    #expect(refused > 0)
  }

  private func useEverything() -> GalleryError? {
    do throws(GalleryError) {
      let gallery = try Gallery(path: path)
      for person in try gallery.people() { _ = try gallery.faces(of: person.id) }
      for face in try gallery.faces() { _ = try gallery.crop(of: face.id) }
      _ = try gallery.embeddings(model: model.fingerprint)
      _ = try gallery.models()
      _ = try gallery.editHistory()
      if let person = try gallery.people().first { try gallery.forget(person.id, at: noon) }
      while try gallery.undo() != nil {}
      return nil
    } catch {
      return error
    }
  }

  @Test func everyErrorIsOneLine() {
    let errors: [GalleryError] = [
      .missing(path: "p"), .isDirectory(path: "p"), .permissionDenied(path: "p"),
      .readOnly(path: "p"), .notADatabase(path: "p"), .notAGallery(path: "p"),
      .newerVersion(path: "p", found: 2, known: 1), .damaged(path: "p", detail: "d"),
      .busy(path: "p"), .diskFull(path: "p"), .failed(path: "p", detail: "d"),
      .invalidName("a\nb\u{1B}", .controlCharacters), .unknownPerson("a\n"), .nameTaken("x"),
      .unknownFace(FaceRecord.ID(rawValue: 1)), .invalidEmbedding(.notFinite),
      .unreadableCrop(face: FaceRecord.ID(rawValue: 1), detail: "d"), .unstorableCrop(detail: "d"),
    ]
    for error in errors {
      #expect(!error.description.isEmpty)
      #expect(!error.description.unicodeScalars.contains { $0.value < 32 })
    }
  }
}
