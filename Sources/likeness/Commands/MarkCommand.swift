import FoundationEssentials
import Gallery

extension Command {
  static let mark = Command(
    name: "mark",
    usages: ["mark", "mark same|different|unknown FACE FACE [--replace]"],
    summary: "say that two faces are, or are not, one person",
    details: [
      "Clustering and identification keep to it, whatever the distance. FACE is a photo of the gallery",
      "and the number of the face in it, as `cluster --json` prints it: photo.jpg#2; the end of the",
      "path will do. Without arguments, lists the marks; unknown takes one away. A mark that",
      "contradicts others is refused with their names; --replace has it take their place.",
    ],
    options: [.replace],
    examples: [
      "likeness mark different ann/0001.jpg eve/0002.jpg",
      "likeness mark same ann/0001.jpg party.jpg#3 --replace",
    ],
    arguments: 0...3,
    run: { invocation throws(ProgramError) in
      let report = MarkReport(session: try Session(invocation.options))
      if invocation.arguments.isEmpty { return try report.list() }
      guard invocation.arguments.count == 3 else {
        throw .usage(.missingArguments(command: "mark", usage: "mark same|different FACE FACE"))
      }
      guard let word = MarkReport.Word(rawValue: invocation[0]) else {
        throw .usage(
          .badValue(
            option: "mark", value: invocation[0], expected: "same, different or unknown"))
      }
      return try report.mark(word, invocation[1], invocation[2])
    })
}

private struct MarkReport {
  enum Word: String, CaseIterable {
    case same, different, unknown

    var kind: FaceMark.Kind? { FaceMark.Kind(rawValue: rawValue) }
  }

  let session: Session

  func list() throws(ProgramError) -> ExitStatus {
    let gallery = try session.gallery(.read)
    let (marks, labels) = try ProgramError.inGallery { () throws(GalleryError) in
      (try gallery.marks(), FaceLabels(try gallery.faces()))
    }
    let lines = marks.map { MarkLine($0, labels) }
    if session.options.isJSON {
      try StandardStreams.json(lines)
    } else {
      for line in lines { try StandardStreams.result(line.text) }
    }
    return marks.isEmpty ? .negative : .done
  }

  func mark(_ word: Word, _ one: String, _ other: String) throws(ProgramError) -> ExitStatus {
    let gallery = try session.gallery(.change)
    let labels = FaceLabels(
      try ProgramError.inGallery { () throws(GalleryError) in try gallery.faces() })
    let pair = FacePair(
      try labels.face(named: one, in: gallery.path),
      try labels.face(named: other, in: gallery.path))
    let replaced = try ProgramError.inGallery { () throws(GalleryError) -> [FaceMark] in
      let before = try gallery.marks()
      try gallery.mark(
        [pair], as: word.kind, replacing: session.options.replaces, at: Date())
      let after = Set(try gallery.marks())
      return before.filter { !after.contains($0) }
    }
    let line = MarkLine(
      faces: [labels[pair.first], labels[pair.second]], kind: word.rawValue,
      replaced: word == .unknown ? nil : replaced.map { MarkLine($0, labels) })
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      try StandardStreams.result(line.text)
      for old in line.replaced ?? [] { try StandardStreams.result("  instead of \(old.text)") }
    }
    return .done
  }
}

/// A mark, as JSON.
private struct MarkLine: Encodable {
  let faces: [String]
  let kind: String
  var replaced: [MarkLine]?

  init(faces: [String], kind: String, replaced: [MarkLine]?) {
    self.faces = faces
    self.kind = kind
    self.replaced = replaced
  }

  init(_ mark: FaceMark, _ labels: FaceLabels) {
    self.init(
      faces: [labels[mark.pair.first], labels[mark.pair.second]], kind: mark.kind.rawValue,
      replaced: nil)
  }

  var text: String { "\(kind)  \(faces.map(\.shown).joined(separator: "  "))" }
}
