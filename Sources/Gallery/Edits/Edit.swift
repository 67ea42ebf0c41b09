import FoundationEssentials

/// One step of the gallery's history that can be taken back.
public struct Edit: Hashable, Sendable, Identifiable {
  /// Grows with every edit of a gallery.
  public struct ID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
  }

  /// What was done.
  public enum Action: Hashable, Sendable {
    /// Photos of one batch; `source` says where they came from.
    case enroll(photos: Int, source: String)
    case rename(from: String, to: String)
    case merge(name: String, into: String, faces: Int)
    /// Faces became a new person.
    case split(faces: Int, to: String)
    /// Faces were given to somebody there already.
    case assign(faces: Int, to: String)
    case forgetPerson(name: String, faces: Int)
    case forgetFaces(Int)
    /// Pairs of faces were marked as of one person or of two, or their marks taken away.
    case mark(pairs: Int, FaceMark.Kind?)
  }

  public let id: ID
  public let action: Action
  public let time: Date

  public init(id: ID, action: Action, time: Date) {
    self.id = id
    self.action = action
    self.time = time
  }
}
