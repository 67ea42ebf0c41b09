import Faces

/// A model with its preprocessing, as embeddings in a gallery name it.
public struct ModelRecord: Hashable, Sendable {
  /// Tells apart all that gives other numbers: weights, alignment, normalisation. Embeddings of two
  /// fingerprints are never compared.
  public var fingerprint: String
  /// What people call it, as `dlib-resnet`.
  public var name: String
  /// The number of components of an embedding.
  public var dimension: Int

  public init(fingerprint: String, name: String, dimension: Int) {
    self.fingerprint = fingerprint
    self.name = name
    self.dimension = dimension
  }

  public init(_ model: Model) {
    self.init(fingerprint: model.fingerprint, name: model.name, dimension: model.dimension)
  }
}
