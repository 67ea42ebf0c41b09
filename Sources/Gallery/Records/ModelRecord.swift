import FoundationEssentials
import Verification

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
}

/// A threshold with where it comes from.
public struct StoredThreshold: Hashable, Sendable {
  /// The same person when the distance is smaller.
  public var value: Double
  /// The rule that chose it, as `by hand`.
  public var how: String
  /// The pairs it was chosen on, as `40 people, 400 faces`.
  public var data: String
  public var chosen: Date

  public init(value: Double, how: String, data: String, chosen: Date) {
    self.value = value
    self.how = how
    self.data = data
    self.chosen = chosen
  }
}
