import FoundationEssentials

extension Gallery {
  /// Gives a person another name; the name it has already changes nothing.
  /// - Throws: `invalidName`, `nameTaken`, `unknownPerson`.
  public func rename(
    _ person: Person.ID, to newName: String, at time: Date
  ) throws(GalleryError) {
    let name = try PersonName.checked(newName)
    let old = try known(person).name
    // Compared by bytes: another spelling of the same letters is a change worth keeping.
    if old.utf8.elementsEqual(name.utf8) { return }
    if let holder = try personID(named: name), holder != person { throw .nameTaken(name) }
    try edit(.rename(from: old, to: name), at: time) { edit throws(GalleryError) in
      try record(.renamed(person: person.rawValue, old: old), in: edit)
      try database.run(
        "UPDATE person SET name = ?2 WHERE id = ?1", .integer(person.rawValue), .text(name))
    }
  }

  /// Gives all faces of a person to another, who stays; a person and itself change nothing.
  /// - Throws: `unknownPerson`.
  public func merge(
    _ person: Person.ID, into other: Person.ID, at time: Date
  ) throws(GalleryError) {
    let (from, into) = (try known(person), try known(other))
    if person == other { return }
    let action = Edit.Action.merge(name: from.name, into: into.name, faces: from.faces)
    try edit(action, at: time) { edit throws(GalleryError) in
      try move(try faceIDs(of: person), to: other, in: edit)
    }
  }

  /// Makes a new person of some faces.
  /// - Throws: `invalidName`, `nameTaken`, `unknownFace`.
  @discardableResult
  public func split(
    _ faces: [FaceRecord.ID], to newName: String, at time: Date
  ) throws(GalleryError) -> Person.ID? {
    let name = try PersonName.checked(newName)
    if faces.isEmpty { return nil }
    if try personID(named: name) != nil { throw .nameTaken(name) }
    let action = Edit.Action.split(faces: Set(faces).count, to: name)
    return try edit(action, at: time) { edit throws(GalleryError) in
      let person = try addPerson(name, in: edit)
      try move(faces, to: person, in: edit)
      return person
    }
  }

  /// Gives some faces to somebody who is there already; the faces a person has change nothing.
  /// - Throws: `unknownPerson`, `unknownFace`.
  public func assign(
    _ faces: [FaceRecord.ID], to person: Person.ID, at time: Date
  ) throws(GalleryError) {
    let name = try known(person).name
    let own = Set(try faceIDs(of: person))
    if own.isSuperset(of: faces) { return }
    let action = Edit.Action.assign(faces: Set(faces).subtracting(own).count, to: name)
    try edit(action, at: time) { edit throws(GalleryError) in
      try move(faces, to: person, in: edit)
    }
  }

  /// Takes a person out with all faces. They stay in the file until the edit leaves the journal or
  /// `purgeForgotten` is called.
  /// - Throws: `unknownPerson`.
  public func forget(_ person: Person.ID, at time: Date) throws(GalleryError) {
    let known = try known(person)
    let action = Edit.Action.forgetPerson(name: known.name, faces: known.faces)
    try edit(action, at: time) { edit throws(GalleryError) in
      try forget(try faceIDs(of: person), in: edit)
    }
  }

  /// Takes some faces out, and who has none left; kept in the file as a forgotten person is.
  /// - Throws: `unknownFace`.
  public func forget(_ faces: [FaceRecord.ID], at time: Date) throws(GalleryError) {
    if faces.isEmpty { return }
    try edit(.forgetFaces(Set(faces).count), at: time) { edit throws(GalleryError) in
      try forget(faces, in: edit)
    }
  }

  private func known(_ person: Person.ID) throws(GalleryError) -> Person {
    guard let known = try self.person(person) else {
      throw .unknownPerson("person \(person.rawValue)")
    }
    return known
  }
}
