/// Two faces of one gallery, the earlier first.
public struct FacePair: Hashable, Sendable {
  public let first: FaceRecord.ID
  public let second: FaceRecord.ID

  public init(_ a: FaceRecord.ID, _ b: FaceRecord.ID) {
    (first, second) = a.rawValue <= b.rawValue ? (a, b) : (b, a)
  }
}

extension FacePair: Comparable {
  public static func < (a: FacePair, b: FacePair) -> Bool {
    (a.first.rawValue, a.second.rawValue) < (b.first.rawValue, b.second.rawValue)
  }
}

/// What is known of two faces, whatever the distance between them says.
public struct FaceMark: Hashable, Sendable, Identifiable {
  /// The number of a mark within one gallery; later marks have larger ones.
  public struct ID: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
  }

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// They are of one person (must-link).
    case same
    /// They are of two people (cannot-link).
    case different
  }

  public let id: ID
  public let pair: FacePair
  public let kind: Kind

  public init(id: ID, pair: FacePair, kind: Kind) {
    self.id = id
    self.pair = pair
    self.kind = kind
  }
}

/// A mark that would contradict others.
public struct MarkConflict: Hashable, Sendable {
  public let pair: FacePair
  public let kind: FaceMark.Kind
  /// The marks that would have to go, the oldest first.
  public let contradicted: [FaceMark]
  /// Photos of the faces, for a message.
  let names: [FaceRecord.ID: String]
}
