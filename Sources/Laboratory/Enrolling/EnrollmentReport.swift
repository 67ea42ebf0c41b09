/// A photo that was not enrolled, and why.
public struct SkippedPhoto: Sendable, Equatable, Encodable {
  public let photo: String
  public let reason: String
  public let kind: Kind

  /// What stood in the way.
  public enum Kind: Sendable {
    /// The file is no photo that can be read.
    case unreadable
    case faceless
    case alreadyEnrolled
    /// The photo stands where no name is known, or the name is none.
    case nameless
  }

  public init(photo: String, reason: String, kind: Kind = .unreadable) {
    self.photo = photo
    self.reason = reason
    self.kind = kind
  }

  private enum CodingKeys: CodingKey { case photo, reason }

  static func reason(enrolledAs people: [String]) -> String {
    "already enrolled as \(people.joined(separator: ", "))"
  }
}

/// What came of enrolling a plan.
public struct EnrollmentReport: Sendable, Equatable {
  /// The number of faces that are in the gallery now and were not before.
  public private(set) var enrolled = 0
  /// The names of their people.
  public private(set) var people: Set<String> = []
  public internal(set) var skipped: [SkippedPhoto]
  /// The photos of several faces, of which the main one was taken.
  public private(set) var ofSeveral: [String] = []
  /// Why the gallery could take no more; what was enrolled before is kept.
  public internal(set) var failure: String?
  public internal(set) var wasCancelled = false

  init(skipped: [SkippedPhoto] = []) {
    self.skipped = skipped
  }

  mutating func count(_ faces: Int, of item: EnrollmentPlan.Item, facesInPhoto: Int) {
    enrolled += faces
    people.insert(item.person)
    if facesInPhoto > 1 { ofSeveral.append(item.photo) }
  }
}
