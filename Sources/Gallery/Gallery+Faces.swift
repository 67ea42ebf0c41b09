import Faces
import FoundationEssentials
import Imaging

extension Gallery {
  /// All faces, the earliest first.
  public func faces() throws(GalleryError) -> [FaceRecord] {
    try database.rows(
      Self.selectFaces + " ORDER BY face.id", read: { row throws(GalleryError) in try face(row) })
  }

  /// The faces of a person, the earliest first; none when nobody has the number.
  public func faces(of person: Person.ID) throws(GalleryError) -> [FaceRecord] {
    try database.rows(
      Self.selectFaces + " AND face.person = ?1 ORDER BY face.id", .integer(person.rawValue),
      read: { row throws(GalleryError) in try face(row) })
  }

  /// A face by number.
  /// - Throws: `unknownFace`.
  public func face(_ id: FaceRecord.ID) throws(GalleryError) -> FaceRecord {
    let found = try database.first(
      Self.selectFaces + " AND face.id = ?1", .integer(id.rawValue),
      read: { row throws(GalleryError) in try face(row) })
    guard let found else { throw .unknownFace(id) }
    return found
  }

  /// The faces taken from the photo with a content hash; none when it isn't enrolled.
  public func faces(ofPhoto hash: String) throws(GalleryError) -> [FaceRecord] {
    try database.rows(
      Self.selectFaces + " AND photo.hash = ?1 ORDER BY face.id", .text(hash),
      read: { row throws(GalleryError) in try face(row) })
  }

  /// The picture of a face, pixel for pixel as it was enrolled.
  /// - Throws: `unknownFace`, `unreadableCrop`.
  public func crop(of id: FaceRecord.ID) throws(GalleryError) -> FaceCrop {
    let crop = try database.first(
      """
      SELECT crop.x1, crop.y1, crop.x2, crop.y2, crop.landmarks, face.score, crop.png FROM crop
      JOIN face ON face.id = crop.face AND face.forgotten IS NULL WHERE crop.face = ?1
      """, .integer(id.rawValue)
    ) { row throws(GalleryError) in
      FaceCrop(
        image: try CropCoding.decoded(row.blob(6), face: id),
        detection: try detection(row, score: 5, face: id))
    }
    guard let crop else { throw .unknownFace(id) }
    return crop
  }

  private static let selectFaces = """
    SELECT face.x1, face.y1, face.x2, face.y2, face.landmarks, face.score, face.id, face.person,
      face.size, face.sharpness, face.brightness, face.contrast, face.yaw, face.pitch, face.roll,
      face.added, photo.hash, photo.path, photo.width, photo.height
    FROM face JOIN photo ON photo.id = face.photo WHERE face.forgotten IS NULL
    """

  private func face(_ row: Row) throws(GalleryError) -> FaceRecord {
    let id = FaceRecord.ID(rawValue: row.integer(6))
    return FaceRecord(
      id: id, person: Person.ID(rawValue: row.integer(7)),
      photo: PhotoRecord(
        hash: row.text(16), path: row.text(17), width: row.count(18), height: row.count(19)),
      detection: try detection(row, score: 5, face: id),
      quality: Quality(
        size: row.real(8), sharpness: row.real(9), brightness: row.real(10),
        contrast: row.real(11), yaw: row.real(12), pitch: row.real(13), roll: row.real(14)),
      added: Date(timeIntervalSince1970: row.real(15)))
  }

  /// The box in the first four columns, the landmarks in the fifth.
  private func detection(
    _ row: Row, score: Int32, face: FaceRecord.ID
  ) throws(GalleryError) -> Detection {
    guard let landmarks = Landmarks(stored: row.blob(4)) else {
      throw .damaged(path: path, detail: "landmarks of face \(face.rawValue)")
    }
    return Detection(
      box: Rectangle(
        left: row.real(0), top: row.real(1), right: row.real(2), bottom: row.real(3)),
      score: Float(row.real(score)), landmarks: landmarks)
  }
}
