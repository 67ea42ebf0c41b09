/// The changes that edits are made of; each is called inside an edit's transaction.
extension Gallery {
  func addPerson(_ name: String, in edit: Edit.ID) throws(GalleryError) -> Person.ID {
    try database.run("INSERT INTO person (name) VALUES (?1)", .text(name))
    let id = database.lastInserted
    try record(.added(.person, row: id), in: edit)
    return Person.ID(rawValue: id)
  }

  /// Gives faces to a person, and forgets who has none left.
  func move(
    _ faces: [FaceRecord.ID], to person: Person.ID, in edit: Edit.ID
  ) throws(GalleryError) {
    var left: Set<Int64> = []
    for face in faces {
      let owner = try owner(of: face)
      if owner.person == person.rawValue { continue }
      left.insert(owner.person)
      try record(.moved(face: face.rawValue, oldPerson: owner.person), in: edit)
      try database.run(
        "UPDATE face SET person = ?2 WHERE id = ?1", .integer(face.rawValue),
        .integer(person.rawValue))
    }
    for person in left.sorted() { try forgetIfEmpty(.person, person, in: edit) }
  }

  /// Takes faces out, and the people and photos that have none left.
  func forget(_ faces: [FaceRecord.ID], in edit: Edit.ID) throws(GalleryError) {
    var people: Set<Int64> = []
    var photos: Set<Int64> = []
    for face in Set(faces).sorted(by: { $0.rawValue < $1.rawValue }) {
      let owner = try owner(of: face)
      people.insert(owner.person)
      photos.insert(owner.photo)
      try forget(.face, face.rawValue, in: edit)
    }
    for person in people.sorted() { try forgetIfEmpty(.person, person, in: edit) }
    for photo in photos.sorted() { try forgetIfEmpty(.photo, photo, in: edit) }
  }

  func faceIDs(of person: Person.ID) throws(GalleryError) -> [FaceRecord.ID] {
    try database.rows(
      "SELECT id FROM face WHERE person = ?1 AND forgotten IS NULL ORDER BY id",
      .integer(person.rawValue)
    ) { FaceRecord.ID(rawValue: $0.integer(0)) }
  }

  private func owner(
    of face: FaceRecord.ID
  ) throws(GalleryError) -> (person: Int64, photo: Int64) {
    let owner = try database.first(
      "SELECT person, photo FROM face WHERE id = ?1 AND forgotten IS NULL",
      .integer(face.rawValue)
    ) { (person: $0.integer(0), photo: $0.integer(1)) }
    guard let owner else { throw .unknownFace(face) }
    return owner
  }

  private func forgetIfEmpty(
    _ entity: Change.Entity, _ row: Int64, in edit: Edit.ID
  ) throws(GalleryError) {
    let faces = try database.first(
      "SELECT 1 FROM face WHERE \(entity.rawValue) = ?1 AND forgotten IS NULL LIMIT 1",
      .integer(row)
    ) { $0.integer(0) }
    if faces == nil { try forget(entity, row, in: edit) }
  }

  func forget(
    _ entity: Change.Entity, _ row: Int64, in edit: Edit.ID
  ) throws(GalleryError) {
    try record(.forgotten(entity, row: row), in: edit)
    try database.run(
      "UPDATE \(entity.rawValue) SET forgotten = ?2 WHERE id = ?1", .integer(row),
      .integer(edit.rawValue))
  }
}
