import Foundation
import ProgramSupport
import Testing

/// The laboratory as a user has it: the real program, in a pseudo-terminal, on real photos.
/// Skipped without the photos and the model files.
@Suite(.enabled(if: Material.isThere), .serialized) struct ScreenTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func open() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      [BuiltProgram.path, "--gallery", scratch.gallery], environment: Material.environment,
      columns: 120, rows: 40)
    #expect(terminal.read { $0.text.contains("Nobody is enrolled yet") })
    return terminal
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.wait() == .exited(0))
  }

  /// Enrolls two people, compares them, moves the threshold until the verdict turns, and back.
  @Test func fromPhotosToAVerdictThatTurns() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 3)
    let terminal = try open()
    terminal.send("e\(people)\r")
    #expect(terminal.read { $0.text.contains("Enrolled 6 faces of 2 people") })
    terminal.send("2")
    #expect(terminal.read { $0.text.contains("SAME PERSON") })
    terminal.send("t\u{15}0.01\r")
    #expect(terminal.read { $0.text.contains("DIFFERENT PEOPLE") })
    terminal.send("T")
    #expect(terminal.read { $0.text.contains("SAME PERSON") })
    terminal.send("1dy")
    #expect(terminal.read { $0.text.contains("1 person") })
    terminal.send("u")
    #expect(terminal.read { $0.text.contains("2 people") })
    quit(terminal)
  }

  /// From unsorted photos to named people: clusters are named, a mistake is marked and the mark taken
  /// back, the space is placed, and a new photo is searched for.
  @Test func fromUnsortedPhotosToPeople() throws {
    let folder = scratch.url.appending(path: "people/Unsorted")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, number) in [
      ("Ann_Veneman", 1), ("Ann_Veneman", 2), ("Ann_Veneman", 3),
      ("Abdullah_Gul", 1), ("Abdullah_Gul", 2), ("Abdullah_Gul", 3),
    ] {
      let photo = URL(filePath: Material.photo(name, number))
      try FileManager.default.copyItem(
        at: photo, to: folder.appending(path: photo.lastPathComponent))
    }
    let terminal = try open()
    terminal.send("e\(scratch.path("people"))\r")
    #expect(terminal.read { $0.text.contains("Enrolled 6 faces of 1 person") })
    terminal.send("6")
    #expect(terminal.read { $0.text.contains("2 clusters of 1 person") })
    terminal.send("n\u{15}One\r")
    #expect(terminal.read { $0.text.contains("2 clusters of 2 people") })
    terminal.send("\u{1B}[Bn\u{15}Other\r")
    #expect(terminal.read { $0.text.contains("Other") && !$0.text.contains("Unsorted") })
    terminal.send("\t d")
    #expect(terminal.read { $0.text.contains("3 clusters of 2 people") })
    terminal.send("u")
    #expect(terminal.read { $0.text.contains("2 clusters of 2 people") })
    terminal.send("v")
    #expect(terminal.read { $0.text.contains("KL ") && !$0.text.contains("Esc stops") })
    terminal.send("5a\(Material.annAgain)\r")
    #expect(
      terminal.read { $0.text.contains("= One") || $0.text.contains("= Other") })
    #expect(terminal.read { $0.text.contains("5-nn") })
    quit(terminal)
  }

  /// Esc comes through although progress wakes the program all the time; what was done is kept.
  @Test func escapeStopsAnEnrollment() throws {
    let terminal = try open()
    terminal.send("e\(Material.people)\r")
    #expect(terminal.read { $0.text.contains(" left") })
    terminal.send("\u{1B}")
    #expect(terminal.read { $0.text.contains("Stopped: kept") })
    quit(terminal)
  }

  /// Turns to another model, which embeds the gallery from the pictures kept there, and back to the
  /// first, whose embeddings are still there; then both curves are drawn.
  @Test(.enabled(if: Material.hasFaceNet))  // Skipped without the weights.
  func anotherModelEmbedsTheGallery() throws {
    let people = try scratch.people(["Ann_Veneman", "Abdullah_Gul"], photos: 3)
    let terminal = try open()
    terminal.send("e\(people)\r")
    #expect(terminal.read { $0.text.contains("Enrolled 6 faces of 2 people") })
    terminal.send("m")
    #expect(terminal.read { $0.text.contains("all 6 faces") })
    terminal.send("j\r")
    #expect(terminal.read { $0.text.contains("Embedded 6 faces with facenet-vggface2") })
    #expect(terminal.emulator.text.contains("facenet-vggface2 · 2 people"))
    terminal.send("2")
    #expect(terminal.read { $0.text.contains("SAME PERSON") })
    terminal.send("4vv")
    #expect(terminal.read { $0.text.contains("dlib-resnet") })
    terminal.send("mk\r")
    #expect(terminal.read { $0.text.contains("dlib-resnet · 2 people") })
    quit(terminal)
    let roc = try scratch.run("roc", "--model", "facenet-vggface2", "--json").object
    #expect(roc["mated"] as? Int == 6)
    let again = try scratch.run("models", "embed", "facenet-vggface2", "--json").object
    #expect(again["embedded"] as? Int == 0 && again["missing"] as? Int == 0)
  }

  @Test func aPathThatIsNotThereStaysToBeMended() throws {
    let terminal = try open()
    terminal.send("e/nowhere\r")
    #expect(terminal.read { $0.text.contains("/nowhere: no such file or folder") })
    #expect(terminal.emulator.text.contains("› /nowhere"))
    terminal.send("\u{1B}")
    #expect(terminal.read { !$0.text.contains("no such file") })
    quit(terminal)
  }
}
