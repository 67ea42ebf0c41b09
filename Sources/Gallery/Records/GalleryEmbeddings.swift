import Verification

/// All embeddings of one model in a gallery, the earliest face first, in one block.
public struct GalleryEmbeddings: Sendable, Equatable {
  /// The fingerprint of the model; empty where there is none.
  public let model: String
  public let faces: [FaceRecord.ID]
  /// The person of each face.
  public let people: [Person.ID]
  /// The number of components of an embedding.
  public let dimension: Int
  /// The components, one face after the other.
  public let values: [Float]

  public init(
    model: String, faces: [FaceRecord.ID], people: [Person.ID], dimension: Int, values: [Float]
  ) {
    self.model = model
    self.faces = faces
    self.people = people
    self.dimension = dimension
    self.values = values
  }

  /// The number of faces.
  public var count: Int { faces.count }

  /// The embedding of the face at a place.
  public subscript(index: Int) -> ArraySlice<Float> {
    values[(index * dimension)..<((index + 1) * dimension)]
  }

  /// The same for comparing all pairs: people by the numbers of their identifiers.
  public var set: EmbeddingSet {
    // A model that has embedded nothing here has no dimension here, either.
    EmbeddingSet(
      people: people.map { Int($0.rawValue) }, dimension: max(1, dimension), values: values)
  }
}
