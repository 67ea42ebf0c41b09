import Faces
import Gallery
import Verification

extension Command {
  static let identify = Command(
    name: "identify",
    usages: ["identify PHOTO", "identify --evaluate"],
    summary: "say who of the gallery is in a photo",
    details: [
      "For each face the nearest people of the gallery; unknown when none is below the threshold.",
      "Each person is at most one of the faces of a photo, unless --repeats is given: the faces get",
      "the people that make the sum of distances least. The margin is how much farther the runner-up",
      "is. --evaluate searches for every photo in the rest of the gallery, by each strategy: rank-1",
      "and rank-5 rates, and at the threshold FPIR (strangers taken for somebody) and FNIR (people",
      "not found). svm is trained in five folds. --search index finds the nearest by an index beside",
      "the gallery instead of comparing with every face; it is made anew when the gallery changed.",
    ],
    options: [.evaluate, .strategy, .photosAtLeast, .repeats, .search],
    examples: [
      "likeness identify party.jpg", "likeness identify --evaluate --min-photos 4 --json",
    ],
    arguments: 0...1,
    run: { invocation throws(ProgramError) in
      let session = try Session(invocation.options)
      let isEvaluation = invocation.options.evaluates
      if isEvaluation, !invocation.arguments.isEmpty {
        throw .usage(.tooManyArguments(command: "identify", usage: "identify --evaluate"))
      }
      if isEvaluation { return try IdentificationTable(session: session).run() }
      if invocation.arguments.isEmpty {
        throw .usage(.missingArguments(command: "identify", usage: "identify PHOTO"))
      }
      return try IdentifyReport(session: session).run(photo: invocation[0])
    })
}

/// Searching the gallery for the faces of a photo.
private struct IdentifyReport {
  let session: Session

  func run(photo: String) throws(ProgramError) -> ExitStatus {
    let gallery = try GalleryFaces(session)
    if gallery.set.count == 0 {
      StandardStreams.note("\(session.galleryPath): no faces there; enroll some first")
      return .negative
    }
    let threshold = try session.threshold().value
    let pipeline = try session.pipeline()
    let faces = try ProgramError.inFaces { () throws(FaceError) in
      try pipeline.faces(inPhoto: photo)
    }
    let embeddings = try ProgramError.inFaces { () throws(FaceError) in
      try pipeline.embed(faces.map(\.crop))
    }
    let candidates = try candidates(for: embeddings, in: gallery.trusted)
    let found =
      session.options.allowsRepeats
      ? candidates.map { $0.accepted(threshold: threshold) }
      : Assignment.people(of: candidates, threshold: threshold)
    let lines = faces.indices.map { place in
      IdentifiedFace(faces[place], candidates[place], found[place], gallery)
    }
    try show(lines, photo: photo)
    return lines.contains { $0.person != nil } ? .done : .negative
  }

  private func candidates(
    for probes: [[Float]], in set: EmbeddingSet
  ) throws(ProgramError) -> [[Candidate]] {
    guard (session.options.strategy ?? .nearest) == .nearest else {
      return try probes.map(identifier(set).candidates)
    }
    let index = index(of: set)
    // Each face of the photo may need somebody of its own.
    let wanted = max(Self.shown, probes.count)
    return probes.map { probe in
      nearestPeople(wanted, in: set) { count in
        index?.nearest(count, to: probe)
          ?? set.nearest(
            count, to: probe, metric: session.metric, threads: session.options.threads)
      }
    }
  }

  /// The people of as few of the nearest faces as hold enough of them.
  private func nearestPeople(
    _ wanted: Int, in set: EmbeddingSet, _ nearest: (Int) -> [NeighbourGraph.Neighbour]
  ) -> [Candidate] {
    var count = 20 * wanted
    while true {
      let people = [Candidate](nearest: nearest(count), people: set.people)
      if people.count >= wanted || count >= set.count { return people }
      count *= 8
    }
  }

  /// The candidates that are printed.
  static let shown = 10

  /// The index beside the gallery, where it is asked for and possible.
  private func index(of set: EmbeddingSet) -> NeighbourIndex? {
    guard session.options.search == .index, NeighbourIndex.supports(session.metric) else {
      return nil
    }
    let file = IndexFile(
      gallery: session.galleryPath, model: session.model.fingerprint, metric: session.metric)
    return file.index(of: set, metric: session.metric, threads: session.options.threads) {
      StandardStreams.note("the index is \($0.rawValue): it is made, which takes a while")
    }?.index
  }

  private func identifier(_ set: EmbeddingSet) throws(ProgramError) -> Identifier {
    do throws(IdentificationError) {
      return try Identifier(
        set, metric: session.metric, strategy: (session.options.strategy ?? .nearest).strategy)
    } catch {
      throw .identification(error)
    }
  }

  private func show(_ faces: [IdentifiedFace], photo: String) throws(ProgramError) {
    if session.options.isJSON { return try StandardStreams.json(["faces": faces]) }
    if faces.isEmpty { return try StandardStreams.result("\(photo.shown): no face") }
    for (place, face) in faces.enumerated() {
      try StandardStreams.result(
        "\(photo.shown): face \(place + 1) of \(faces.count)  \(face.boxText)  "
          + (face.person?.shown ?? "unknown"))
      for candidate in face.candidates.prefix(3) {
        try StandardStreams.result(
          "  \(candidate.distance.rounded(decimals: 4))  \(candidate.person.shown)")
      }
      if let margin = face.margin {
        try StandardStreams.result("  margin \(margin.rounded(decimals: 4))")
      }
    }
  }
}

/// A face with who it may be, as JSON.
private struct IdentifiedFace: Encodable {
  struct Line: Encodable {
    let person: String
    let distance: Float
    let score: Double?
  }

  let box: [Double]
  let person: String?
  let candidates: [Line]
  let margin: Float?
  let boxText: String

  init(_ face: Face, _ ranked: [Candidate], _ found: Candidate?, _ gallery: GalleryFaces) {
    let line = FaceLine(face, embedding: nil)
    box = line.box
    boxText = line.boxText
    person = found.map { gallery.name($0.person) }
    candidates = ranked.prefix(IdentifyReport.shown).map {
      Line(person: gallery.name($0.person), distance: $0.distance, score: $0.score)
    }
    margin = ranked.margin
  }

  enum CodingKeys: CodingKey { case box, person, candidates, margin }

  /// Nobody is written as null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(box, forKey: .box)
    try container.encode(person, forKey: .person)
    try container.encode(candidates, forKey: .candidates)
    try container.encode(margin, forKey: .margin)
  }
}
