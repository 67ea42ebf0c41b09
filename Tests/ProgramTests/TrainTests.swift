import Foundation
import Glibc
import ProgramSupport
import Testing

/// Training from the command line, on faces that are patterns of grey.
@Suite struct TrainTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// People of several photos each: squares of one pattern with a little noise, as PGM files.
  private func faces(people: Int, photos: Int) throws -> String {
    var state: UInt32 = 1
    func next() -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 24)
    }
    for person in 1...people {
      let folder = scratch.url.appending(path: "faces/p\(person)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let pattern = (0..<42).map { _ in next() }
      for photo in 1...photos {
        let pixels = (0..<48 * 56).map { place in
          let cell = place / 48 / 8 * 6 + place % 48 / 8
          return UInt8((pattern[cell] * 3 + next()) / 4)
        }
        let file = folder.appending(path: "\(photo).pgm")
        try Data(Array("P5\n48 56\n255\n".utf8) + pixels).write(to: file)
      }
    }
    return scratch.path("faces")
  }

  @Test func linesOfStepsAndThenTheFigures() throws {
    let file = scratch.path("net.safetensors")
    let result = try scratch.run(
      "train", "--data", try faces(people: 8, photos: 4), "--holdout", "3", "--people", "3",
      "--photos", "3", "--epochs", "2", "--out", file, "--json")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.objects
    try #require(lines.count == 5)
    #expect(lines.dropLast().compactMap { $0["step"] as? Int } == [1, 2, 3, 4])
    #expect(lines[0]["loss"] is Double && lines[0]["images_per_second"] is Double)
    #expect(lines[0]["active"] is Double)
    let last = lines[4]
    #expect(last["checkpoint"] as? String == file)
    for key in ["eer", "tar", "far", "precision_at_1", "map_at_r"] {
      let rate = last[key] as? Double ?? -1
      #expect((0...1).contains(rate), "\(key)")
    }
  }

  @Test(arguments: [
    [], ["--schedule", "plateau", "--ema", "0.9", "--optimizer", "adamw"],
    ["--loss", "center", "--warm-up", "3", "--clip", "1"],
    ["--loss", "arcface", "--smoothing", "0.1"],
    ["--loss", "a-softmax", "--negatives", "2", "--dimensions", "16"],
  ])
  func goesOnFromACheckpoint(_ options: [String]) throws {
    let data = try faces(people: 4, photos: 3)
    let file = scratch.path("net.safetensors")
    func train(_ epochs: String, _ out: String, _ more: String...) throws -> CommandResult {
      try runCommand(
        [
          BuiltProgram.path, "train", "--data", data, "--people", "2", "--photos", "3",
          "--epochs", epochs, "--out", out, "--json",
        ] + options + more, environment: Material.environment)
    }
    #expect(try train("1", file).status == 0)
    let resumed = try train("2", file, "--resume")
    #expect(resumed.objects.compactMap { $0["step"] as? Int } == [3, 4])
    let whole = scratch.path("whole.safetensors")
    #expect(try train("2", whole).status == 0)
    let bytes = FileManager.default.contents(atPath: whole)
    #expect(bytes != nil && FileManager.default.contents(atPath: file) == bytes)
    let other = try train("3", file, "--resume", "--seed", "5")
    #expect(other.status == 2 && other.errors.contains("seed"))
    #expect(FileManager.default.contents(atPath: file) == bytes)
  }

  /// A file that cannot be written to its end, as on a full disk: the limit of its size stands in.
  @Test func aFullDiskLeavesTheOldCheckpoint() throws {
    let data = try faces(people: 3, photos: 2)
    let file = scratch.path("net.safetensors")
    func train(_ epochs: String, _ shell: String) throws -> CommandResult {
      try runCommand(
        [
          "/bin/sh", "-c", shell + "exec \"$@\"", "sh", BuiltProgram.path, "train", "--data", data,
          "--out", file, "--epochs", epochs,
        ], environment: Material.environment)
    }
    #expect(try train("1", "").status == 0)
    let before = FileManager.default.contents(atPath: file)
    let result = try train("2", "ulimit -f 100; ")
    #expect(result.status == 2 && result.errors.contains(file), "\(result.errors)")
    #expect(result.errors.contains("large"))
    #expect(before != nil && FileManager.default.contents(atPath: file) == before)
    #expect(!FileManager.default.fileExists(atPath: file + ".part"))
  }

  @Test func unreadablePhotosAreNamedAndCounted() throws {
    let data = try faces(people: 3, photos: 3)
    let file = scratch.path("net.safetensors")
    for photo in ["p1/2.pgm", "p3/1.pgm"] {
      try Data("P5 nothing".utf8).write(to: URL(filePath: data + "/" + photo))
    }
    let result = try scratch.run("train", "--data", data, "--epochs", "1", "--out", file)
    #expect(result.status == 0)
    #expect(result.notes.count { $0.contains("it is left out") } == 2)
    #expect(result.errors.contains("p1/2.pgm") && result.errors.contains("p3/1.pgm"))
    #expect(result.errors.contains("2 photos could not be read; 7 photos of 3 people"))
  }

  /// A checkpoint becomes a model, with the threshold of people held out.
  @Test(.enabled(if: Material.isThere)) func aCheckpointIsUsedAsAModel() throws {
    let data = try faces(people: 6, photos: 4)
    let file = scratch.path("mine.safetensors")
    let trained = try scratch.run(
      "train", "--data", data, "--epochs", "2", "--holdout", "3", "--dimensions", "24", "--out",
      file, "--json")
    #expect(trained.status == 0, "\(trained.errors)")
    let models = scratch.url.appending(path: "models")
    try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
    let installed = Material.environment["LIKENESS_MODELS"] ?? ""
    for name in try FileManager.default.contentsOfDirectory(atPath: installed) {
      try FileManager.default.createSymbolicLink(
        atPath: models.path + "/" + name, withDestinationPath: installed + "/" + name)
    }
    func run(_ words: String...) throws -> CommandResult {
      var environment = Material.environment
      environment["LIKENESS_MODELS"] = models.path
      return try runCommand([BuiltProgram.path] + words, environment: environment)
    }
    let added = try run("models", "add", file, "--json")
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.object["name"] as? String == "mine")
    #expect(added.object["dimension"] as? Int == 24 && added.object["crop"] as? String == "box")
    #expect((added.object["threshold_source"] as? String)?.contains("3 people") == true)
    let embedded = try run("embed", Material.ann, "--model", "mine", "--json")
    #expect(embedded.status == 0, "\(embedded.errors)")
    let refused = try run("models", "add", file, "--name", "other", "--crop", "arcface")
    #expect(refused.status == 2 && refused.errors.contains("--crop box"), "\(refused.errors)")
    let again = try run("models", "add", file)
    #expect(again.status == 2 && again.errors.contains("there is a model of this name"))
  }

  /// Neither the network nor its size is another than that of the file.
  @Test func anotherNetworksCheckpointIsRefused() throws {
    let data = try faces(people: 3, photos: 2)
    let file = scratch.path("net.safetensors")
    func train(_ more: String...) throws -> CommandResult {
      try runCommand(
        [BuiltProgram.path, "train", "--data", data, "--epochs", "1", "--out", file] + more,
        environment: Material.environment)
    }
    #expect(try train("--dimensions", "16").status == 0)
    let before = FileManager.default.contents(atPath: file)
    for (options, reason) in [
      (["--dimensions", "8"], "fc.weight"), (["--network", "dlib-resnet"], "network is small"),
      (["--dimensions", "16", "--loss", "arcface"], "loss is triplet"),
    ] {
      let refused = try runCommand(
        [BuiltProgram.path, "train", "--data", data, "--out", file, "--resume"] + options,
        environment: Material.environment)
      #expect(refused.status == 2 && refused.errors.contains(reason), "\(refused.errors)")
    }
    #expect(before != nil && FileManager.default.contents(atPath: file) == before)
  }

  /// Numbers that leave their range end the run with a line, and what was saved before stays.
  @Test func numbersThatOverflowEndTheRun() throws {
    let file = scratch.path("net.safetensors")
    let data = try faces(people: 4, photos: 3)
    func train(_ more: String...) throws -> CommandResult {
      try runCommand(
        [BuiltProgram.path, "train", "--data", data, "--people", "2", "--out", file] + more,
        environment: Material.environment)
    }
    #expect(try train("--epochs", "1").status == 0)
    let bytes = FileManager.default.contents(atPath: file)
    let result = try train("--epochs", "20", "--optimizer", "sgd", "--rate", "1e30")
    #expect(result.status == 2)
    #expect(result.errors.contains("no number any more") && result.errors.contains("--rate"))
    #expect(bytes != nil && FileManager.default.contents(atPath: file) == bytes)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func interruptedTrainingIsSaved(signal: Int32, status: Int32) throws {
    let file = scratch.path("net.safetensors")
    let terminal = try PseudoTerminal(
      [
        BuiltProgram.path, "train", "--data", try faces(people: 4, photos: 4), "--people", "4",
        "--minutes", "5", "--out", file,
      ], environment: Material.environment, columns: 120)
    let end = ContinuousClock.now + .seconds(60)
    while !String(decoding: terminal.output, as: UTF8.self).contains("step 3 "),
      ContinuousClock.now < end
    {
      terminal.read(for: .milliseconds(5))
    }
    #expect(!FileManager.default.fileExists(atPath: file))
    terminal.signal(signal)
    #expect(terminal.wait() == .exited(status))
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func whatCannotBeTrainedIsSaid() throws {
    let out = scratch.path("net.safetensors")
    func expectRefused(_ words: [String], _ reason: String) throws {
      let result = try runCommand(
        [BuiltProgram.path, "train"] + words, environment: Material.environment)
      #expect(result.status == 2 && result.errors.contains(reason), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: out))
    }
    let data = try faces(people: 3, photos: 2)
    try expectRefused(["--out", out], "--data DIR is missing")
    try expectRefused(["--data", data], "--out FILE.safetensors is missing")
    try expectRefused(["--data", "/nowhere", "--out", out], "/nowhere")
    try expectRefused(["--data", data, "--out", out, "--holdout", "2"], "held out")
    try expectRefused(["--data", data, "--out", out, "--photos", "many"], "--photos many")
    try expectRefused(["--data", data, "--out", out, "--rate", "0"], "--rate 0")
    try expectRefused(["--data", data, "--out", out, "--margin", "-1"], "--margin -1")
    try expectRefused(
      ["--data", data, "--out", out, "--loss", "a-softmax", "--margin", "9"], "--margin 9")
    try expectRefused(["--data", data, "--out", out, "--ema", "1"], "--ema 1")
    try expectRefused(["--data", data, "--out", out, "--schedule", "cosine"], "--epochs N")
    try expectRefused(
      ["--data", data, "--out", out, "--network", "dlib-resnet", "--dimensions", "8"],
      "--dimensions: not an option of `train --network dlib-resnet`")
    try expectRefused(["--data", data, "--out", "/nowhere/net.safetensors"], "/nowhere")
    try expectRefused(["--data", data, "--out", scratch.url.path], "directory")
    try expectRefused(["--data", data, "--out", out, "--crop", "arcface"], "--crop arcface")
    try expectRefused(["--data", data, "--out", out, "--people", "1"], "--people 1")
    try expectRefused(["--data", data, "--out", out, "--photos", "1"], "--photos 1")
    try expectRefused(
      ["--data", data, "--out", out, "--loss", "softmax", "--margin", "1"],
      "--margin: not an option of `train --loss softmax`")
    try expectRefused(
      ["--data", data, "--out", out, "--smoothing", "0.1"],
      "--smoothing: not an option of `train --loss triplet`")
    try expectRefused(
      ["--data", data, "--out", out, "--loss", "softmax", "--smoothing", "1"], "--smoothing 1")
    try expectRefused(["--data", data, "--out", out, "--holdout", "1"], "1 of 3 people held out")
    for person in 1...3 { try FileManager.default.removeItem(atPath: data + "/p\(person)/2.pgm") }
    try expectRefused(["--data", data, "--out", out], "fewer than two people have two photos")
    let single = scratch.url.appending(path: "single")
    try FileManager.default.createDirectory(at: single, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: data + "/p1", toPath: single.appending(path: "p1").path)
    try FileManager.default.copyItem(
      atPath: data + "/p1/1.pgm", toPath: single.path + "/p1/2.pgm")
    try expectRefused(["--data", single.path, "--out", out], "one person")
  }
}
