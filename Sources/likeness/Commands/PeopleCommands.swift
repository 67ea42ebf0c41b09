import FoundationEssentials
import Gallery

extension Command {
  static let people = Command(
    name: "people",
    usages: ["people"],
    summary: "list who is in the gallery",
    examples: ["likeness people", "likeness people --json | jq -r '.[].name'"],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      let people = try known(try Session(invocation.options))
      if invocation.options.isJSON {
        try StandardStreams.json(people.map { PersonLine(name: $0.name, faces: $0.faces) })
      } else {
        var table = TextTable(.left, .right)
        table.rows = people.map { [$0.name.shown, $0.faces.of("face")] }
        for line in table.lines { try StandardStreams.result(line) }
      }
      return people.isEmpty ? .negative : .done
    })

  static let forget = Command(
    name: "forget",
    usages: ["forget NAME [--now]"],
    summary: "take a person and all faces out of the gallery",
    details: [
      "The faces stay in the file, out of sight, until \(Gallery.keptEdits) further changes or --now;",
      "till then `likeness undo` brings them back.",
    ],
    options: [.forGood],
    examples: ["likeness forget 'Ann Veneman'", "likeness forget 'Ann Veneman' --now"],
    arguments: 1...1,
    run: { invocation throws(ProgramError) in
      let isForGood = invocation.options.isForGood
      return try edit(invocation) { gallery throws(GalleryError) in
        let person = try gallery.person(named: invocation[0])
        try gallery.forget(person.id, at: Date())
        if isForGood { try gallery.purgeForgotten() }
        let way = isForGood ? "deleted for good" : "`likeness undo` brings back"
        return (
          EditLine(forgotten: person.name, faces: person.faces),
          "forgot \(person.name.shown), \(person.faces.of("face")) (\(way))"
        )
      }
    })

  static let rename = Command(
    name: "rename",
    usages: ["rename NAME NEW-NAME"],
    summary: "give a person another name",
    examples: ["likeness rename 'Anne Veneman' 'Ann Veneman'"],
    arguments: 2...2,
    run: { invocation throws(ProgramError) in
      try edit(invocation) { gallery throws(GalleryError) in
        let person = try gallery.person(named: invocation[0])
        try gallery.rename(person.id, to: invocation[1], at: Date())
        let name = try gallery.person(person.id)?.name ?? invocation[1]
        return (
          EditLine(faces: person.faces, renamed: person.name, to: name),
          "renamed \(person.name.shown) to \(name.shown)"
        )
      }
    })

  static let merge = Command(
    name: "merge",
    usages: ["merge NAME INTO-NAME"],
    summary: "give all faces of one person to another",
    details: ["The second person stays; the first is gone."],
    examples: ["likeness merge 'A. Veneman' 'Ann Veneman'"],
    arguments: 2...2,
    run: { invocation throws(ProgramError) in
      try edit(invocation) { gallery throws(GalleryError) in
        let person = try gallery.person(named: invocation[0])
        let other = try gallery.person(named: invocation[1])
        try gallery.merge(person.id, into: other.id, at: Date())
        return (
          EditLine(faces: person.faces, merged: person.name, into: other.name),
          "merged \(person.name.shown), \(person.faces.of("face")), into \(other.name.shown)"
        )
      }
    })

  static let undo = Command(
    name: "undo",
    usages: ["undo"],
    summary: "take back the last change of the gallery",
    details: ["Again and again, up to \(Gallery.keptEdits) changes."],
    examples: ["likeness undo"],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      let gallery = try Session(invocation.options).gallery(.change)
      let undone = try ProgramError.inGallery { () throws(GalleryError) in try gallery.undo() }
      if invocation.options.isJSON {
        try StandardStreams.json(UndoLine(undone: undone?.description))
      } else {
        let text = undone.map { "undone: \($0.description.shown)" }
        try StandardStreams.result(text ?? "nothing to undo")
      }
      return undone == nil ? .negative : .done
    })

  /// Everybody; nobody when there is no gallery yet.
  private static func known(_ session: Session) throws(ProgramError) -> [Person] {
    do throws(GalleryError) {
      return try Gallery(path: session.galleryPath, mode: .read).people()
    } catch .missing {
      StandardStreams.note(GalleryError.missing(path: session.galleryPath).description.shown)
      return []
    } catch {
      throw .gallery(error)
    }
  }

  /// Makes a change and says what was done.
  private static func edit(
    _ invocation: Invocation,
    _ change: (Gallery) throws(GalleryError) -> (EditLine, String)
  ) throws(ProgramError) -> ExitStatus {
    let gallery = try Session(invocation.options).gallery(.change)
    let (line, text) = try ProgramError.inGallery { () throws(GalleryError) in
      try change(gallery)
    }
    if invocation.options.isJSON {
      try StandardStreams.json(line)
    } else {
      try StandardStreams.result(text)
    }
    return .done
  }
}

/// A person, as JSON.
struct PersonLine: Encodable {
  let name: String
  let faces: Int
}

/// A change, as JSON: the name under the word for what was done.
struct EditLine: Encodable {
  var forgotten: String?
  let faces: Int
  var renamed: String?
  var to: String?
  var merged: String?
  var into: String?
}

/// What was taken back, as JSON.
struct UndoLine: Encodable {
  let undone: String?

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    // Written even when there was nothing, as null.
    try container.encode(undone, forKey: .undone)
  }

  private enum Keys: CodingKey { case undone }
}
