import Foundation
import ProgramSupport
import Testing

/// The commands that fill, change and embed a gallery.
/// Skipped without the photos and the model files.
@Suite(.enabled(if: Material.isThere)) struct GalleryCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// With a name, a folder stands for the photos in it.
  @Test func aFolderOfOnePersonIsEnrolled() throws {
    let people = try scratch.people(["Ann_Veneman"], photos: 3)
    let enrolled = try scratch.run("enroll", "--name", "Ann", "\(people)/Ann_Veneman")
    #expect(enrolled.status == 0 && enrolled.output.contains("3 faces of 1 person"))
    let empty = try scratch.run("enroll", "--name", "Ann", people)
    #expect(empty.status == 2 && empty.errors.contains(people))
  }

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
}
