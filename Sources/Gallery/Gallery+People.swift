import Verification

extension Gallery {
  /// Everybody who has a face, by name: without regard to case, numbers by their value.
  public func people() throws(GalleryError) -> [Person] {
    let people = try database.rows(
      """
      SELECT person.id, person.name, count(*), min(face.id) FROM person
      JOIN face ON face.person = person.id AND face.forgotten IS NULL
      WHERE person.forgotten IS NULL GROUP BY person.id
      """, read: Self.person)
    let keyed = people.map { (key: NameOrder($0.name), person: $0) }
    return keyed.sorted { $0.key < $1.key }.map(\.person)
  }

  /// The person of an exact name (canonically equivalent spellings are the same name).
  /// - Throws: `unknownPerson`.
  public func person(named name: String) throws(GalleryError) -> Person {
    let id = try personID(named: try PersonName.checked(name))
    guard let id, let person = try person(id) else { throw .unknownPerson(name) }
    return person
  }

  /// A person by number; `nil` when forgotten or without a face.
  public func person(_ id: Person.ID) throws(GalleryError) -> Person? {
    try database.first(
      """
      SELECT person.id, person.name, count(*), min(face.id) FROM person
      JOIN face ON face.person = person.id AND face.forgotten IS NULL
      WHERE person.forgotten IS NULL AND person.id = ?1 GROUP BY person.id
      """, .integer(id.rawValue), read: Self.person)
  }

  /// The number of people and of faces.
  public func counts() throws(GalleryError) -> (people: Int, faces: Int) {
    try database.first(
      "SELECT count(DISTINCT person), count(*) FROM face WHERE forgotten IS NULL"
    ) { ($0.count(0), $0.count(1)) } ?? (0, 0)
  }

  /// The number of the person with a checked name; `nil` when nobody has it.
  func personID(named name: String) throws(GalleryError) -> Person.ID? {
    let exact = try database.first(
      "SELECT id FROM person WHERE forgotten IS NULL AND name = ?1", .text(name)
    ) { Person.ID(rawValue: $0.integer(0)) }
    if exact != nil || name.utf8.allSatisfy({ $0 < 0x80 }) { return exact }
    // Letters with marks can be spelt in two ways that SQLite takes for different; Swift does not.
    let people = try database.rows("SELECT id, name FROM person WHERE forgotten IS NULL") {
      (id: Person.ID(rawValue: $0.integer(0)), name: $0.text(1))
    }
    return people.first { $0.name == name }?.id
  }

  private static func person(_ row: Row) -> Person {
    Person(
      id: Person.ID(rawValue: row.integer(0)), name: row.text(1), faces: row.count(2),
      cover: FaceRecord.ID(rawValue: row.integer(3)))
  }
}
