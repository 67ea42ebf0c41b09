import Gallery
import Verification

/// What the gallery holds, without its pictures: people, their faces, and the embeddings of the
/// model in use.
struct Collection: Sendable {
  /// In the order of their names.
  private(set) var people: [Person] = []
  private(set) var embeddings = GalleryEmbeddings(
    model: "", faces: [], people: [], dimension: 0, values: [])
  /// The change that undo would take back.
  private(set) var lastEdit: Edit?
  /// What is known of pairs of faces.
  private(set) var marks: [FaceMark] = []
  /// The same about the rows of `embeddings`.
  private(set) var constraints = ClusterConstraints()
  /// The people's names as they are searched, in the same order.
  private var searchNames: [String] = []
  private var facesByPerson: [Person.ID: [FaceRecord]] = [:]
  private var facesByID: [FaceRecord.ID: FaceRecord] = [:]
  private var peopleByID: [Person.ID: Person] = [:]
  private var rowsByFace: [FaceRecord.ID: Int] = [:]

  init() {}

  init(
    people: [Person], faces: [FaceRecord], embeddings: GalleryEmbeddings, lastEdit: Edit? = nil,
    marks: [FaceMark] = []
  ) {
    self.people = people
    self.embeddings = embeddings
    self.lastEdit = lastEdit
    self.marks = marks
    constraints = embeddings.constraints(marks)
    searchNames = people.map { $0.displayName.lowercased() }
    facesByPerson = Dictionary(grouping: faces, by: \.person)
    facesByID = Dictionary(faces.map { ($0.id, $0) }) { first, _ in first }
    peopleByID = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
    rowsByFace = Dictionary(embeddings.faces.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  var faceCount: Int { facesByID.count }
  var isEmpty: Bool { people.isEmpty }

  /// The faces of a person, in the order they were enrolled.
  func faces(of person: Person.ID) -> [FaceRecord] { facesByPerson[person] ?? [] }

  func face(_ id: FaceRecord.ID) -> FaceRecord? { facesByID[id] }

  func person(_ id: Person.ID) -> Person? { peopleByID[id] }

  /// The people whose names hold a text, as the screen shows both, in either case.
  func people(holding text: String) -> [Person] {
    let wanted = text.shownAsName.lowercased()
    return zip(people, searchNames).filter { $1.contains(wanted) }.map(\.0)
  }

  /// The person of that name, as it is kept or as the screen shows it.
  func person(named name: String) -> Person? {
    people.first { $0.name == name } ?? people.first { $0.displayName == name }
  }

  /// Whether two faces are of one person; `nil` when one of them is not in the gallery.
  func isMated(_ one: FaceRecord.ID, _ other: FaceRecord.ID) -> Bool? {
    guard let one = face(one), let other = face(other) else { return nil }
    return one.person == other.person
  }

  /// The row of a face in `embeddings`.
  func row(of face: FaceRecord.ID) -> Int? { rowsByFace[face] }

  /// What is marked about two faces.
  func mark(of pair: FacePair) -> FaceMark.Kind? { marks.first { $0.pair == pair }?.kind }

  /// Whether another collection has the same faces, of the same people, by the same model.
  func hasSameFaces(as other: Collection) -> Bool {
    embeddings.model == other.embeddings.model && embeddings.faces == other.embeddings.faces
      && embeddings.people == other.embeddings.people
  }

  /// Whether another collection has the same faces, people and marks.
  func isSame(as other: Collection) -> Bool { hasSameFaces(as: other) && marks == other.marks }

  /// The embedding of a face by the model in use, when it has been computed.
  func embedding(of face: FaceRecord.ID) -> [Float]? {
    rowsByFace[face].map { Array(embeddings[$0]) }
  }

  /// The same people and faces, none of them embedded yet by the model with a fingerprint.
  mutating func forgetEmbeddings(for model: String) {
    embeddings = GalleryEmbeddings(model: model, faces: [], people: [], dimension: 0, values: [])
    rowsByFace = [:]
    constraints = ClusterConstraints()
  }

  var firstFace: FaceRecord? { people.first.flatMap { faces(of: $0.id).first } }

  /// The distance of an embedding to each row of `embeddings`.
  func distances(from embedding: [Float], metric: Metric) -> [Float] {
    guard embedding.count == embeddings.dimension else { return [] }
    return (0..<embeddings.count).map { row in
      metric.distance(embedding, Array(embeddings[row]))
    }
  }
}
