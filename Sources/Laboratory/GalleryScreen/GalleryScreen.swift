import Gallery

/// The state of the gallery screen: the person and the face under the cursor.
struct GalleryScreen: Sendable {
  enum Pane: Sendable { case people, faces }

  var pane = Pane.people
  /// The person under the cursor. An identity, not a row, so that it stays when the list changes.
  var person: Person.ID?
  /// The index of the face under the cursor, among the person's faces.
  var face = 0
  /// Faces chosen to be split off or forgotten.
  var selected: Set<FaceRecord.ID> = []
  /// People are shown whose names hold this text.
  var filter = ""
  /// Those people; found when the filter or the list changes, since every frame asks for them.
  private var matching: [Person] = []

  /// The people that the filter leaves, in order.
  func visiblePeople(in collection: Collection) -> [Person] {
    filter.isEmpty ? collection.people : matching
  }

  /// The faces of the person under the cursor.
  func faces(in collection: Collection) -> [FaceRecord] {
    person.map(collection.faces(of:)) ?? []
  }

  /// The face under the cursor.
  func currentFace(in collection: Collection) -> FaceRecord? {
    let faces = faces(in: collection)
    return faces.indices.contains(face) ? faces[face] : nil
  }

  /// Puts the cursor on a person that is there, after the list or the filter changed.
  mutating func settle(in collection: Collection) {
    matching = filter.isEmpty ? [] : collection.people(holding: filter)
    let people = visiblePeople(in: collection)
    if let first = people.first, !people.contains(where: { $0.id == person }) { choose(first.id) }
    if people.isEmpty { person = nil }
    face = min(face, max(0, faces(in: collection).count - 1))
    selected.formIntersection(faces(in: collection).map(\.id))
    if people.isEmpty { pane = .people }
  }

  /// Moves the cursor in the list of people.
  mutating func movePerson(by rows: Int, in collection: Collection) {
    let people = visiblePeople(in: collection)
    guard !people.isEmpty else { return }
    let row = people.firstIndex { $0.id == person } ?? 0
    choose(people[min(max(0, row + rows), people.count - 1)].id)
  }

  /// Puts the cursor on a person.
  mutating func choose(_ chosen: Person.ID) {
    guard chosen != person else { return }
    person = chosen
    face = 0
    selected = []
  }

  /// Moves the cursor among the faces.
  mutating func moveFace(by count: Int, in collection: Collection) {
    face = min(max(0, face + count), max(0, faces(in: collection).count - 1))
  }
}
