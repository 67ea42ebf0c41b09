import Foundation
import Gallery
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
    let figure = scratch.path("roc.svg")
    #expect(try scratch.run("roc", "--scores", file, "--svg", figure).status == 0)
    let text = try String(contentsOfFile: figure, encoding: .utf8)
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("</svg>\n"))
    for kind in ["roc", "det", "rates", "histogram"] {
      #expect(
        try scratch.run("roc", "--scores", file, "--svg", figure, "--curve", kind).status == 0)
      #expect(try String(contentsOfFile: figure, encoding: .utf8) != text)
    }
    let torn = try scratch.write(Array("same,distance\n1,x\n".utf8), "torn.csv")
    let refused = try scratch.run("roc", "--scores", torn)
    #expect(refused.status == 2 && refused.errors.contains("line 2"))
  }

  /// The distances of `verify`, whichever way they are printed.
  /// A threshold is set, shown with what it does here, refused where too little is known, and reset.
  @Test func theThresholdOfAGallery() throws {
    #expect(try scratch.run("threshold", "set", "0.5").status == 2)
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 2)
    #expect(try scratch.run("enroll", people).status == 0)
    let own = try scratch.run("threshold", "--json").object
    #expect(own["value"] as? Double == 0.6)
    #expect(own["chosen"] == nil)
    let set = try scratch.run("threshold", "set", "0.5", "--json").object
    #expect(set["value"] as? Double == 0.5)
    #expect((set["chosen_on"] as? [String: Int])?["people"] == 2)
    #expect((set["rates"] as? [[String: Any]])?.count == 3)
    let few = try scratch.run("threshold", "choose", "far", "1e-3")
    #expect(few.status == 1)
    #expect(few.notes.first?.contains("30 pairs of the same") == true)
    #expect(try scratch.run("threshold", "--json").object["value"] as? Double == 0.5)
    #expect(try scratch.run("threshold", "choose", "best").status == 2)
    #expect(try scratch.run("threshold", "set", "-1").status == 2)
    #expect(try scratch.run("threshold", "bad").status == 2)
    #expect(try scratch.run("threshold", "reset", "--json").object["value"] as? Double == 0.6)
  }

  @Test func matrixOfPhotosAndOfTheGallery() throws {
    let photos = try scratch.run(
      "matrix", Material.ann, Material.annAgain, Material.other, "--json")
    #expect(photos.status == 0)
    let rows = try #require(photos.object["distances"] as? [[Double]])
    #expect(
      photos.object["labels"] as? [String] == [Material.ann, Material.annAgain, Material.other])
    let verified = try scratch.run("verify", Material.ann, Material.other, "--json")
    let distance = try #require(verified.object["distance"] as? Double)
    #expect(abs(rows[0][2] - distance) < 1e-6 && rows[2][0] == rows[0][2] && rows[1][1] == 0)
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 2)
    #expect(try scratch.run("enroll", people).status == 0)
    let csv = try scratch.run("matrix", "--csv")
    let lines = csv.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 5 && lines[0].hasPrefix(",\"Abdullah_Gul/Abdullah_Gul_0001.jpg\","))
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 5 })
    let array = scratch.path("m.npy")
    #expect(try scratch.run("matrix", "--npy", array).status == 0)
    #expect(try Data(contentsOf: URL(filePath: array)).count == 128 + 4 * 16)
    #expect(try scratch.run("matrix", Material.ann).status == 1)
  }

  /// Another order has the same faces, and the same distance for each two of them.
  @Test func matrixInOrdersAndAsAFigure() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 3)
    #expect(try scratch.run("enroll", people).status == 0)
    let plain = try distances(try scratch.run("matrix", "--json"))
    for order in ["similarity", "worst-error"] {
      #expect(try distances(try scratch.run("matrix", "--json", "--order", order)) == plain)
    }
    #expect(try scratch.run("matrix", "--order", "similarity", "--metric", "angle").status == 0)
    // Those nearest to another person, at a threshold that takes all for one, come first.
    let worst = try scratch.run("matrix", "--json", "--order", "worst-error", "--threshold", "9")
    let order = try #require(worst.object["labels"] as? [String])
    let nearest = order.map { label in
      order.filter { $0.prefix(3) != label.prefix(3) }.compactMap { plain["\(label) \($0)"] }.min()
        ?? 9
    }
    #expect(nearest == nearest.sorted() && order != order.sorted())
    let figure = scratch.path("matrix.svg")
    let drawn = try scratch.run("matrix", "--svg", figure, "--order", "similarity")
    #expect(drawn.status == 0 && drawn.output.isEmpty)
    let text = try String(contentsOfFile: figure, encoding: .utf8)
    #expect(
      text.contains(">Ann_Veneman<") && text.contains("6 faces") && text.hasSuffix("</svg>\n"))
    let photos = try scratch.run("matrix", Material.ann, Material.other, "--order", "worst-error")
    #expect(photos.status == 2 && photos.errors.contains("nobody knows"))
    #expect(try scratch.run("matrix", "--order", "size").status == 2)
  }

  /// The distances of a matrix by the labels of both faces.
  private func distances(_ result: CommandResult) throws -> [String: Double] {
    let labels = try #require(result.object["labels"] as? [String])
    let rows = try #require(result.object["distances"] as? [[Double]])
    var pairs: [String: Double] = [:]
    for (row, values) in zip(labels, rows) {
      for (column, value) in zip(labels, values) { pairs["\(row) \(column)"] = value }
    }
    return pairs
  }

  /// With a name, a folder stands for the photos in it.
  @Test func aFolderOfOnePersonIsEnrolled() throws {
    let people = try scratch.people(["Ann_Veneman"], photos: 3)
    let enrolled = try scratch.run("enroll", "--name", "Ann", "\(people)/Ann_Veneman")
    #expect(enrolled.status == 0 && enrolled.output.contains("3 faces of 1 person"))
    let empty = try scratch.run("enroll", "--name", "Ann", people)
    #expect(empty.status == 2 && empty.errors.contains(people))
  }

  @Test func benchComparesFacesThatDoNotExist() throws {
    let result = try scratch.run("bench", "--compare", "200", "--json")
    #expect(result.object["pairs"] as? Int == 19_900 && result.object["seconds"] is Double)
    #expect(try scratch.run("bench", "--compare", "1").status == 1)
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
    #expect(
      try scratch.run("merge", "Adam", "Anne", "--json").object["merged"] as? String == "Adam")
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
    #expect(model["parameters"] as? Int == 5_614_592 && model["input"] as? [Int] == [150, 150])
    // There is no gallery yet, and asking makes none.
    #expect(model["embedded"] is NSNull || model["embedded"] == nil)
    #expect(!FileManager.default.fileExists(atPath: scratch.gallery))
    let layers = try scratch.run("models", "show", "dlib-resnet", "--json")
    #expect(layers.object["parameters"] as? Int == 5_614_592)
    // facts on the network: 270.9 million multiply-adds.
    #expect((layers.object["multiply_adds"] as? Int ?? 0) / 100_000 == 2708)
    #expect(try scratch.run("models", "show", "nothing").status == 2)
  }

  /// The gallery is embedded with another model from what it keeps, without the photos.
  @Test(.enabled(if: Material.hasFaceNet))  // Skipped without the weights.
  func anotherModelEmbedsTheGallery() throws {
    let name = "facenet-vggface2"
    let people = try scratch.people(["Ann_Veneman"], photos: 2)
    #expect(try scratch.run("enroll", people).status == 0)
    #expect(try scratch.run("enroll", "--name", "Adam", Material.other).status == 0)
    try FileManager.default.removeItem(atPath: people)
    for command in ["roc", "threshold", "matrix", "cluster"] {
      let before = try scratch.run(command, "--model", name)
      #expect(before.status <= 2, "\(command)")
      #expect(before.errors.contains("3 faces not embedded by \(name) yet"), "\(command)")
    }
    let done = try scratch.run("models", "embed", name, "--json")
    #expect(done.status == 0 && done.object["embedded"] as? Int == 3)
    let listed = try scratch.run("models", "--json").json as? [[String: Any]] ?? []
    let counts = listed.map { $0["embedded"] as? Int }
    #expect(Array(counts.prefix(3)) == [3, 3, 0])
    let after = try scratch.run("roc", "--model", name, "--json")
    #expect(after.errors.isEmpty && after.object["mated"] as? Int == 1)
    #expect(try scratch.run("roc", "--json").object["mated"] as? Int == 1)
    // What it made of the kept pictures is what it makes of the photos.
    let same = try scratch.run("verify", "Adam", Material.other, "--model", name, "--json")
    #expect((same.object["distance"] as? Double ?? 9) < 1e-4)
    #expect(try scratch.run("models", "embed", "nothing").status == 2)
  }

  @Test func benchPrintsALineForEachCase() throws {
    let photos = "\(Material.people)/Adam_Kennedy"
    let result = try scratch.run("bench", "--json", "--threads", "1", "--photos", photos)
    #expect(result.status == 0)
    #expect(result.objects.map { $0["case"] as? String } == ["embed dlib-resnet", "detect mtcnn"])
    #expect((result.objects[0]["ms_per_face"] as? Double ?? 0) > 0)
    let share = try #require(result.objects[0]["peak_share"] as? Double)
    #expect(share > 0 && share < 1.5)
    #expect((result.objects[1]["ms_per_photo"] as? Double ?? 0) > 0)
    #expect(result.objects.allSatisfy { $0["threads"] as? Int == 1 })
  }
}
