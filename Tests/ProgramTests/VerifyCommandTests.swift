import Foundation
import Gallery
import ProgramSupport
import Testing

/// `verify`, and `roc` and `lfw` over listed pairs. Skipped without the photos and the model files.
@Suite(.enabled(if: Material.isThere)) struct VerifyCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func verifyTwoPhotos() throws {
    let same = try scratch.run("verify", Material.ann, Material.annAgain, "--json")
    #expect(same.status == 0)
    #expect(
      Set(same.object.keys)
        == ["a", "b", "model", "metric", "distance", "threshold", "same"])
    #expect(same.object["same"] as? Bool == true)
    #expect(same.object["model"] as? String == "dlib-resnet")
    #expect(same.object["metric"] as? String == "l2")
    #expect(same.object["threshold"] as? Double == 0.6)
    let different = try scratch.run("verify", Material.ann, Material.other)
    #expect(different.status == 1)
    #expect(different.output.hasPrefix("DIFFERENT PEOPLE\n"))
  }

  @Test func theThresholdDecides() throws {
    let words = ["verify", Material.ann, Material.annAgain, "--json"]
    let strict = try scratch.run(words[0], words[1], words[2], "--threshold", "0", words[3])
    #expect(strict.status == 1 && strict.object["same"] as? Bool == false)
    let lax = try scratch.run("verify", Material.ann, Material.other, "--threshold", "9")
    #expect(lax.status == 0)
    let squared = try scratch.run(words[0], words[1], words[2], "--metric", "squared-l2", words[3])
    let plain = try scratch.run(words[0], words[1], words[2], words[3])
    let distance = try #require(plain.object["distance"] as? Double)
    let square = try #require(squared.object["distance"] as? Double)
    #expect(abs(distance * distance - square) < 1e-5)
    #expect(squared.object["threshold"] as? Double == 0.36)
    let cosine = try scratch.run(words[0], words[1], words[2], "--metric", "cosine")
    #expect(cosine.status == 2 && cosine.errors.contains("--threshold"))
  }

  @Test func verifyPeople() throws {
    let enrolled = try scratch.run(
      "enroll", "--name", "Ann", Material.ann, Material.annAgain)
    #expect(enrolled.status == 0)
    #expect(try scratch.run("verify", "Ann", Material.photo("Ann_Veneman", 11)).status == 0)
    #expect(try scratch.run("verify", Material.other, "Ann").status == 1)
    let unknown = try scratch.run("verify", "Bob", Material.ann)
    #expect(unknown.status == 2 && unknown.output == "")
    #expect(unknown.notes.count == 1 && unknown.errors.contains("Bob"))
  }

  /// Faces that only another model has embedded are embedded again from the gallery's own pictures,
  /// with the same result as from the photos.
  @Test func anotherModelsGallery() throws {
    for photo in [Material.ann, Material.annAgain] {
      #expect(try scratch.run("enroll", "--name", "Ann", photo).status == 0)
    }
    let words = ["verify", "Ann", Material.photo("Ann_Veneman", 11), "--json"]
    let before = try scratch.run(words[0], words[1], words[2], words[3])
    try Gallery(path: scratch.gallery).renameModels(to: "another")
    let after = try scratch.run(words[0], words[1], words[2], words[3])
    #expect(before.status == 0 && before.object["distance"] != nil)
    #expect(after.output == before.output)
  }

  @Test func pairsOfAList() throws {
    let list = "1\nAnn_Veneman\t3\t5\nAnn_Veneman\t3\tAdam_Kennedy\t1\n"
    let file = try scratch.write(Array(list.utf8), "pairs.txt")
    let result = try scratch.run(
      "roc", "--pairs", file, "--images", Material.people, "--json")
    #expect(result.status == 0)
    #expect(result.object["mated"] as? Int == 1 && result.object["nonmated"] as? Int == 1)
    #expect(result.object["best_accuracy"] as? Double == 1)
    #expect(result.object["auc"] as? Double == 1)
    #expect((result.object["skipped"] as? [Any])?.isEmpty == true)
    let missing = try scratch.run("roc", "--pairs", scratch.path("no"), "--images", ".")
    #expect(missing.status == 2)
  }

  /// The protocol over photos; a pair whose photo is missing is counted and named.
  @Test func protocolOfLFW() throws {
    let same = (1...5).map { "Ann_Veneman\t\($0)\t\($0 + 5)" } + ["Ann_Veneman\t1\t999"]
    let different = (1...6).map { "Ann_Veneman\t\($0)\tAbdullah_Gul\t\($0)" }
    let text = (["6"] + same + different).joined(separator: "\n")
    let file = try scratch.write(Array(text.utf8), "pairs.txt")
    let result = try scratch.run("lfw", "--pairs", file, "--images", Material.people, "--json")
    #expect(result.status == 0)
    #expect(result.object["pairs"] as? Int == 11 && result.object["skipped"] as? Int == 1)
    #expect((result.object["folds"] as? [Double])?.count == 10)
    #expect(result.errors.contains("Ann_Veneman_0999.jpg"))
    #expect(try scratch.run("lfw", "--images", ".").status == 2)
  }
}
