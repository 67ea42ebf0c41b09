import Foundation
import Testing
import Verification

@testable import Gallery

/// Marks on pairs of faces: kept, taken back, and never contradictory.
@Suite struct MarkTests {
  let folder: TemporaryFolder
  let gallery: Gallery
  let faces: [FaceRecord.ID]

  init() throws {
    folder = try TemporaryFolder()
    gallery = try Gallery(path: folder.path("g.sqlite"))
    var faces: [FaceRecord.ID] = []
    for number in 0..<6 { faces += try gallery.add(number, number < 3 ? "Ann" : "Bob") }
    self.faces = faces
  }

  func pair(_ a: Int, _ b: Int) -> FacePair { FacePair(faces[a], faces[b]) }

  func mark(_ a: Int, _ b: Int, _ kind: FaceMark.Kind?, replacing: Bool = false) throws {
    try gallery.mark([pair(a, b)], as: kind, replacing: replacing, at: noon)
  }

  func shown() throws -> [String] {
    try gallery.marks().map { mark in
      let places = [mark.pair.first, mark.pair.second].map { faces.firstIndex(of: $0) ?? -1 }
      return "\(places[0])\(mark.kind == .same ? "=" : "≠")\(places[1])"
    }
  }

  @Test func marksAreKeptAndTakenBack() throws {
    try mark(4, 1, .same)
    try gallery.mark([pair(0, 2), pair(3, 0)], as: .different, at: noon)
    #expect(try shown() == ["1=4", "0≠2", "0≠3"])
    let again = try Gallery(path: gallery.path, mode: .read)
    #expect(try again.marks() == gallery.marks())
    #expect(try gallery.editHistory().first?.description == "marked 2 pairs as not the same")
    let history = try gallery.editHistory()
    try mark(2, 0, .different)
    try mark(5, 0, nil)
    #expect(try gallery.editHistory() == history)
    try mark(0, 2, nil)
    #expect(try shown() == ["1=4", "0≠3"])
    for expected in [["1=4", "0≠2", "0≠3"], ["1=4"], []] {
      #expect(try gallery.undo() != nil)
      #expect(try shown() == expected)
    }
  }

  @Test func whatContradictsIsNamedAndReplacedOnlyWhenAsked() throws {
    try mark(0, 1, .same)
    try mark(1, 2, .same)
    try mark(2, 3, .different)
    let before = try gallery.dump()
    let history = try gallery.editHistory()
    // 0 = 1 = 2: not the same against the chain, the same against the mark on the chain's far end.
    #expect(try conflict { try mark(0, 2, .different) } == ["0=1"])
    #expect(try conflict { try mark(0, 3, .same) } == ["2≠3"])
    #expect(try gallery.dump() == before)
    #expect(try gallery.editHistory() == history)
    let error = #expect(throws: GalleryError.self) { try mark(0, 3, .same) }
    #expect(
      error?.description.contains("/photos/0.jpg and /photos/3.jpg cannot be the same") == true)
    #expect(error?.description.contains("/photos/2.jpg and /photos/3.jpg not the same") == true)

    try mark(0, 2, .different, replacing: true)
    #expect(try shown() == ["1=2", "2≠3", "0≠2"])
    try mark(1, 3, .same, replacing: true)
    #expect(try shown() == ["1=2", "0≠2", "1=3"])
    _ = try gallery.undo()
    _ = try gallery.undo()
    #expect(try gallery.dump() == before)
    #expect(try gallery.editHistory() == history)
  }

  private func conflict(_ body: () throws -> Void) throws -> [String] {
    do {
      try body()
      return []
    } catch GalleryError.contradictoryMarks(let conflict) {
      return conflict.contradicted.map { mark in
        let places = [mark.pair.first, mark.pair.second].map { faces.firstIndex(of: $0) ?? -1 }
        return "\(places[0])\(mark.kind == .same ? "=" : "≠")\(places[1])"
      }
    }
  }

  /// Whatever is marked in whatever order, the constraints never contradict each other.
  @Test func replacingLeavesNothingContradictory() throws {
    var random = SplitMix64(state: 5)
    for _ in 0..<200 {
      let (a, b) = (Int.random(in: 0..<6, using: &random), Int.random(in: 0..<6, using: &random))
      if a == b { continue }
      try mark(a, b, Bool.random(using: &random) ? .same : .different, replacing: true)
      let constraints = try gallery.embeddings(model: model.fingerprint)
        .constraints(try gallery.marks())
      #expect(constraints.contradictions().isEmpty)
      #expect(try gallery.marks().contains { $0.pair == pair(a, b) })
    }
  }

  @Test func aForgottenFaceTakesItsMarksAlongAndBringsThemBack() throws {
    try mark(0, 1, .same)
    try mark(1, 2, .different)
    try gallery.forget([faces[1]], at: noon)
    #expect(try shown() == [])
    #expect(throws: GalleryError.unknownFace(faces[1])) { try mark(0, 1, .same) }
    #expect(throws: GalleryError.markOfOneFace(faces[0])) { try mark(0, 0, .same) }
    _ = try gallery.undo()
    #expect(try shown() == ["0=1", "1≠2"])
    try gallery.forget([faces[1]], at: noon)
    try gallery.purgeForgotten()
    #expect(try gallery.database.first("SELECT count(*) FROM mark") { $0.integer(0) } == 0)
  }

  /// Faces that a model has not embedded still join those on both sides of them.
  @Test func constraintsReachOverFacesWithoutEmbedding() throws {
    try mark(0, 1, .same)
    try mark(1, 2, .same)
    try mark(1, 4, .different)
    let all = try gallery.embeddings(model: model.fingerprint)
    let rows = [0, 2, 4]
    let some = GalleryEmbeddings(
      model: model.fingerprint, faces: rows.map { all.faces[$0] },
      people: rows.map { all.people[$0] }, dimension: 4, values: rows.flatMap { all[$0] })
    let constraints = some.constraints(try gallery.marks())
    #expect(constraints.mustLink == [ClusterConstraints.Pair(0, 1)])
    #expect(constraints.cannotLink == [ClusterConstraints.Pair(0, 2)])
  }

  /// A gallery of the version before marks is brought up to date with everything in it.
  @Test func anOlderGalleryGetsTheTable() throws {
    let old = folder.path("old.sqlite")
    try Data(contentsOf: URL(filePath: gallery.path)).write(to: URL(filePath: old))
    let summary = try gallery.summary()
    do {
      try gallery.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
      try Data(contentsOf: URL(filePath: gallery.path)).write(to: URL(filePath: old))
      let opened = try Gallery(path: old)
      try opened.database.script("DROP TABLE mark; PRAGMA user_version = 1")
    }
    let read = try Gallery(path: old, mode: .read)
    #expect(try read.marks().isEmpty)
    #expect(try read.summary() == summary)
    let changed = try Gallery(path: old)
    try changed.mark([pair(0, 5)], as: .different, at: noon)
    #expect(try changed.marks().count == 1)
  }
}
