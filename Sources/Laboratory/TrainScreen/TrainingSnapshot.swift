import Figures
import Imaging
import Training
import Verification

/// A training at one moment: all that a frame shows of it.
struct TrainingSnapshot: Sendable {
  /// The plan it goes by at this moment.
  var plan: TrainingPlan
  var step = 0
  /// Rounds in which every person came up once.
  var epoch = 0.0
  /// The latest step; `nil` before the first.
  var report: StepReport?
  var photosPerSecond: Double?
  /// The share of all triplets of the latest batch that violate the margin, whatever was mined.
  var violating: Double?
  var history = TrainingHistory()
  var space: SpacePicture?
  var distances: DistancePicture?
  var triplet: MinedTriplet?
  var diagnosis: Diagnosis?
}

/// The same photos in the plane, frame after frame.
struct SpacePicture: Sendable, Equatable {
  /// Whose photos are shown.
  enum People: String, Sendable { case trained = "people trained on", heldOut = "people held out" }

  var whose: People
  /// The person of each point, counted from 0.
  var people: [Int]
  var points: [PlanePoint]
  /// Where the points were in the picture before; empty in the first.
  var before: [PlanePoint]
  /// How far from the middle the picture reaches, and how far that before did.
  var reach: Float
  var reachBefore: Float
  /// The share of the variance that the plane keeps.
  var share: Double

  var peopleCount: Int { (people.max() ?? -1) + 1 }

  /// The picture on the way from the one before, of which a share is gone: slow at both ends.
  func moved(by share: Double) -> SpacePicture {
    guard share < 1, before.count == points.count else { return self }
    let eased = Float(share * share * (3 - 2 * share))
    var picture = self
    picture.points = zip(before, points).map { $0 + ($1 - $0) * eased }
    picture.reach = reachBefore + (reach - reachBefore) * eased
    return picture
  }
}

/// The squared distances of the same photos.
struct DistancePicture: Sendable, Equatable {
  var histogram: Histogram
  /// Where as many strangers are accepted as photos of a person are rejected.
  var equalError: EqualErrorRate?
}

/// A triplet of the latest batch, as faces.
struct MinedTriplet: Sendable, Equatable {
  struct Face: Sendable, Equatable {
    /// A name for the picture, the same for the same photo of a training.
    let key: String
    let person: String
    let image: Image
  }

  let anchor: Face
  let positive: Face
  let negative: Face
  /// Squared distances from the anchor.
  let near: Double
  let far: Double
  let margin: Double
  /// The step it was mined in.
  let step: Int

  enum Kind: String, Sendable {
    case hard = "hard: the stranger is nearer"
    case semiHard = "semi-hard: within the margin"
    case easy = "easy: beyond the margin"
  }

  var kind: Kind { far <= near ? .hard : far < near + margin ? .semiHard : .easy }
}
