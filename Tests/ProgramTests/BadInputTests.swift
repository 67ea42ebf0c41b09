import Foundation
import Gallery
import Glibc
import ProgramSupport
import Testing

/// Every kind of bad input ends in status 2 and one line that names it, with nothing on the stream
/// of results.
@Suite struct BadInputTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  func expectRefused(_ result: CommandResult, naming name: String, _ reason: String = "") {
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.notes.count == 1)
    #expect(result.errors.contains(name), "\(result.errors)")
    if !reason.isEmpty { #expect(result.errors.contains(reason), "\(result.errors)") }
  }

  @Test func wrongUsage() throws {
    expectRefused(try scratch.run("verfy", "a", "b"), naming: "verfy", "did you mean verify?")
    expectRefused(try scratch.run("people", "--jsn"), naming: "--jsn", "did you mean --json?")
    expectRefused(try scratch.run("verify", "a"), naming: "verify", "usage: likeness verify A B")
    expectRefused(try scratch.run("enroll", "a", "b"), naming: "enroll", "--name")
    expectRefused(
      try scratch.run("people", "--model", "facenet-9"), naming: "facenet-9", "dlib-resnet")
  }

  @Test func helpIsNoMatterOfGalleriesOrModels() throws {
    let environment = BuiltProgram.environment.merging(["LIKENESS_MODELS": "/nowhere"]) { $1 }
    for words in [["--help"], ["verify", "--help"], ["--gallery", "/dev/null", "--help"]] {
      let result = try runCommand([BuiltProgram.path] + words, environment: environment)
      #expect(result.status == 0 && result.errors == "")
      #expect(result.output.contains("Example"))
    }
    let missing = try runCommand([BuiltProgram.path, "detect", "x.jpg"], environment: environment)
    expectRefused(missing, naming: "/nowhere/", "make setup")
  }

  /// Skipped without the model files.
  @Test(.enabled(if: Material.isThere)) func photosThatAreNone() throws {
    let whole = Array(try Data(contentsOf: URL(filePath: Material.ann)))
    let cases: [(String, String)] = [
      (scratch.path("missing.jpg"), "No such file"),
      (scratch.url.path, "is not a file"),
      (try scratch.write([], "empty.jpg"), "is empty"),
      (try scratch.write(Array("hello, world".utf8), "text.jpg"), "no PNG, JPEG"),
      (try scratch.write(Array(whole[..<(whole.count / 2)]), "half.jpg"), "ends before"),
      (try scratch.write(Array("P6 40000 40000 255\n".utf8), "huge.ppm"), "40000 × 40000"),
      ("/dev/zero", "is not a file"),
    ]
    for (path, reason) in cases {
      expectRefused(try scratch.run("detect", path), naming: path, reason)
      expectRefused(try scratch.run("verify", path, Material.ann), naming: path)
    }
    let mixed = try scratch.run("detect", "--json", cases[0].0, Material.ann, cases[2].0)
    #expect(mixed.status == 2 && mixed.objects.count == 1 && mixed.notes.count == 2)
    let png = try scratch.write(whole, "jpeg-by-another-name.png")
    #expect(try scratch.run("detect", png).status == 0)
  }

  @Test(.enabled(if: Material.isThere)) func photosWithoutAFace() throws {
    let grey = try scratch.write(Material.grey, "grey.pgm")
    expectRefused(try scratch.run("verify", Material.ann, grey), naming: grey, "no face found")
    let enrolled = try scratch.run("enroll", "--name", "Grey", grey, "--json")
    #expect(enrolled.status == 1 && enrolled.object["enrolled"] as? Int == 0)
  }

  @Test(.enabled(if: Material.isThere)) func severalFacesAreSaid() throws {
    let several = Material.photo("Abdullah_Gul", 6)
    let result = try scratch.run("verify", several, Material.ann)
    #expect(result.status == 1)
    #expect(result.notes.count == 1 && result.errors.contains("faces"))
    #expect(result.errors.contains(several))
  }

  @Test func foldersThatAreNone() throws {
    expectRefused(try scratch.run("enroll", "/nowhere"), naming: "/nowhere", "no such")
    expectRefused(
      try scratch.run("enroll", scratch.url.path), naming: scratch.url.path, "no photos")
    let missing = scratch.path("x.jpg")
    expectRefused(try scratch.run("enroll", "--name", "A", missing), naming: missing, "no such")
  }

  @Test func namesThatNobodyHas() throws {
    _ = try Gallery(path: scratch.gallery)
    for words in [["forget", "Zoe"], ["rename", "Zoe", "Ann"], ["merge", "Zoe", "Ann"]] {
      let result = try runCommand(
        [BuiltProgram.path] + words + ["--gallery", scratch.gallery],
        environment: BuiltProgram.environment)
      expectRefused(result, naming: "Zoe", "nobody of this name")
    }
  }

  @Test func galleriesThatAreNone() throws {
    let noise = try scratch.write([UInt8](repeating: 7, count: 5000), "noise")
    let later = scratch.path("later.sqlite")
    try Gallery(path: later).setVersion(99)
    let cut = scratch.path("cut.sqlite")
    _ = try Gallery(path: cut)
    truncate(cut, 9000)
    for (path, reason) in [
      (noise, "not a gallery"), (scratch.url.path, "a folder"), (later, "later likeness"),
      (cut, "damaged"),
    ] {
      for command in ["people", "undo"] {
        let result = try runCommand(
          [BuiltProgram.path, command, "--gallery", path], environment: BuiltProgram.environment)
        expectRefused(result, naming: path, reason)
      }
    }
    #expect(try scratch.run("people").status == 1)
    #expect(try scratch.run("undo").status == 2)
  }

  @Test func aGalleryThatAnotherProgramHolds() throws {
    let gallery = try Gallery(path: scratch.gallery)
    try gallery.holdForWriting()
    expectRefused(try scratch.run("undo"), naming: scratch.gallery, "another program")
    #expect(try scratch.run("people").status == 1)
  }
}
