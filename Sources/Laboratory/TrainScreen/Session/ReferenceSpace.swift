import Training
import Verification

/// A few photos that are looked at in every frame, in a plane that keeps still.
struct ReferenceSpace {
  let photos: LabelledPhotos
  private let whose: SpacePicture.People
  /// The people of the photos, counted from 0.
  private let people: [Int]
  private var plane = StablePlane()
  private var before: [PlanePoint] = []
  private var reach: Float?

  /// As many people as colours tell apart.
  static let peopleShown = 12
  static let photosOfEach = 5
  /// Nearer than this the picture does not go, so that a collapse is seen as one.
  static let leastReach: Float = 0.3

  /// The people with the most photos, the first by number among equals.
  init(_ all: LabelledPhotos, _ whose: SpacePicture.People) {
    self.whose = whose
    let places = Dictionary(grouping: all.people.indices) { all.people[$0] }
    let chosen = places.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .prefix(Self.peopleShown).map(\.key).sorted()
    let rows = chosen.flatMap { places[$0]?.prefix(Self.photosOfEach) ?? [] }
    photos = LabelledPhotos(
      names: all.names, people: rows.map { all.people[$0] }, images: rows.map { all.images[$0] })
    people = photos.people.map { chosen.firstIndex(of: $0) ?? 0 }
  }

  /// Where their embeddings lie now.
  mutating func place(_ embeddings: EmbeddingSet) -> SpacePicture {
    let points = plane.place(embeddings)
    let reachBefore = reach
    let reach = follow(points)
    defer { before = points }
    return SpacePicture(
      whose: whose, people: people, points: points, before: before, reach: reach,
      reachBefore: reachBefore ?? reach, share: plane.share)
  }

  /// The picture grows at once with what leaves it, and shrinks slowly.
  private mutating func follow(_ points: [PlanePoint]) -> Float {
    let far = points.map { max(abs($0.x), abs($0.y)) }.max() ?? 0
    let wanted = max(Self.leastReach, 1.08 * far)
    let new = reach.map { wanted > $0 ? wanted : $0 + 0.1 * (wanted - $0) } ?? wanted
    reach = new
    return new
  }
}
