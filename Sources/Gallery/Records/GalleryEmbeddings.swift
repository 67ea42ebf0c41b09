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

  /// The same for comparing all pairs: people by the numbers of their identifiers. Without faces the
  /// dimension may be unknown, and is 1.
  public var set: EmbeddingSet {
    EmbeddingSet(
      people: people.map { Int($0.rawValue) }, dimension: max(1, dimension), values: values)
  }
}

extension GalleryEmbeddings {
  /// What marks say about the rows; also by way of faces that the model has not embedded.
  public func constraints(_ marks: [FaceMark]) -> ClusterConstraints {
    func pairs(_ kind: FaceMark.Kind) -> [ClusterConstraints.Pair] {
      marks.filter { $0.kind == kind }.map {
        ClusterConstraints.Pair(Int($0.pair.first.rawValue), Int($0.pair.second.rawValue))
      }
    }
    return ClusterConstraints(mustLink: pairs(.same), cannotLink: pairs(.different))
      .among(faces.map { Int($0.rawValue) })
  }
}
