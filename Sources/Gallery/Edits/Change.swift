/// What an edit did to one row, with what is needed to take it back.
enum Change: Equatable {
  case added(Entity, row: Int64)
  case forgotten(Entity, row: Int64)
  case renamed(person: Int64, old: String)
  case moved(face: Int64, oldPerson: Int64)

  /// The tables that edits touch.
  enum Entity: String {
    case person, photo, face, mark

    /// All, each before those that it refers to.
    static let dependentFirst: [Entity] = [.mark, .face, .photo, .person]
  }
}

extension Change {
  var kind: String {
    switch self {
    case .added: "added"
    case .forgotten: "forgotten"
    case .renamed: "renamed"
    case .moved: "moved"
    }
  }

  var entity: Entity {
    switch self {
    case .added(let entity, _), .forgotten(let entity, _): entity
    case .renamed: .person
    case .moved: .face
    }
  }

  var row: Int64 {
    switch self {
    case .added(_, let row), .forgotten(_, let row), .renamed(let row, _), .moved(let row, _): row
    }
  }

  var old: String? {
    switch self {
    case .added, .forgotten: nil
    case .renamed(_, let old): old
    case .moved(_, let oldPerson): String(oldPerson)
    }
  }

  /// `nil` for what no edit writes.
  init?(kind: String, entity: String, row: Int64, old: String?) {
    guard let entity = Entity(rawValue: entity) else { return nil }
    switch (kind, entity, old) {
    case ("added", _, _): self = .added(entity, row: row)
    case ("forgotten", _, _): self = .forgotten(entity, row: row)
    case ("renamed", .person, let old?): self = .renamed(person: row, old: old)
    case ("moved", .face, let old?):
      guard let person = Int64(old) else { return nil }
      self = .moved(face: row, oldPerson: person)
    default: return nil
    }
  }
}
