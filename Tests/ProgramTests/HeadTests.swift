import Foundation
import ProgramSupport
import Testing

/// Heads on the gallery's embeddings from the command line, and as models of their own; skipped
/// without photos or models.
@Suite(.enabled(if: Material.isThere)) struct HeadCommandTests {
  let scratch: Scratch

  /// A gallery of ten people with three photos each.
  init() throws {
    scratch = try Scratch()
    let folders = try FileManager.default.contentsOfDirectory(atPath: Material.people).sorted()
    let people = folders.filter {
      FileManager.default.fileExists(atPath: Material.photo($0, 3))
    }
    let data = try scratch.people(Array(people.prefix(10)), photos: 3)
    let models = scratch.url.appending(path: "models")
    try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
    let installed = Material.environment["LIKENESS_MODELS"] ?? ""
    for name in try FileManager.default.contentsOfDirectory(atPath: installed) {
      try FileManager.default.createSymbolicLink(
        atPath: models.path + "/" + name, withDestinationPath: installed + "/" + name)
    }
    #expect(try run("enroll", data).status == 0)
  }

  private func run(_ words: String...) throws -> CommandResult {
    var environment = Material.environment
    environment["LIKENESS_MODELS"] = scratch.path("models")
    return try runCommand(
      [BuiltProgram.path] + words + ["--gallery", scratch.gallery], environment: environment)
  }

  @Test(arguments: ["projection", "chi-square"])
  func aHeadIsAModel(kind: String) throws {
    let trained = try run(
      "train", "--head", "--kind", kind, "--name", "mine", "--holdout", "4", "--epochs", "5",
      "--json")
    #expect(trained.status == 0, "\(trained.errors)")
    let line = trained.object
    #expect(line["model"] as? String == "dlib-resnet+mine" && line["kind"] as? String == kind)
    #expect(line["trained_people"] as? Int == 6 && line["people"] as? Int == 4)
    for key in ["eer", "frr", "parent_eer", "parent_frr"] {
      #expect((0...1).contains(line[key] as? Double ?? -1), "\(key)")
    }
    let listed = try run("models", "--json").json as? [[String: Any]] ?? []
    let model = try #require(listed.first { $0["name"] as? String == "dlib-resnet+mine" })
    #expect(model["installed"] as? Bool == true && model["embedded"] as? Int == 0)
    #expect(model["threshold"] as? Double == line["threshold"] as? Double)
    #expect((model["threshold_source"] as? String)?.contains("4 other people") == true)
    let embedded = try run("models", "embed", "dlib-resnet+mine", "--json")
    #expect(embedded.object["embedded"] as? Int == 30, "\(embedded.errors)")
    #expect(try run("roc", "--model", "dlib-resnet+mine", "--json").status == 0)
    let verdict = try run(
      "verify", Material.ann, Material.annAgain, "--model", "dlib-resnet+mine")
    #expect(verdict.status == 0 || verdict.status == 1, "\(verdict.errors)")
    let layers = try run("models", "show", "dlib-resnet+mine")
    #expect(layers.output.contains("head"))
    let again = try run("train", "--head", "--name", "mine")
    #expect(again.status == 2 && again.errors.contains("there is a model of this name"))
  }

  /// What is written to a file becomes a model later, on the parent it was trained on alone.
  @Test func aFileOfAHeadIsAdded() throws {
    let file = scratch.path("glasses.safetensors")
    let trained = try run("train", "--head", "--out", file, "--epochs", "3", "--dimensions", "40")
    #expect(trained.status == 0, "\(trained.errors)")
    let added = try run("models", "add", file, "--json")
    #expect(added.object["name"] as? String == "dlib-resnet+glasses", "\(added.errors)")
    #expect(added.object["dimension"] as? Int == 40)
    #expect(try run("models", "embed", "dlib-resnet+glasses").status == 0)
    let refused = try run("models", "add", file, "--name", "other", "--input", "8x8")
    #expect(refused.status == 2 && refused.errors.contains("--input"))
    let plain = scratch.path("plain.safetensors")
    try Data([8, 0, 0, 0, 0, 0, 0, 0] + Array("{}      ".utf8)).write(to: URL(filePath: plain))
    let nothing = try run("models", "add", plain)
    #expect(nothing.status == 2 && nothing.errors.contains("does not say"), "\(nothing.errors)")
  }

  @Test func jointBayesianOnlyScores() throws {
    let scored = try run(
      "train", "--head", "--kind", "joint-bayesian", "--dimensions", "8", "--json")
    #expect(scored.status == 0, "\(scored.errors)")
    #expect((0...1).contains(scored.object["frr"] as? Double ?? -1))
    let refused = try run("train", "--head", "--kind", "joint-bayesian", "--name", "mine")
    #expect(refused.status == 2 && refused.errors.contains("--name"))
    for words in [
      ["--kind", "joint-bayesian", "--rate", "1"], ["--kind", "chi-square", "--loss", "center"],
      ["--schedule", "cosine"],
    ] {
      let result = try runCommand(
        [BuiltProgram.path, "train", "--head"] + words, environment: Material.environment)
      #expect(result.status == 2 && result.errors.contains("not an option of `train --head --kind"))
    }
  }
}
