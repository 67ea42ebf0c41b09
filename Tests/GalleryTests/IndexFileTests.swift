import Foundation
import Testing
import Verification

@testable import Gallery

/// The index beside the gallery: used while it is of these embeddings and whole, else made anew.
@Suite struct IndexFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func set(_ count: Int) -> EmbeddingSet {
    var random = SplitMix64(state: 1)
    let values = (0..<(count * 6)).map { _ in Float.random(in: -1...1, using: &random) }
    return EmbeddingSet(people: Array(0..<count), dimension: 6, values: values)
  }

  private func file() -> IndexFile {
    IndexFile(gallery: folder.path("g.sqlite"), model: "f00d", metric: .l2)
  }

  private func origin(_ set: EmbeddingSet) throws -> IndexFile.Origin {
    let found = try #require(file().index(of: set, metric: .l2))
    let probe = Array(set[5])
    #expect(found.index.nearest(1, to: probe).map(\.item) == [5])
    return found.origin
  }

  @Test func itIsMadeKeptAndMadeAnewWhenStale() throws {
    #expect(try origin(set(60)) == .made(because: .missing))
    #expect(try origin(set(60)) == .loaded)
    #expect(try origin(set(61)) == .made(because: .stale))
    #expect(try origin(set(61)) == .loaded)
    let mode = try FileManager.default.attributesOfItem(atPath: file().path)[.posixPermissions]
    #expect((mode as? Int).map { $0 & 0o077 } == 0)
    try FileManager.default.removeItem(atPath: file().path)
    #expect(try origin(set(61)) == .made(because: .damaged))
  }

  /// Any byte that was changed, and any part that is missing, is noticed.
  @Test func aDamagedOneIsMadeAnew() throws {
    _ = try origin(set(60))
    let whole = try Data(contentsOf: URL(filePath: file().path))
    let note = try Data(contentsOf: URL(filePath: file().path + ".note"))
    var random = SplitMix64(state: 3)
    for _ in 0..<40 {
      var damaged = whole
      damaged[Int.random(in: 0..<whole.count, using: &random)] ^=
        1 << UInt8.random(in: 0..<8, using: &random)
      if Bool.random(using: &random) {
        damaged = whole.prefix(Int.random(in: 0..<whole.count, using: &random))
      }
      try damaged.write(to: URL(filePath: file().path))
      try note.write(to: URL(filePath: file().path + ".note"))
      #expect(try origin(set(60)) == .made(because: .damaged))
    }
    try Data("nonsense".utf8).write(to: URL(filePath: file().path + ".note"))
    #expect(try origin(set(60)) == .made(because: .damaged))
  }

  @Test func whereNothingCanBeWrittenTheIndexIsThereAnyhow() throws {
    let file = IndexFile(gallery: folder.path("nowhere/g.sqlite"), model: "f00d", metric: .l2)
    let found = try #require(file.index(of: set(20), metric: .l2))
    #expect(found.origin == .made(because: .missing))
  }
}
