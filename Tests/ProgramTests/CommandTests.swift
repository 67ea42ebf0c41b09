import Foundation
import ProgramSupport
import Testing

/// The program's commands as a script meets them. Skipped without the photos and the model files.
@Suite(.enabled(if: Material.isThere)) struct CommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  // MARK: - Photos

  @Test func detectPrintsALineForEachPhoto() throws {
    let grey = try scratch.write(Material.grey, "grey.pgm")
    let result = try scratch.run("detect", "--json", Material.ann, grey)
    #expect(result.status == 0 && result.errors == "")
    #expect(result.objects.count == 2)
    let line = result.objects[0]
    #expect(Set(line.keys) == ["photo", "width", "height", "faces"])
    #expect(line["photo"] as? String == Material.ann)
    #expect(line["width"] as? Int == 250 && line["height"] as? Int == 250)
    let face = try #require((line["faces"] as? [[String: Any]])?.first)
    #expect(Set(face.keys) == ["box", "score", "landmarks", "quality"])
    let box = try #require(face["box"] as? [Double])
    #expect(box.count == 4 && box[0] < box[2] && box[1] < box[3])
    #expect((face["landmarks"] as? [[Double]])?.map(\.count) == [2, 2, 2, 2, 2])
    #expect((face["score"] as? Double ?? 0) > 0.9)
    let quality = try #require(face["quality"] as? [String: Any])
    #expect(
      Set(quality.keys)
        == ["size", "sharpness", "brightness", "contrast", "yaw", "pitch", "roll", "flaws"])
    #expect((result.objects[1]["faces"] as? [Any])?.count == 0)
  }

  @Test func nothingFoundIsStatusOne() throws {
    let grey = try scratch.write(Material.grey, "grey.pgm")
    for command in ["detect", "embed"] {
      let result = try scratch.run(command, grey)
      #expect(result.status == 1)
      #expect(result.output == "\(grey): no face\n")
    }
  }

  @Test func embedWritesWhatItPrints() throws {
    let array = scratch.path("x.npy")
    let result = try scratch.run(
      "embed", Material.ann, Material.other, "--output", array, "--json")
    #expect(result.status == 0)
    let printed = result.objects.flatMap { $0["faces"] as? [[String: Any]] ?? [] }
      .flatMap { ($0["embedding"] as? [Double] ?? []).map(Float.init) }
    let bytes = Array(try Data(contentsOf: URL(filePath: array)))
    let start = 10 + Int(bytes[8]) | Int(bytes[9]) << 8
    let written = stride(from: start, to: bytes.count, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * $1) })
    }
    #expect(!printed.isEmpty && printed == written)
    let header = String(decoding: bytes[10..<start], as: UTF8.self)
    #expect(header.contains("'shape': (\(printed.count / 128), 128)"))
  }

  @Test func outputThatCannotBeWritten() throws {
    let result = try scratch.run("embed", Material.ann, "--output", "/nowhere/x.npy")
    #expect(result.status == 2)
    #expect(result.notes.count == 1 && result.errors.contains("/nowhere/x.npy"))
  }

  // MARK: - Verify

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

  /// The same figures from the gallery, and from the distances a script wrote down.
  @Test func rocOfTheGalleryAndOfScores() throws {
    let empty = try scratch.run("roc")
    #expect(empty.status == 2)
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 4)
    #expect(try scratch.run("enroll", people).status == 0)
    let gallery = try scratch.run("roc", "--json")
    #expect(gallery.status == 0)
    #expect(gallery.object["mated"] as? Int == 12 && gallery.object["nonmated"] as? Int == 16)
    #expect((gallery.object["operating_points"] as? [Any])?.count == 6)
    let csv = "distance,same\n0.5,1\n0.5,0\n0.25,1\n1,0\n"
    let file = try scratch.write(Array(csv.utf8), "scores.csv")
    let scores = try scratch.run("roc", "--scores", file, "--json")
    #expect(scores.object["auc"] as? Double == 0.875)
    let torn = try scratch.write(Array("same,distance\n1,x\n".utf8), "torn.csv")
    let refused = try scratch.run("roc", "--scores", torn)
    #expect(refused.status == 2 && refused.errors.contains("line 2"))
  }

  // MARK: - The gallery

  @Test func theLifeOfAGallery() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path("in/Ann"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: scratch.path("in/Adam"), withIntermediateDirectories: true)
    for (from, to) in [
      (Material.ann, "Ann/1.jpg"), (Material.annAgain, "Ann/2.jpg"), (Material.ann, "Ann/3.jpg"),
      (Material.other, "Adam/1.jpg"), (Material.other, "stray.jpg"),
    ] {
      try FileManager.default.copyItem(atPath: from, toPath: scratch.path("in/" + to))
    }
    try scratch.write(Material.grey, "in/Ann/grey.pgm")
    try scratch.write([1, 2, 3], "in/Ann/broken.jpg")
    let enrolled = try scratch.run("enroll", scratch.path("in"), "--json")
    #expect(enrolled.status == 0)
    #expect(enrolled.object["enrolled"] as? Int == 3 && enrolled.object["people"] as? Int == 2)
    let skipped = enrolled.object["skipped"] as? [[String: String]] ?? []
    let reasons = Dictionary(
      uniqueKeysWithValues: skipped.map {
        (URL(filePath: $0["photo"] ?? "").lastPathComponent, $0["reason"] ?? "")
      })
    #expect(reasons["3.jpg"] == "already enrolled as Ann")
    #expect(reasons["grey.pgm"] == "no face found")
    #expect(reasons["broken.jpg"]?.contains("no PNG, JPEG, PPM or PGM") == true)
    #expect(reasons["stray.jpg"] == "not in a person's folder")
    #expect(reasons.count == 4)
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.gallery)
    #expect(attributes[.posixPermissions] as? Int == 0o600)

    try expectPeople(["Adam": 1, "Ann": 2])
    let again = try scratch.run("enroll", scratch.path("in"), "--json")
    #expect(again.status == 0 && again.object["enrolled"] as? Int == 0)
    #expect(try scratch.run("rename", "Ann", "Adam").status == 2)
    #expect(try scratch.run("rename", "Ann", "Anne").output == "renamed Ann to Anne\n")
    try expectPeople(["Adam": 1, "Anne": 2])
    #expect(try scratch.run("merge", "Adam", "Anne", "--json").object["merged"] as? String == "Adam")
    try expectPeople(["Anne": 3])
    let undone = try scratch.run("undo", "--json")
    #expect(undone.object["undone"] as? String == "merged Adam (1 face) into Anne")
    #expect(try scratch.run("forget", "Anne").status == 0)
    try expectPeople(["Adam": 1])
    #expect(try scratch.run("undo").output == "undone: forgot Anne (2 faces)\n")
    #expect(try scratch.run("undo").status == 0)
    #expect(try scratch.run("undo").output == "undone: enrolled 3 photos from in\n")
    try expectPeople([:])
    let nothing = try scratch.run("undo", "--json")
    #expect(nothing.status == 1 && nothing.output == "{\"undone\":null}\n")
  }

  private func expectPeople(_ expected: [String: Int]) throws {
    let result = try scratch.run("people", "--json")
    let people = result.json as? [[String: Any]] ?? []
    let found = Dictionary(
      uniqueKeysWithValues: people.map { ($0["name"] as? String ?? "", $0["faces"] as? Int ?? 0) })
    #expect(found == expected)
    #expect(result.status == (expected.isEmpty ? 1 : 0))
  }

  @Test func forgettingForGoodCannotBeTakenBack() throws {
    #expect(try scratch.run("enroll", "--name", "Ann", Material.ann).status == 0)
    #expect(try scratch.run("forget", "Ann", "--now").status == 0)
    #expect(try scratch.run("undo").status == 1)
  }

  @Test func theModelsAreListed() throws {
    let list = try scratch.run("models", "--json")
    #expect(list.status == 0)
    let model = try #require((list.json as? [[String: Any]])?.first)
    #expect(model["name"] as? String == "dlib-resnet" && model["installed"] as? Bool == true)
    let layers = try scratch.run("models", "show", "dlib-resnet", "--json")
    #expect(layers.object["parameters"] as? Int == 5_614_592)
    // facts on the network: 270.9 million multiply-adds.
    #expect((layers.object["multiply_adds"] as? Int ?? 0) / 100_000 == 2708)
    #expect(try scratch.run("models", "show", "nothing").status == 2)
  }

  @Test func benchPrintsALineForEachCase() throws {
    let photos = "\(Material.people)/Adam_Kennedy"
    let result = try scratch.run("bench", "--json", "--threads", "1", "--photos", photos)
    #expect(result.status == 0)
    #expect(result.objects.map { $0["case"] as? String } == ["embed dlib-resnet", "detect mtcnn"])
    #expect((result.objects[0]["ms_per_face"] as? Double ?? 0) > 0)
    #expect((result.objects[1]["ms_per_photo"] as? Double ?? 0) > 0)
    #expect(result.objects.allSatisfy { $0["threads"] as? Int == 1 })
  }
}
