/// Somebody in the gallery.
public struct Person: Hashable, Sendable, Identifiable {
  /// The number of a person within one gallery.
  public struct ID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
  }

  public let id: ID
  public let name: String
  /// The number of faces, at least one.
  public let faces: Int
  /// The face to show for the person: the first that was enrolled.
  public let cover: FaceRecord.ID

  public init(id: ID, name: String, faces: Int, cover: FaceRecord.ID) {
    self.id = id
    self.name = name
    self.faces = faces
    self.cover = cover
  }
}
