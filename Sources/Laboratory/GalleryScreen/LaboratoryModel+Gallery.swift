import Gallery
import Terminal

extension LaboratoryModel {
  /// Does what an action means on the gallery screen.
  mutating func performInGallery(_ action: Action) -> [Effect] {
    switch action {
    case .up, .down, .left, .right, .pageUp, .pageDown, .first, .last: moveInGallery(action)
    case .nextPane, .previousPane: gallery.pane = gallery.pane == .people ? .faces : .people
    case .filter: return ask(.filter(text: gallery.filter))
    case .open: return openInGallery()
    case .markReference: return mark(.reference)
    case .markProbe: return mark(.probe)
    case .rename: return askAboutPerson(Prompt.rename)
    case .merge: return askAboutPerson(Prompt.merge)
    case .selectFace: selectFace()
    case .splitOff: return askSplitOff()
    case .forget: askForget()
    default: break
    }
    return []
  }

  // MARK: - Moving

  private mutating func moveInGallery(_ action: Action) {
    switch gallery.pane {
    case .people: moveAmongPeople(action)
    case .faces: moveAmongFaces(action)
    }
  }

  private mutating func moveAmongPeople(_ action: Action) {
    let page = max(1, galleryLayout.people.rows - 3)
    switch action {
    case .up: gallery.movePerson(by: -1, in: collection)
    case .down: gallery.movePerson(by: 1, in: collection)
    case .pageUp: gallery.movePerson(by: -page, in: collection)
    case .pageDown: gallery.movePerson(by: page, in: collection)
    case .first: gallery.movePerson(by: -collection.people.count, in: collection)
    case .last: gallery.movePerson(by: collection.people.count, in: collection)
    case .right where !gallery.faces(in: collection).isEmpty: gallery.pane = .faces
    default: break
    }
  }

  private mutating func moveAmongFaces(_ action: Action) {
    let region = Panel.inside(galleryLayout.faces)
    let across = thumbnails.perRow(in: region)
    let page = max(across, thumbnails.visible(in: region).count)
    let count = gallery.faces(in: collection).count
    switch action {
    case .left where gallery.face % across == 0: gallery.pane = .people
    case .left: gallery.moveFace(by: -1, in: collection)
    case .right: gallery.moveFace(by: 1, in: collection)
    case .up where gallery.face >= across: gallery.moveFace(by: -across, in: collection)
    case .down where gallery.face / across < (count - 1) / across:
      gallery.moveFace(by: across, in: collection)
    case .pageUp: gallery.moveFace(by: -page, in: collection)
    case .pageDown: gallery.moveFace(by: page, in: collection)
    case .first: gallery.moveFace(by: -count, in: collection)
    case .last: gallery.moveFace(by: count, in: collection)
    default: break
    }
  }

  // MARK: - Comparing

  /// Enter: the faces of a person, then the face under the cursor in Verify.
  private mutating func openInGallery() -> [Effect] {
    if collection.isEmpty { return ask(.enrollPath(text: "")) }
    if gallery.pane == .people {
      gallery.pane = .faces
      return []
    }
    guard let face = gallery.currentFace(in: collection), let subject = subject(of: face) else {
      return []
    }
    screen = .verify
    return compare(subject)
  }

  private mutating func mark(_ side: VerifyScreen.Side) -> [Effect] {
    guard let face = gallery.currentFace(in: collection), let subject = subject(of: face) else {
      return []
    }
    place(subject, side)
    let role = side == .reference ? "reference" : "probe"
    let isComplete = verify.reference != nil && verify.probe != nil
    let next = isComplete ? "press 2 to compare" : "now choose the other face"
    notice = Notice("\(subject.name) is the \(role); \(next)", kind: .success)
    return []
  }

  // MARK: - Editing

  private mutating func askAboutPerson(_ prompt: (Person) -> Prompt) -> [Effect] {
    guard let id = gallery.person, let person = collection.person(id) else { return [] }
    return ask(prompt(person))
  }

  private mutating func selectFace() {
    guard let face = gallery.currentFace(in: collection) else { return }
    gallery.pane = .faces
    if gallery.selected.remove(face.id) == nil { gallery.selected.insert(face.id) }
    gallery.moveFace(by: 1, in: collection)
  }

  /// The selected faces in their order; without any, the face under the cursor of the faces pane.
  private var chosenFaces: [FaceRecord.ID] {
    let selected = gallery.faces(in: collection).map(\.id).filter(gallery.selected.contains)
    if !selected.isEmpty || gallery.pane == .people { return selected }
    return gallery.currentFace(in: collection).map { [$0.id] } ?? []
  }

  private mutating func askSplitOff() -> [Effect] {
    let faces = chosenFaces
    guard !faces.isEmpty else {
      notice = Notice("Select faces with Space first, then split them off", kind: .failure)
      return []
    }
    return ask(.splitOff(faces))
  }

  private mutating func askForget() {
    let faces = chosenFaces
    guard let id = gallery.person, let person = collection.person(id) else { return }
    let isWhole = faces.isEmpty || faces.count == gallery.faces(in: collection).count
    let count = isWhole ? gallery.faces(in: collection).count : faces.count
    let what = count.counted("face")
    overlay = .confirmation(
      Confirmation(
        question: isWhole
          ? "Forget \(person.displayName) and \(what)?"
          : "Forget \(what) of \(person.displayName)?",
        detail: "Their pictures and embeddings leave the gallery. 'u' takes it back.",
        effect: isWhole ? .forgetPerson(id) : .forgetFaces(faces)))
  }
}

extension Person {
  /// The name as the screen shows it: folder names write blanks as underscores.
  var displayName: String { name.shownAsName }
}

extension String {
  /// A name with underscores shown as blanks.
  var shownAsName: String { String(map { $0 == "_" ? " " : $0 }) }
}
