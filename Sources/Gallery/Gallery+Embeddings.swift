extension Gallery {
  /// All embeddings of the model with a fingerprint, in one block; none when the gallery doesn't
  /// know the model.
  public func embeddings(model fingerprint: String) throws(GalleryError) -> GalleryEmbeddings {
    guard let model = try model(fingerprint) else {
      return GalleryEmbeddings(
        model: fingerprint, faces: [], people: [], dimension: 0, values: [])
    }
    let block = EmbeddingBlock(model.record)
    try database.each(
      """
      SELECT face.id, face.person, embedding.vector FROM face
      JOIN embedding ON embedding.face = face.id AND embedding.model = ?1
      WHERE face.forgotten IS NULL ORDER BY face.id
      """, [.integer(model.id)]
    ) { row throws(GalleryError) in
      let isWhole = block.take(
        face: FaceRecord.ID(rawValue: row.integer(0)),
        person: Person.ID(rawValue: row.integer(1)), vector: row.blob(2))
      if !isWhole {
        throw .damaged(path: path, detail: "embedding of face \(row.integer(0))")
      }
    }
    return block.embeddings
  }

  /// The faces that the model with a fingerprint has not embedded yet, the earliest first.
  public func missingEmbeddings(
    model fingerprint: String
  ) throws(GalleryError) -> [FaceRecord.ID] {
    try database.rows(
      """
      SELECT face.id FROM face WHERE face.forgotten IS NULL AND NOT EXISTS (
        SELECT 1 FROM embedding JOIN model ON model.id = embedding.model
        WHERE embedding.face = face.id AND model.fingerprint = ?1)
      ORDER BY face.id
      """, .text(fingerprint)
    ) { FaceRecord.ID(rawValue: $0.integer(0)) }
  }

  /// Keeps what a model makes of faces, in one transaction; replaces what was there. It is no edit:
  /// it can be computed again at any time. Faces that were forgotten meanwhile are passed over.
  /// - Throws: `invalidEmbedding`.
  public func storeEmbeddings(
    _ embeddings: [(face: FaceRecord.ID, vector: [Float])], model: ModelRecord
  ) throws(GalleryError) {
    try database.transaction { () throws(GalleryError) in
      let id = try modelID(model)
      for (face, vector) in embeddings {
        try store(vector, face: face, model: model, id: id)
      }
    }
  }

  /// The models that embedded faces here, and how many faces each.
  public func models() throws(GalleryError) -> [(model: ModelRecord, faces: Int)] {
    try database.rows(
      """
      SELECT fingerprint, name, dimension, (
        SELECT count(*) FROM embedding JOIN face ON face.id = embedding.face
        WHERE embedding.model = model.id AND face.forgotten IS NULL)
      FROM model ORDER BY name, fingerprint
      """
    ) { row in
      let record = ModelRecord(
        fingerprint: row.text(0), name: row.text(1), dimension: row.count(2))
      return (record, row.count(3))
    }
  }

  func store(
    _ vector: [Float], face: FaceRecord.ID, model: ModelRecord, id: Int64
  ) throws(GalleryError) {
    if vector.count != model.dimension {
      throw .invalidEmbedding(
        .wrongDimension(found: vector.count, expected: model.dimension))
    }
    if !vector.allSatisfy(\.isFinite) { throw .invalidEmbedding(.notFinite) }
    let bytes = vector.withUnsafeBytes { Array($0) }
    try database.run(
      """
      INSERT INTO embedding (face, model, vector)
      SELECT id, ?2, ?3 FROM face WHERE id = ?1 AND forgotten IS NULL
      ON CONFLICT (face, model) DO UPDATE SET vector = excluded.vector
      """, .integer(face.rawValue), .integer(id), .blob(bytes))
  }

  /// The number of a model, which is added where it is new.
  /// - Throws: `invalidEmbedding` when the gallery has the fingerprint with another dimension.
  func modelID(_ model: ModelRecord) throws(GalleryError) -> Int64 {
    if let known = try self.model(model.fingerprint) {
      if known.record.dimension != model.dimension {
        throw .invalidEmbedding(
          .wrongDimension(found: model.dimension, expected: known.record.dimension))
      }
      return known.id
    }
    try database.run(
      "INSERT INTO model (fingerprint, name, dimension) VALUES (?1, ?2, ?3)",
      .text(model.fingerprint), .text(model.name), .count(model.dimension))
    return database.lastInserted
  }

  private func model(
    _ fingerprint: String
  ) throws(GalleryError) -> (id: Int64, record: ModelRecord)? {
    let found = try database.first(
      "SELECT id, fingerprint, name, dimension FROM model WHERE fingerprint = ?1",
      .text(fingerprint)
    ) { row in
      let record = ModelRecord(
        fingerprint: row.text(1), name: row.text(2), dimension: row.count(3))
      return (id: row.integer(0), record: record)
    }
    if let found, !(1...65_536).contains(found.record.dimension) {
      throw .damaged(path: path, detail: "dimension \(found.record.dimension)")
    }
    return found
  }
}

/// Gathers the rows of `embeddings`.
private final class EmbeddingBlock {
  private let model: ModelRecord
  private var faces: [FaceRecord.ID] = []
  private var people: [Person.ID] = []
  private var values: [Float] = []

  init(_ model: ModelRecord) { self.model = model }

  private var dimension: Int { model.dimension }

  /// False when the vector has another length or holds what is not a finite number.
  func take(face: FaceRecord.ID, person: Person.ID, vector: UnsafeRawBufferPointer) -> Bool {
    guard vector.count == 4 * dimension else { return false }
    faces.append(face)
    people.append(person)
    var sum: Float = 0
    for index in 0..<dimension {
      let value = vector.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
      values.append(value)
      sum += value * 0
    }
    return sum == 0
  }

  var embeddings: GalleryEmbeddings {
    GalleryEmbeddings(
      model: model.fingerprint, faces: faces, people: people, dimension: dimension, values: values)
  }
}
