import Faces
import Imaging

extension Gallery {
  /// Adds a photo with its faces in one transaction; it is on disk when the call returns.
  ///
  /// All photos of a batch are one edit, unless another edit comes between them: then the photos
  /// after it are a further one.
  /// - Throws: `invalidName`, `invalidEmbedding`, `unstorableCrop`; nothing of the photo is kept.
  public func enroll(
    _ photo: PhotoRecord, faces: [NewFace], model: ModelRecord?, in batch: inout EnrollmentBatch
  ) throws(GalleryError) -> EnrollmentOutcome {
    let prepared = try prepare(faces)
    var continued = batch
    let outcome = try database.transaction { () throws(GalleryError) -> EnrollmentOutcome in
      if let people = try enrolledPeople(photo: photo.hash) { return .alreadyEnrolled(as: people) }
      if faces.isEmpty { return .enrolled([]) }
      let edit = try join(&continued)
      let photo = try add(photo, in: edit)
      let model = try model.map { model throws(GalleryError) in (model, try modelID(model)) }
      var ids: [FaceRecord.ID] = []
      for face in prepared {
        ids.append(try add(face, photo: photo, model: model, in: edit, at: batch))
      }
      return .enrolled(ids)
    }
    batch = continued
    return outcome
  }

  /// Whose faces were taken from the photo with a content hash, by name; `nil` when it isn't
  /// enrolled.
  public func enrolledPeople(photo hash: String) throws(GalleryError) -> [String]? {
    let names = try database.rows(
      """
      SELECT DISTINCT person.name FROM photo
      JOIN face ON face.photo = photo.id AND face.forgotten IS NULL
      JOIN person ON person.id = face.person
      WHERE photo.hash = ?1 AND photo.forgotten IS NULL ORDER BY person.name
      """, .text(hash)
    ) { $0.text(0) }
    return names.isEmpty ? nil : names
  }

  /// The edit of the batch, counting one photo more; a new one unless it is still the latest.
  private func join(_ batch: inout EnrollmentBatch) throws(GalleryError) -> Edit.ID {
    let latest = try database.first("SELECT max(id) FROM edit") { $0.integer(0) }
    if let edit = batch.edit, edit.rawValue == latest {
      try database.run("UPDATE edit SET count = count + 1 WHERE id = ?1", .integer(edit.rawValue))
      return edit
    }
    let edit = try begin(.enroll(photos: 1, source: batch.source), at: batch.time)
    batch.edit = edit
    return edit
  }

  private func add(_ photo: PhotoRecord, in edit: Edit.ID) throws(GalleryError) -> Int64 {
    try database.run(
      "INSERT INTO photo (hash, path, width, height) VALUES (?1, ?2, ?3, ?4)",
      .text(photo.hash), .text(photo.path), .count(photo.width), .count(photo.height))
    let id = database.lastInserted
    try record(.added(.photo, row: id), in: edit)
    return id
  }

  private func add(
    _ face: PreparedFace, photo: Int64, model: (record: ModelRecord, id: Int64)?,
    in edit: Edit.ID, at batch: EnrollmentBatch
  ) throws(GalleryError) -> FaceRecord.ID {
    let known = try personID(named: face.person)
    let person = if let known { known } else { try addPerson(face.person, in: edit) }
    let id = try insert(face, person: person, photo: photo, batch: batch)
    try record(.added(.face, row: id.rawValue), in: edit)
    try insertCrop(face, of: id)
    if let model, let embedding = face.face.embedding {
      try store(embedding, face: id, model: model.record, id: model.id)
    }
    return id
  }

  private func insert(
    _ face: PreparedFace, person: Person.ID, photo: Int64, batch: EnrollmentBatch
  ) throws(GalleryError) -> FaceRecord.ID {
    let (box, quality) = (face.face.detection.box, face.face.quality)
    try database.run(
      """
      INSERT INTO face (person, photo, x1, y1, x2, y2, score, landmarks, size, sharpness,
        brightness, contrast, yaw, pitch, roll, added)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
      """,
      .integer(person.rawValue), .integer(photo),
      .real(box.left), .real(box.top), .real(box.right), .real(box.bottom),
      .real(Double(face.face.detection.score)), .blob(face.face.detection.landmarks.stored),
      .real(quality.size), .real(quality.sharpness), .real(quality.brightness),
      .real(quality.contrast), .real(quality.yaw), .real(quality.pitch), .real(quality.roll),
      .real(batch.time.timeIntervalSince1970))
    return FaceRecord.ID(rawValue: database.lastInserted)
  }

  private func insertCrop(_ face: PreparedFace, of id: FaceRecord.ID) throws(GalleryError) {
    let detection = face.face.crop.detection
    try database.run(
      "INSERT INTO crop (face, x1, y1, x2, y2, landmarks, png) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      .integer(id.rawValue), .real(detection.box.left), .real(detection.box.top),
      .real(detection.box.right), .real(detection.box.bottom),
      .blob(detection.landmarks.stored), .blob(face.png))
  }

  /// Checks names and packs pictures before the transaction, to hold others up as little as may be.
  private func prepare(_ faces: [NewFace]) throws(GalleryError) -> [PreparedFace] {
    var prepared: [PreparedFace] = []
    for face in faces {
      prepared.append(
        PreparedFace(
          person: try PersonName.checked(face.person), face: face,
          png: try CropCoding.encoded(face.crop.image)))
    }
    return prepared
  }
}

/// A face with its name checked and its picture packed.
private struct PreparedFace {
  let person: String
  let face: NewFace
  let png: [UInt8]
}
