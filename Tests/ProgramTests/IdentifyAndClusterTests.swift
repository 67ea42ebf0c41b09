import Foundation
import ProgramSupport
import Testing

/// Identifying and clustering as a script meets them. Skipped without the photos and the models.
@Suite(.enabled(if: Material.isThere)) struct IdentifyAndClusterTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func enrollTwo() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 3)
    #expect(try scratch.run("enroll", people).status == 0)
  }

  @Test func identifyNamesWhoIsThere() throws {
    try enrollTwo()
    let found = try scratch.run("identify", Material.annAgain, "--json")
    #expect(found.status == 0)
    let face = try #require((found.object["faces"] as? [[String: Any]])?.first)
    #expect(Set(face.keys) == ["box", "person", "candidates", "margin"])
    #expect(face["person"] as? String == "Ann_Veneman")
    let candidates = face["candidates"] as? [[String: Any]] ?? []
    #expect(candidates.map { $0["person"] as? String } == ["Ann_Veneman", "Abdullah_Gul"])
    #expect((face["margin"] as? Double ?? 0) > 0)
    for strategy in ["mean", "knn", "svm"] {
      let other = try scratch.run("identify", Material.annAgain, "--strategy", strategy)
      #expect(other.status == 0 && other.output.contains("Ann_Veneman\n"))
    }
  }

  /// By an index beside the gallery: the same answer, made once, made anew when it is stale or damaged.
  @Test func anIndexAnswersTheSame() throws {
    try enrollTwo()
    let exact = try scratch.run("identify", Material.annAgain, "--json")
    func indexed() throws -> (notes: [String], people: [String?]) {
      let found = try scratch.run("identify", Material.annAgain, "--search", "index", "--json")
      #expect(found.status == 0)
      let face = (found.object["faces"] as? [[String: Any]])?.first
      let candidates = face?["candidates"] as? [[String: Any]] ?? []
      return (found.notes, candidates.map { $0["person"] as? String })
    }
    let face = (exact.object["faces"] as? [[String: Any]])?.first
    let people = (face?["candidates"] as? [[String: Any]] ?? []).map { $0["person"] as? String }
    let first = try indexed()
    #expect(first.people == people && first.notes.count == 1)
    let second = try indexed()
    #expect(second.people == people && second.notes.isEmpty)
    let folder = URL(filePath: scratch.gallery).deletingLastPathComponent()
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
        $0.hasSuffix(".hnsw")
      })
    try Data("nonsense".utf8).write(to: folder.appending(path: name))
    let third = try indexed()
    #expect(third.people == people && third.notes.first?.contains("damaged") == true)
    #expect(try scratch.run("forget", "Abdullah_Gul").status == 0)
    let stale = try indexed()
    #expect(stale.people == ["Ann_Veneman"] && stale.notes.first?.contains("stale") == true)
    // What is deleted for good is in no index, either.
    #expect(try scratch.run("forget", "Ann_Veneman", "--now").status == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.contains(".hnsw") })
  }

  @Test func manyFacesAreMeasured() throws {
    let file = scratch.path("faces.npy")
    let found = try scratch.run("bench", "--faces", "300", "--json", "--output", file)
    #expect(found.status == 0)
    #expect(found.objects.map { $0["case"] as? String } == ["search", "agglomerate", "t-sne"])
    #expect((found.objects[0]["recall"] as? Double ?? 0) > 0.9)
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
    #expect(size == 128 + 400 * 128 * 4)
  }

  @Test func whoIsNotThereIsUnknown() throws {
    try enrollTwo()
    let found = try scratch.run("identify", Material.other, "--json", "--threshold", "0.3")
    #expect(found.status == 1)
    let face = try #require((found.object["faces"] as? [[String: Any]])?.first)
    #expect(face["person"] is NSNull)
  }

  @Test func evaluationsPrintATable() throws {
    try enrollTwo()
    let table = try scratch.run("identify", "--evaluate", "--json")
    #expect(table.status == 0)
    let rows = table.object["strategies"] as? [[String: Any]] ?? []
    #expect(rows.map { $0["strategy"] as? String } == ["nearest", "mean", "5-nn", "svm"])
    #expect(rows.allSatisfy { $0["probes"] as? Int == 6 })
    #expect(rows[0]["rank_1"] as? Double == 1)
    let clusters = try scratch.run("cluster", "--evaluate", "--json")
    #expect(clusters.status == 0 && clusters.objects.count == 4)
    #expect(clusters.objects[0]["bcubed_f1"] as? Double == 1)
  }

  @Test func clusterAgreesWithNames() throws {
    try enrollTwo()
    for method in ["average", "complete", "dbscan", "whispers"] {
      let found = try scratch.run("cluster", "--method", method, "--json")
      #expect(found.status == 0 && found.object["method"] as? String == method)
      #expect((found.object["clusters"] as? [[String]])?.map(\.count) == [3, 3])
      #expect(found.object["pairwise_f1"] as? Double == 1)
    }
    let means = try scratch.run("cluster", "--method", "k-means", "--clusters", "7")
    #expect(means.status == 2 && means.notes.count == 1)
  }

  /// Marks part what the distance joins, are refused where they contradict, and can be taken back.
  @Test func marksAreKeptTo() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 3)
    #expect(try scratch.run("enroll", people).status == 0)
    #expect(try scratch.run("mark").status == 1)
    let clusters = try scratch.run("cluster", "--json").object["clusters"] as? [[String]] ?? []
    let ann = try #require(clusters.first { $0[0].contains("Ann_Veneman") })
    let gul = try #require(clusters.first { $0[0].contains("Abdullah_Gul") })
    func sizes() throws -> [Int] {
      (try scratch.run("cluster", "--json").object["clusters"] as? [[String]] ?? []).map(\.count)
    }
    #expect(try scratch.run("mark", "different", ann[0], ann[1]).status == 0)
    #expect(try sizes().count == 3)
    let refused = try scratch.run("mark", "same", ann[0], ann[1])
    #expect(refused.status == 2 && refused.notes.count == 1)
    #expect(refused.errors.contains("not the same") && refused.errors.contains("--replace"))
    let replaced = try scratch.run("mark", "same", ann[0], ann[1], "--replace", "--json")
    #expect(replaced.status == 0)
    #expect((replaced.object["replaced"] as? [[String: Any]])?.count == 1)
    #expect(try sizes() == [3, 3])
    #expect(try scratch.run("mark", "same", ann[2], gul[0]).status == 0)
    let joined = try scratch.run("cluster", "--json").object["clusters"] as? [[String]] ?? []
    #expect(joined.contains { $0.contains(ann[2]) && $0.contains(gul[0]) })
    let marks = try scratch.run("mark")
    #expect(marks.status == 0 && marks.output.split(separator: "\n").count == 2)
    #expect(try scratch.run("undo").output.contains("marked 1 pair as the same"))
    #expect(try sizes() == [3, 3])
    #expect(try scratch.run("mark", "same", ann[0], "nowhere.jpg").status == 2)
    #expect(try scratch.run("mark", "alike", ann[0], ann[1]).status == 2)
    #expect(try scratch.run("mark", "same", ann[0]).status == 2)
  }

  @Test func sortingLinksAndNeverWritesOver() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 2)
    let target = scratch.path("sorted")
    #expect(try scratch.run("cluster", people, "--into", target).status == 0)
    let folders = try FileManager.default.contentsOfDirectory(atPath: target).sorted()
    #expect(folders == ["person-0001", "person-0002"])
    let names = try FileManager.default.contentsOfDirectory(atPath: target + "/person-0001")
    #expect(names.count == 2 && Set(names.map { $0.prefix(4) }).count == 1)
    let link = target + "/person-0001/" + names[0]
    let source = try FileManager.default.destinationOfSymbolicLink(atPath: link)
    #expect(FileManager.default.fileExists(atPath: source))

    let again = try scratch.run("cluster", people, "--into", target)
    #expect(again.status == 2 && again.notes.count == 1 && again.errors.contains(target))
    let copied = scratch.path("copied")
    #expect(try scratch.run("cluster", people, "--into", copied, "--copy").status == 0)
    let copy = copied + "/person-0001/" + names[0]
    #expect(
      FileManager.default.contents(atPath: copy) == FileManager.default.contents(atPath: link))
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: copy)) == nil)
  }

  @Test func unusableInput() throws {
    for words in [["identify", Material.ann], ["identify", "--evaluate"], ["cluster"]] {
      let result = try runCommand(
        [BuiltProgram.path] + words + ["--gallery", scratch.gallery],
        environment: Material.environment)
      #expect(result.status == 2 && result.notes.count == 1)
    }
    #expect(try scratch.run("identify").status == 2)
    #expect(try scratch.run("cluster", "--into", scratch.path("x")).status == 2)
    #expect(try scratch.run("cluster", "--method", "k-means").status == 2)
    #expect(try scratch.run("cluster", scratch.path("nowhere")).status == 2)
    let person = try scratch.people(["Ann_Veneman"], photos: 1)
    #expect(try scratch.run("enroll", person).status == 0)
    let one = try scratch.run("identify", "--evaluate")
    #expect(one.status == 1 && one.notes.count == 1)
    #expect(try scratch.run("cluster", "--evaluate").status == 1)
    #expect(try scratch.run("cluster").status == 0)
  }
}
