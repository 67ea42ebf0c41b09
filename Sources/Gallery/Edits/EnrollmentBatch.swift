import FoundationEssentials

/// Photos that are enrolled together and taken back together.
public struct EnrollmentBatch: Sendable {
  /// Where the photos come from, for the history.
  public let source: String
  let time: Date
  /// The edit that the photos so far are part of; `nil` before the first.
  var edit: Edit.ID?

  /// - Parameter time: when the faces are added.
  public init(source: String, at time: Date) {
    self.source = source
    self.time = time
  }
}

/// What became of a photo.
public enum EnrollmentOutcome: Hashable, Sendable {
  /// In the gallery and on disk, in the order of the faces given.
  case enrolled([FaceRecord.ID])
  /// The same file was enrolled before, as these people; nothing was changed.
  case alreadyEnrolled(as: [String])
}
