/// An action as the columns of the journal.
struct StoredAction {
  var kind: String
  var subject = ""
  var object = ""
  var count = 0
}

extension Edit.Action {
  var stored: StoredAction {
    switch self {
    case .enroll(let photos, let source):
      StoredAction(kind: "enroll", subject: source, count: photos)
    case .rename(let from, let to): StoredAction(kind: "rename", subject: from, object: to)
    case .merge(let name, let into, let faces):
      StoredAction(kind: "merge", subject: name, object: into, count: faces)
    case .split(let faces, let to): StoredAction(kind: "split", object: to, count: faces)
    case .assign(let faces, let to): StoredAction(kind: "assign", object: to, count: faces)
    case .forgetPerson(let name, let faces):
      StoredAction(kind: "forget-person", subject: name, count: faces)
    case .forgetFaces(let faces): StoredAction(kind: "forget-faces", count: faces)
    case .mark(let pairs, let kind):
      StoredAction(kind: "mark", subject: kind?.rawValue ?? "", count: pairs)
    }
  }

  /// `nil` for a kind this version doesn't know.
  init?(stored: StoredAction) {
    switch stored.kind {
    case "enroll": self = .enroll(photos: stored.count, source: stored.subject)
    case "rename": self = .rename(from: stored.subject, to: stored.object)
    case "merge":
      self = .merge(name: stored.subject, into: stored.object, faces: stored.count)
    case "split": self = .split(faces: stored.count, to: stored.object)
    case "assign": self = .assign(faces: stored.count, to: stored.object)
    case "forget-person": self = .forgetPerson(name: stored.subject, faces: stored.count)
    case "forget-faces": self = .forgetFaces(stored.count)
    case "mark":
      let kind = FaceMark.Kind(rawValue: stored.subject)
      if kind == nil, !stored.subject.isEmpty { return nil }
      self = .mark(pairs: stored.count, kind)
    default: return nil
    }
  }
}
