import Faces
import FoundationEssentials
import Gallery
import Verification

/// The gallery on a thread of its own.
public actor Archive {
  private let executor: ThreadExecutor
  private let gallery: Gallery
  private var model: ModelRecord
  /// Tells when edits are made.
  nonisolated let clock: @Sendable () -> Date

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// - Parameter model: whose embeddings are read and stored.
  public init(_ gallery: sending Gallery, model: ModelRecord, clock: @escaping @Sendable () -> Date)
  {
    self.gallery = gallery
    self.model = model
    self.clock = clock
    executor = ThreadExecutor(name: "archive")
  }

  /// From now on, and when the gallery is opened next, another model's embeddings are read and
  /// stored.
  ///
  /// - Returns: the threshold that the gallery keeps for it.
  func use(_ new: ModelRecord, metric: Metric) throws(GalleryError) -> StoredThreshold? {
    model = new
    try gallery.setChosenModel(new.name)
    return try gallery.threshold(model: new.fingerprint, metric: metric)
  }

  /// How many faces each model has embedded, by fingerprint.
  func embeddedFaces() throws(GalleryError) -> [String: Int] {
    let counts = try gallery.models().map { ($0.model.fingerprint, $0.faces) }
    return Dictionary(counts) { first, _ in first }
  }

  /// People, faces and embeddings as they are now.
  func collection() throws(GalleryError) -> Collection {
    Collection(
      people: try gallery.people(), faces: try gallery.faces(),
      embeddings: try gallery.embeddings(model: model.fingerprint),
      lastEdit: try gallery.editHistory().first, marks: try gallery.marks())
  }

  /// The pictures of faces; those that left the gallery meanwhile are left out.
  func crops(of faces: [FaceRecord.ID]) throws(GalleryError) -> [FaceRecord.ID: FaceCrop] {
    var crops: [FaceRecord.ID: FaceCrop] = [:]
    for face in faces {
      do throws(GalleryError) {
        crops[face] = try gallery.crop(of: face)
      } catch .unknownFace {
        continue
      }
    }
    return crops
  }

  func face(_ id: FaceRecord.ID) throws(GalleryError) -> FaceRecord { try gallery.face(id) }

  /// What the other models here made of the gallery's faces; those that are no longer known, whose
  /// metric nobody can tell, are left out.
  func embeddingsOfOtherModels() throws(GalleryError) -> [NamedEmbeddings] {
    var sets: [NamedEmbeddings] = []
    for (other, _) in try gallery.models() where other.fingerprint != model.fingerprint {
      guard let known = try? Model.named(other.name), known.fingerprint == other.fingerprint else {
        continue
      }
      sets.append(
        NamedEmbeddings(
          name: other.name, set: try gallery.embeddings(model: other.fingerprint).set,
          metric: known.metric))
    }
    return sets
  }

  // MARK: - Enrolling

  /// Whose faces were taken from the photo with a content hash; nothing when it isn't enrolled.
  func enrolledPeople(photo hash: String) throws(GalleryError) -> [String]? {
    try gallery.enrolledPeople(photo: hash)
  }

  func enroll(
    _ photo: PhotoRecord, faces: [NewFace], in batch: inout EnrollmentBatch
  ) throws(GalleryError) -> EnrollmentOutcome {
    try gallery.enroll(photo, faces: faces, model: model, in: &batch)
  }

  /// Faces that the model has not embedded yet, as after a change of model.
  func missingEmbeddings() throws(GalleryError) -> [FaceRecord.ID] {
    try gallery.missingEmbeddings(model: model.fingerprint)
  }

  func store(_ embeddings: [(face: FaceRecord.ID, vector: [Float])]) throws(GalleryError) {
    try gallery.storeEmbeddings(embeddings, model: model)
  }

  // MARK: - Edits

  /// Makes a change and says in a line what was done.
  func edit(_ effect: Effect) throws(GalleryError) -> String {
    switch effect {
    case .rename(let person, let name): try gallery.rename(person, to: name, at: clock())
    case .merge(let person, let other): try gallery.merge(person, into: other, at: clock())
    case .splitOff(let faces, let name): try splitOff(faces, to: name)
    case .forgetPerson(let person): try gallery.forget(person, at: clock())
    case .forgetFaces(let faces): try gallery.forget(faces, at: clock())
    case .mark(let pairs, let kind, let replacing):
      let before = try gallery.editHistory().first
      try gallery.mark(pairs, as: kind, replacing: replacing, at: clock())
      if try gallery.editHistory().first == before { return "Marked so already" }
    case .undo:
      guard let undone = try gallery.undo() else { return "Nothing to undo" }
      return "Undone: \(undone)"
    default: return ""
    }
    let done = try gallery.editHistory().first?.description ?? ""
    return done.prefix(1).uppercased() + done.dropFirst() + " · u undoes it"
  }

  /// Gives faces to the person of that name, who is made where nobody has it.
  private func splitOff(_ faces: [FaceRecord.ID], to name: String) throws(GalleryError) {
    let people = try gallery.people()
    if let known = people.first(where: { $0.name == name }) {
      try gallery.assign(faces, to: known.id, at: clock())
    } else {
      try gallery.split(faces, to: name, at: clock())
    }
  }

  // MARK: - The threshold

  func keep(_ threshold: Threshold, on data: String) throws(GalleryError) {
    var stored = StoredThreshold(
      value: threshold.value, how: threshold.explanation, data: data, chosen: clock())
    stored.choice = threshold.choice
    stored.choice?.time = stored.chosen.timeIntervalSince1970
    try gallery.setThreshold(stored, model: model.fingerprint, metric: threshold.metric)
  }
}
