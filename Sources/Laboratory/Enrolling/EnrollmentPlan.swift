import FoundationEssentials

/// Photos to enroll, each with the person it shows.
public struct EnrollmentPlan: Sendable, Equatable {
  /// A photo and the name of the person in it.
  public struct Item: Sendable, Equatable {
    public let photo: String
    public let person: String
  }

  /// What the plan enrolls, as in "lfw-dev".
  public var title: String
  public var items: [Item]
  /// Files that were passed over, with the reason.
  public var skipped: [SkippedPhoto]

  /// The plan for one person's photos.
  public init(photos: [String], of person: String) {
    title = person
    items = photos.map { Item(photo: $0, person: person) }
    skipped = []
  }

  /// The plan for a folder with a folder of photos for each person.
  ///
  /// Photos that lie directly in `directory` belong to nobody and are reported as skipped.
  public init(directory: String) throws(EnrollmentError) {
    let listing = try PhotoFolder.list(directory)
    title = PathName.last(directory)
    items = []
    skipped = listing.photos.map {
      SkippedPhoto(photo: $0, reason: "not in a person's folder", kind: .nameless)
    }
    for folder in listing.folders {
      let person = PathName.last(folder)
      items += try PhotoFolder.photos(below: folder).map { Item(photo: $0, person: person) }
    }
  }

  public var people: Int { Set(items.map(\.person)).count }
}
