import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// Does what an action means on the identify screen.
  mutating func performInIdentify(_ action: Action) -> [Effect] {
    switch action {
    case .up: moveSuggestion(by: -1)
    case .down: moveSuggestion(by: 1)
    case .pageUp: moveSuggestion(by: -10)
    case .pageDown: moveSuggestion(by: 10)
    case .first: moveSuggestion(by: -IdentifyScreen.mostSuggestions)
    case .last: moveSuggestion(by: IdentifyScreen.mostSuggestions)
    case .nextProbe: stepProbe(by: 1)
    case .previousProbe: stepProbe(by: -1)
    case .chooseProbe: return ask(.identify)
    case .filter: return ask(.identify)
    case .nextView: cycleComparison()
    case .markSame: return markSuggestion(.same)
    case .markDifferent: return markSuggestion(.different)
    case .open: return openSuggestion()
    default: break
    }
    return []
  }

  private mutating func moveSuggestion(by count: Int) {
    let last = max(0, (identify.probe?.suggestions.count ?? 0) - 1)
    identify.selected = min(max(0, identify.selected + count), last)
  }

  private mutating func cycleComparison() {
    let all = IdentifyScreen.Comparison.allCases
    let place = all.firstIndex(of: identify.comparison) ?? 0
    identify.comparison = all[(place + 1) % all.count]
  }

  /// The next face of the photo; of a face of the gallery, the next face there.
  private mutating func stepProbe(by count: Int) {
    if identify.probes.count > 1 {
      let all = identify.probes.count
      identify.place = (identify.place + count + all) % all
      identify.selected = 0
      return
    }
    let faces = collection.embeddings.faces
    guard !faces.isEmpty else { return }
    let place = identify.probe.flatMap { probe -> Int? in
      guard case .enrolled(let face) = probe.subject.source else { return nil }
      return collection.row(of: face)
    }
    search(forFace: faces[place.map { ($0 + count + faces.count) % faces.count } ?? 0])
  }

  // MARK: - Searching

  /// Begins with the face under the gallery's cursor.
  mutating func beginIdentifying() {
    guard let face = gallery.currentFace(in: collection) ?? collection.firstFace else { return }
    search(forFace: face.id)
  }

  /// Searches for a face of the gallery among the others.
  mutating func search(forFace id: FaceRecord.ID) {
    guard let face = collection.face(id), let subject = subject(of: face) else { return }
    search(for: [subject])
  }

  /// All faces of a photo were found.
  mutating func take(probes: [Subject]) {
    guard probes.allSatisfy({ $0.model == embedder.fingerprint }) else { return }
    search(for: probes)
    guard probes.count > 1 else { return }
    notice = Notice(
      "\(probes.count) faces in the photo; Tab goes through them", kind: .information)
  }

  /// All faces of a photo were found, or one of the gallery was chosen.
  mutating func search(for subjects: [Subject]) {
    let identifier = subjects.contains { $0.person == nil } ? identifier : nil
    identify.awaited = nil
    identify.probes = subjects.map { subject in
      let ranked = ranked(subject, identifier)
      return IdentifyScreen.Probe(
        subject: subject, ranked: ranked, suggestions: suggestions(ranked, for: subject))
    }
    identify.place = 0
    identify.selected = 0
  }

  /// Searches for faces from photos; those of the gallery are items of its own set.
  private var identifier: Identifier? {
    let trusted = collection.embeddings.set.respecting(collection.constraints)
    return try? Identifier(trusted, metric: threshold.metric)
  }

  private func ranked(_ subject: Subject, _ identifier: Identifier?) -> [Candidate] {
    let embeddings = collection.embeddings
    guard subject.embedding.count == embeddings.dimension else { return [] }
    guard case .enrolled(let face) = subject.source, let row = collection.row(of: face) else {
      return identifier?.candidates(for: subject.embedding) ?? []
    }
    let found = try? Identifier.candidates(
      forItem: row, of: embeddings.set, metric: threshold.metric,
      constraints: collection.constraints)
    return found ?? []
  }

  /// The first candidates, each with the person's face that is most alike.
  private func suggestions(
    _ ranked: [Candidate], for subject: Subject
  ) -> [IdentifyScreen.Suggestion] {
    ranked.prefix(IdentifyScreen.mostSuggestions).compactMap { candidate in
      let person = Person.ID(rawValue: Int64(candidate.person))
      let faces = collection.faces(of: person).map(\.id).filter { subject.source != .enrolled($0) }
      let nearest = faces.compactMap { face in
        collection.embedding(of: face).map {
          (face: face, distance: threshold.metric.distance($0, subject.embedding))
        }
      }.min { $0.distance < $1.distance }
      return nearest.map {
        IdentifyScreen.Suggestion(candidate: candidate, person: person, face: $0.face)
      }
    }
  }

  /// What the ways to search came to was of other faces or marks.
  mutating func resetStrategies() {
    identify.results = []
    identify.impossible = 0
    identify.progress = .idle
  }

  /// Another model sees the faces searched for: a photo's are looked for again, and one of the
  /// gallery as soon as it is embedded.
  mutating func awaitProbes() -> [Effect] {
    let source = identify.probe?.subject.source
    let comparison = identify.comparison
    identify = IdentifyScreen()
    identify.comparison = comparison
    identify.awaited = source
    guard case .photo(let path, _)? = source else { return [] }
    return [.examineProbes(path: path)]
  }

  /// Begins the search that waits for the model, or else with the face under the gallery's cursor
  /// where the screen is looked at.
  private mutating func resumeIdentifying() {
    switch identify.awaited {
    case .enrolled(let face)? where collection.face(face) != nil: search(forFace: face)
    case .photo?: break
    case .enrolled?, nil: if screen == .identify { beginIdentifying() }
    }
  }

  /// Brings the search up to date with the gallery.
  mutating func settleIdentify() {
    if identify.probes.isEmpty { return resumeIdentifying() }
    let kept = identify.probes.map(\.subject).filter { subject in
      guard case .enrolled(let face) = subject.source else { return true }
      return collection.row(of: face) != nil
    }
    if kept.isEmpty {
      identify.probes = []
      return resumeIdentifying()
    }
    let (place, selected) = (identify.place, identify.selected)
    let person = identify.suggestion?.person
    let renewed = kept.map { subject -> Subject in
      guard case .enrolled(let face) = subject.source, let record = collection.face(face) else {
        return subject
      }
      return self.subject(of: record) ?? subject
    }
    search(for: renewed)
    identify.place = min(place, max(0, renewed.count - 1))
    // The candidate stays under the cursor, wherever a mark puts it.
    let suggestions = identify.probe?.suggestions ?? []
    identify.selected =
      suggestions.firstIndex { $0.person == person } ?? min(selected, max(0, suggestions.count - 1))
  }

  // MARK: - What the screen lacks once it is shown

  mutating func wantedStrategies() -> [Effect] {
    guard screen == .identify, identify.progress == .idle, !identify.isCompared,
      collection.embeddings.count > 1, work == nil
    else { return [] }
    resetStrategies()
    identify.progress = .running(0)
    return [.compareStrategies(collection, threshold.metric)]
  }

  mutating func take(_ result: StrategyResult?, of compared: Collection) {
    guard identify.progress.isRunning, collection.isSame(as: compared) else { return }
    if let result { identify.results.append(result) } else { identify.impossible += 1 }
    let done = identify.results.count + identify.impossible
    identify.progress =
      identify.isCompared
      ? .idle : .running(Double(done) / Double(IdentifyScreen.strategies.count))
  }

  // MARK: - Acting on it

  /// Marks the probe and the candidate's face; a face that is not enrolled cannot be marked.
  private mutating func markSuggestion(_ kind: FaceMark.Kind) -> [Effect] {
    guard let probe = identify.probe, let suggestion = identify.suggestion else { return [] }
    guard case .enrolled(let face) = probe.subject.source else {
      notice = Notice(
        "Marks are on faces of the gallery: enroll the photo first, with e", kind: .failure)
      return []
    }
    let pair = FacePair(face, suggestion.face)
    let isThere = collection.mark(of: pair) == kind
    return [.mark([pair], isThere ? nil : kind, replacing: false)]
  }

  /// A mark contradicts others: asks before it replaces them.
  mutating func askToReplace(_ conflict: String, _ effect: Effect) {
    overlay = .confirmation(
      Confirmation(
        question: "Replace the marks that contradict this one?", detail: conflict, effect: effect))
  }

  private mutating func openSuggestion() -> [Effect] {
    guard let probe = identify.probe else { return ask(.identify) }
    guard let face = identify.suggestion.flatMap({ collection.face($0.face) }),
      let other = subject(of: face)
    else { return [] }
    place(probe.subject, .reference)
    verify.probe = other
    verify.awaited = [:]
    verify.position = verify.neighbours.firstIndex(of: face.id)
    screen = .verify
    return []
  }
}
