import Faces
import Terminal

extension LaboratoryModel {
  /// A photo to enroll was looked at: asks who is in it.
  mutating func ask(whoIsWhoIn photo: ExaminedPhoto) {
    guard !photo.faces.isEmpty else {
      let path = photo.record.path
      return refuseToEnroll(path, because: FaceError.noFace(path: path).description)
    }
    let folder = PathName.last(PathName.parent(photo.record.path))
    let suggestion = collection.person(named: folder)?.name
    overlay = .naming(Naming(photo: photo, suggestion: suggestion))
  }

  mutating func press(_ key: Key, meaning action: Action?, in naming: Naming) -> [Effect] {
    var naming = naming
    switch action {
    case .accept: return answer(naming)
    case .down: naming.select(naming.selected + 1)
    case .up: naming.select(naming.selected - 1)
    case .nextCompletion: naming.takeCompletion()
    default:
      if naming.fields[naming.selected].handle(key) {
        naming.completions = people(like: naming.fields[naming.selected].text)
      }
    }
    overlay = .naming(naming)
    return []
  }

  /// Enter goes on to the next face, and after the last enrolls those that got a name.
  private mutating func answer(_ naming: Naming) -> [Effect] {
    var naming = naming
    if naming.selected + 1 < naming.fields.count {
      naming.select(naming.selected + 1)
      overlay = .naming(naming)
      return []
    }
    guard naming.repeatedName == nil, !naming.names.isEmpty, mayBeginWork() else { return [] }
    overlay = nil
    work = Work(
      title: "Enrolling \(PathName.last(naming.photo.record.path))", started: now, now: now)
    return [.enrollNamed(naming.photo, names: naming.names)]
  }
}

extension Naming {
  mutating func select(_ index: Int) {
    selected = min(max(0, index), fields.count - 1)
    completions = []
  }

  mutating func takeCompletion() {
    guard let first = completions.first else { return }
    fields[selected] = TextInput(first)
    completions = Array(completions.dropFirst()) + [first]
  }
}
