import Foundation
import Gallery
import Glibc
import ProgramSupport
import Testing

/// Enrolling that is stopped, politely and not. Skipped without the photos and the model files.
@Suite(.enabled(if: Material.isThere), .serialized) struct InterruptionTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func enroll() throws -> PseudoTerminal {
    try PseudoTerminal(
      [BuiltProgram.path, "enroll", Material.people, "--gallery", scratch.gallery],
      environment: Material.environment, columns: 120)
  }

  /// The highest count that the progress line has shown.
  private func acknowledged(_ terminal: PseudoTerminal) -> Int {
    String(decoding: terminal.output, as: UTF8.self).split(separator: "\u{1B}")
      .compactMap { part in
        let words = part.drop { !$0.isNumber }.split(separator: " ")
        return words.count > 1 && words[1] == "of" ? Int(words[0]) : nil
      }.max() ?? 0
  }

  /// Each photo that was counted is in the gallery, but for the few that were skipped.
  @Test(arguments: [20, 33, 47])
  func killedWhileEnrolling(photos: Int) throws {
    let terminal = try enroll()
    let end = ContinuousClock.now + .seconds(60)
    while acknowledged(terminal) < photos, ContinuousClock.now < end {
      terminal.read(for: .milliseconds(5))
    }
    terminal.signal(SIGKILL)
    #expect(terminal.wait() == .killed(SIGKILL))
    let counted = acknowledged(terminal)
    #expect(counted >= photos)
    let gallery = try Gallery(path: scratch.gallery)
    let faces = try gallery.faces()
    #expect(faces.count >= counted)
    for face in faces { _ = try gallery.crop(of: face.id) }
    #expect(try gallery.embeddings(model: "").count == 0)
    #expect(try gallery.models().map(\.faces) == [faces.count])
    #expect(try gallery.undo()?.description == "enrolled \(faces.count) photos from lfw-dev")
    #expect(try gallery.people().isEmpty)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func interruptedWhileEnrolling(signal: Int32, status: Int32) throws {
    let terminal = try enroll()
    let end = ContinuousClock.now + .seconds(60)
    while acknowledged(terminal) < 5, ContinuousClock.now < end {
      terminal.read(for: .milliseconds(5))
    }
    if signal == SIGINT { terminal.send("\u{3}") } else { terminal.signal(signal) }
    #expect(terminal.wait() == .exited(status))
    let faces = try Gallery(path: scratch.gallery).faces().count
    let text = terminal.emulator.text
    #expect(text.contains("enrolled \(faces) face"))
    #expect(text.replacing("\n", with: "").contains("stopped; \(faces) face"))
  }
}
