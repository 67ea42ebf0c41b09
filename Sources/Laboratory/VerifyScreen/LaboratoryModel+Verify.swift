import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// Does what an action means on the verify screen.
  mutating func performInVerify(_ action: Action) -> [Effect] {
    switch action {
    case .nextPair: return step(verify.walk, by: 1)
    case .previousPair: return step(verify.walk, by: -1)
    case .hardestImpostor: return step(.hardestImpostors, by: 1)
    case .worstGenuine: return step(.worstGenuine, by: 1)
    case .chooseReference: return ask(.subject(.reference))
    case .chooseProbe: return ask(.subject(.probe))
    case .filter:
      screen = .gallery
      return ask(.filter(text: gallery.filter))
    case .swap: swap(&verify.reference, &verify.probe)
    case .showPhotos: return showPhotos()
    default: break
    }
    return []
  }

  /// Begins with a face as the reference and the face nearest to it as the probe.
  mutating func compare(_ subject: Subject) -> [Effect] {
    place(subject, .reference)
    return step(.reference, by: 1)
  }

  /// Begins with the face under the gallery's cursor.
  mutating func beginVerifying() -> [Effect] {
    let face = gallery.currentFace(in: collection) ?? collection.firstFace
    return face.flatMap { subject(of: $0) }.map { compare($0) } ?? []
  }

  /// The distance of the pair on the screen.
  var pairDistance: Double? {
    guard let reference = verify.reference, let probe = verify.probe,
      reference.embedding.count == probe.embedding.count
    else { return nil }
    return Double(threshold.metric.distance(reference.embedding, probe.embedding))
  }

  /// A face of the gallery as a side of a comparison; `nil` while it has no embedding.
  func subject(of face: FaceRecord) -> Subject? {
    collection.embedding(of: face.id).map { embedding in
      Subject(
        source: .enrolled(face.id), name: collection.person(face.person)?.displayName ?? "",
        person: face.person, photoPath: face.photo.path,
        photoSize: PixelSize(width: face.photo.width, height: face.photo.height),
        quality: face.quality, model: collection.embeddings.model, embedding: embedding, crop: nil)
    }
  }

  /// Puts a subject on a side; a new reference gets its own list of neighbours to walk through.
  mutating func place(_ subject: Subject, _ side: VerifyScreen.Side) {
    verify[side] = subject
    verify.awaited[side] = nil
    verify.position = nil
    if side == .reference {
      verify.walk = .reference
      verify.neighbours = neighbours(of: subject)
    }
  }

  /// A photo that is not enrolled was examined for a side.
  mutating func take(_ subject: Subject, _ side: VerifyScreen.Side) {
    guard subject.model == embedder.fingerprint else { return }
    place(subject, side)
    guard subject.otherFaces > 0, case .photo(_, 0) = subject.source else { return }
    let count = subject.otherFaces + 1
    notice = Notice(
      "\(subject.name) shows \(count) faces; the main one is compared", kind: .information)
  }

  /// All other faces of the gallery, the most alike first.
  private func neighbours(of subject: Subject) -> [FaceRecord.ID] {
    let distances = collection.distances(from: subject.embedding, metric: threshold.metric)
    return zip(collection.embeddings.faces, distances)
      .filter { subject.source != .enrolled($0.0) }
      .sorted { $0.1 < $1.1 }
      .map(\.0)
  }

  // MARK: - After an edit

  /// Brings the pair up to date with the gallery: faces that left it leave the pair, and new names
  /// are shown.
  mutating func settleVerify() {
    placeAwaited()
    let hadReference = verify.reference != nil
    verify.reference = verify.reference.flatMap(settled)
    verify.probe = verify.probe.flatMap(settled)
    guard let reference = verify.reference else {
      if hadReference { verify = VerifyScreen() }
      return
    }
    verify.neighbours = neighbours(of: reference)
    settlePosition()
  }

  /// Takes the pair off the screen, to be put there again as another model sees it.
  mutating func awaitPair() -> [Effect] {
    var waiting = VerifyScreen()
    var effects: [Effect] = []
    for side in VerifyScreen.Side.allCases {
      if case .photo(let path, let face)? = verify[side]?.source {
        effects.append(.examineSubject(path: path, face: face, side))
      }
      waiting.awaited[side] = verify[side]?.source
    }
    verify = waiting
    return effects
  }

  private mutating func placeAwaited() {
    for side in VerifyScreen.Side.allCases {
      guard case .enrolled(let face)? = verify.awaited[side], let subject = subject(ofFace: face)
      else { continue }
      place(subject, side)
      if side == .probe { verify.position = verify.neighbours.firstIndex(of: face) }
    }
  }

  private func settled(_ subject: Subject) -> Subject? {
    guard case .enrolled(let face) = subject.source else { return subject }
    return self.subject(ofFace: face)
  }

  /// Finds the pair's place in a walk that may have changed.
  mutating func settlePosition() {
    guard verify.position != nil, case .enrolled(let probe)? = verify.probe?.source,
      case .enrolled(let reference)? = verify.reference?.source
    else { return verify.position = nil }
    let isShown = { (pair: Statistics.RankedPair) in
      pair.reference == reference && pair.probe == probe
    }
    verify.position =
      switch verify.walk {
      case .reference: verify.neighbours.firstIndex(of: probe)
      case .hardestImpostors: statistics?.hardestImpostors.firstIndex(where: isShown)
      case .worstGenuine: statistics?.worstGenuine.firstIndex(where: isShown)
      }
  }

  // MARK: - Walking through pairs

  /// Goes on in a list of pairs, from its beginning when it is another list than before.
  mutating func step(_ walk: VerifyScreen.Walk, by count: Int) -> [Effect] {
    if walk == .reference, verify.reference == nil { return beginVerifying() }
    let length = length(of: walk)
    guard length > 0 else {
      notice = Notice(missingPairs(walk), kind: .failure)
      return []
    }
    let before = verify.walk == walk ? verify.position : nil
    let position = before.map { ($0 + count + length) % length } ?? 0
    show(walk, position)
    return []
  }

  /// The number of pairs in a walk.
  func length(of walk: VerifyScreen.Walk) -> Int {
    switch walk {
    case .hardestImpostors: statistics?.hardestImpostors.count ?? 0
    case .worstGenuine: statistics?.worstGenuine.count ?? 0
    case .reference: verify.neighbours.count
    }
  }

  /// A pair of a list, by its place there.
  mutating func show(_ walk: VerifyScreen.Walk, _ position: Int) {
    verify.walk = walk
    verify.position = position
    verify.awaited = [:]
    switch walk {
    case .hardestImpostors: show(statistics?.hardestImpostors[position])
    case .worstGenuine: show(statistics?.worstGenuine[position])
    case .reference: verify.probe = subject(ofFace: verify.neighbours[position])
    }
  }

  private mutating func show(_ pair: Statistics.RankedPair?) {
    guard let pair else { return }
    verify.reference = subject(ofFace: pair.reference)
    verify.probe = subject(ofFace: pair.probe)
    verify.neighbours = verify.reference.map(neighbours) ?? []
  }

  private func subject(ofFace face: FaceRecord.ID) -> Subject? {
    collection.face(face).flatMap { subject(of: $0) }
  }

  private func missingPairs(_ walk: VerifyScreen.Walk) -> String {
    switch walk {
    case .reference: "There is no other face to compare with: press e to enroll photos"
    case .hardestImpostors where statistics == nil, .worstGenuine where statistics == nil:
      "The gallery's pairs are still being compared"
    case .hardestImpostors: "No pairs of different people yet: enroll a second person"
    case .worstGenuine: "No pairs of one person yet: enroll a second photo of somebody"
    }
  }

  // MARK: - Photos

  private mutating func showPhotos() -> [Effect] {
    guard let pair = verify.pair else {
      notice = Notice("Choose reference and probe first: a and b", kind: .failure)
      return []
    }
    overlay = .photos(PhotoViewer(pair: pair))
    return [.loadPhotos(pair)]
  }
}
