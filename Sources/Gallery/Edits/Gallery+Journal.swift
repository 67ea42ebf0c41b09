import FoundationEssentials

extension Gallery {
  /// How many edits can be taken back; what the oldest beyond them forgot is then deleted for good.
  public static let keptEdits = 50

  /// The edits that can be taken back, the latest first.
  public func editHistory() throws(GalleryError) -> [Edit] {
    try database.rows(
      "SELECT id, kind, subject, object, count, time FROM edit ORDER BY id DESC",
      read: { row throws(GalleryError) in try edit(row) })
  }

  /// Takes back the latest edit and returns it; `nil` when there is none.
  public func undo() throws(GalleryError) -> Edit? {
    try database.transaction { () throws(GalleryError) in
      let latest = try database.first(
        "SELECT id, kind, subject, object, count, time FROM edit ORDER BY id DESC LIMIT 1",
        read: { row throws(GalleryError) in try edit(row) })
      guard let latest else { return nil }
      for change in try changes(of: latest.id) { try revert(change) }
      try database.run("DELETE FROM edit WHERE id = ?1", .integer(latest.id.rawValue))
      return latest
    }
  }

  /// Deletes for good whatever was forgotten, and the history with it: nothing before can be taken
  /// back. The bytes are overwritten in the file, its log is emptied, and the indexes are erased.
  public func purgeForgotten() throws(GalleryError) {
    try database.transaction { () throws(GalleryError) in
      try database.run("DELETE FROM edit")
      for entity in Change.Entity.dependentFirst {
        try database.run("DELETE FROM \(entity.rawValue) WHERE forgotten IS NOT NULL")
      }
    }
    try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    IndexFile.eraseAll(ofGallery: path)
  }

  /// One edit in one transaction; nothing is written when `body` finds nothing to change.
  @discardableResult
  func edit<Value>(
    _ action: Edit.Action, at time: Date, _ body: (Edit.ID) throws(GalleryError) -> Value
  ) throws(GalleryError) -> Value {
    try database.transaction { () throws(GalleryError) in
      try body(try begin(action, at: time))
    }
  }

  /// Writes an edit without changes yet, and lets the oldest go.
  func begin(_ action: Edit.Action, at time: Date) throws(GalleryError) -> Edit.ID {
    let stored = action.stored
    try database.run(
      "INSERT INTO edit (kind, subject, object, count, time) VALUES (?1, ?2, ?3, ?4, ?5)",
      .text(stored.kind), .text(stored.subject), .text(stored.object), .count(stored.count),
      .real(time.timeIntervalSince1970))
    let id = Edit.ID(rawValue: database.lastInserted)
    let old = try database.rows(
      "SELECT id FROM edit ORDER BY id DESC LIMIT -1 OFFSET ?1", .count(Self.keptEdits)
    ) { $0.integer(0) }
    for edit in old.reversed() { try drop(edit) }
    return id
  }

  /// Writes down a change of an edit, before or after it is made.
  func record(_ change: Change, in edit: Edit.ID) throws(GalleryError) {
    try database.run(
      "INSERT INTO change (edit, kind, entity, row, old) VALUES (?1, ?2, ?3, ?4, ?5)",
      .integer(edit.rawValue), .text(change.kind), .text(change.entity.rawValue),
      .integer(change.row), change.old.map { .text($0) } ?? .null)
  }

  /// Lets an edit leave the journal, and deletes what it forgot.
  private func drop(_ edit: Int64) throws(GalleryError) {
    let face = try database.first(
      "SELECT id FROM face WHERE forgotten = ?1 LIMIT 1", .integer(edit), read: { $0.integer(0) })
    // Indexes hold embeddings, too; they are made anew when they are asked for.
    if face != nil { IndexFile.eraseAll(ofGallery: path) }
    for entity in Change.Entity.dependentFirst {
      try database.run("DELETE FROM \(entity.rawValue) WHERE forgotten = ?1", .integer(edit))
    }
    try database.run("DELETE FROM edit WHERE id = ?1", .integer(edit))
  }

  private func changes(of edit: Edit.ID) throws(GalleryError) -> [Change] {
    try database.rows(
      "SELECT kind, entity, row, old FROM change WHERE edit = ?1 ORDER BY id DESC",
      .integer(edit.rawValue)
    ) { row throws(GalleryError) in
      let change = Change(
        kind: row.text(0), entity: row.text(1), row: row.integer(2),
        old: row.isNull(3) ? nil : row.text(3))
      guard let change else { throw .damaged(path: path, detail: "journal") }
      return change
    }
  }

  private func revert(_ change: Change) throws(GalleryError) {
    switch change {
    case .added(let entity, let row):
      try database.run("DELETE FROM \(entity.rawValue) WHERE id = ?1", .integer(row))
    case .forgotten(let entity, let row):
      try database.run(
        "UPDATE \(entity.rawValue) SET forgotten = NULL WHERE id = ?1", .integer(row))
    case .renamed(let person, let old):
      try database.run("UPDATE person SET name = ?2 WHERE id = ?1", .integer(person), .text(old))
    case .moved(let face, let oldPerson):
      try database.run(
        "UPDATE face SET person = ?2 WHERE id = ?1", .integer(face), .integer(oldPerson))
    }
  }

  private func edit(_ row: Row) throws(GalleryError) -> Edit {
    let stored = StoredAction(
      kind: row.text(1), subject: row.text(2), object: row.text(3), count: row.count(4))
    guard let action = Edit.Action(stored: stored) else {
      throw .damaged(path: path, detail: "journal")
    }
    return Edit(
      id: Edit.ID(rawValue: row.integer(0)), action: action,
      time: Date(timeIntervalSince1970: row.real(5)))
  }
}
