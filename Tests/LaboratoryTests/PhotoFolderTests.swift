import Foundation
import Testing

@testable import Laboratory

/// Folders of photos on disk, with names as people give them.
@Suite struct PhotoFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for path in [
      "Ann Veneman/b.JPG", "Ann Veneman/a.png", "Ann Veneman/notes.txt", "王小明/写真 1.jpeg",
      "王小明/older/2.pgm", "Zoë/.hidden.jpg", "Zoë/z.ppm", ".cache/c.jpg", "stray.jpg", "readme",
    ] {
      try folder.write([], to: path)
    }
    try folder.makeFolder("Nobody")
  }

  @Test func foldersAndPhotosComeByName() throws {
    let listing = try PhotoFolder.list(folder.path)
    #expect(listing.folders.map(PathName.last) == ["Ann Veneman", "Nobody", "Zoë", "王小明"])
    #expect(listing.photos.map(PathName.last) == ["stray.jpg"])
  }

  @Test func photosBelowGoDownAllFolders() throws {
    let photos = try PhotoFolder.photos(below: folder.path("王小明"))
    #expect(photos.map(PathName.last) == ["写真 1.jpeg", "2.pgm"])
  }

  @Test func aPlanNamesPeopleAfterTheirFolders() throws {
    let plan = try EnrollmentPlan(directory: folder.path)
    #expect(plan.items.map(\.person) == ["Ann Veneman", "Ann Veneman", "Zoë", "王小明", "王小明"])
    #expect(
      plan.items.map { PathName.last($0.photo) }
        == ["a.png", "b.JPG", "z.ppm", "写真 1.jpeg", "2.pgm"])
    #expect(plan.people == 3)
    #expect(plan.skipped.map { PathName.last($0.photo) } == ["stray.jpg"])
  }

  @Test func anEmptyFolderGivesAnEmptyPlan() throws {
    let plan = try EnrollmentPlan(directory: folder.path("Nobody"))
    #expect(plan.items.isEmpty)
    #expect(plan.skipped.isEmpty)
  }

  @Test func whatIsNotThereIsNamed() {
    let missing = folder.path("nope")
    #expect(throws: EnrollmentError.notFound(path: missing)) {
      try PhotoFolder.list(missing)
    }
    #expect(throws: EnrollmentError.notFound(path: missing)) {
      try EnrollmentPlan(directory: missing)
    }
  }

  /// Skipped for root, who may read everything.
  @Test(.enabled(if: getuid() != 0)) func aFolderThatMayNotBeReadIsNamed() {
    let locked = folder.path("Ann Veneman")
    chmod(locked, 0)
    defer { chmod(locked, 0o700) }
    #expect(throws: EnrollmentError.unreadable(path: locked)) {
      try PhotoFolder.list(locked)
    }
  }

  @Test func aFileIsNoFolder() {
    let file = folder.path("stray.jpg")
    #expect(throws: EnrollmentError.unreadable(path: file)) {
      try PhotoFolder.list(file)
    }
  }

  /// A link to a folder above is a folder of photos without an end.
  @Test func aLinkThatLeadsBackEnds() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("Zoë/back"), withDestinationPath: folder.path)
    let plan = try EnrollmentPlan(directory: folder.path)
    #expect(plan.items.count == 5)
  }

  // MARK: - Completion

  private func completed(_ text: String) -> [String] {
    PathCompletion.candidates(for: text, home: folder.path)
  }

  @Test func pathsAreCompletedAsTheyWereWritten() {
    let base = folder.path
    #expect(completed(base + "/an") == [base + "/Ann Veneman/"])
    #expect(completed("~/ANN V") == ["~/Ann Veneman/"])
    #expect(completed("~") == ["~/"])
    #expect(completed("~/王小明/") == ["~/王小明/older/", "~/王小明/写真 1.jpeg"])
    #expect(completed("~/Ann Veneman/") == ["~/Ann Veneman/a.png", "~/Ann Veneman/b.JPG"])
    #expect(completed("~/nope/") == [])
    #expect(completed("~/stray.jpg/") == [])
    #expect(!completed("~/").contains("~/.cache/"))
  }

  @Test func onlySoManyAreOffered() throws {
    for number in 0..<80 { try folder.makeFolder("many/\(number)") }
    #expect(completed("~/many/").count == PathCompletion.limit)
  }

  // MARK: - Names

  @Test(arguments: [
    ("/a/b.jpg", "/a/b.jpg"), ("/a/./b/../c/", "/a/c"), ("//a///b", "/a/b"), ("/..", "/"),
    ("/", "/"),
  ]) func pathsAreMadeAbsolute(_ path: String, _ absolute: String) {
    #expect(PathName.absolute(path) == absolute)
  }

  @Test func partsOfPaths() {
    #expect(PathName.last("/a/b.jpg/") == "b.jpg")
    #expect(PathName.stem("/a/.hidden") == ".hidden")
    #expect(PathName.stem("/a/b.c.jpg") == "b.c")
    #expect(PathName.parent("/a/b/") == "/a")
    #expect(PathName.parent("/a") == "/")
    #expect(PathName.parent("/") == "/")
    #expect(PathName.parent("a") == ".")
  }
}
