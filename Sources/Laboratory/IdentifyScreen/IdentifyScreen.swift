import Gallery
import Verification

/// The state of the identify screen: the faces searched for and who they may be.
struct IdentifyScreen: Sendable {
  /// What stands beside the candidates.
  enum Comparison: String, Sendable, CaseIterable {
    case table = "Strategies, leaving one out"
    case match = "Found among the first candidates"
    case openSet = "Found, against strangers taken for somebody"
  }

  /// Somebody who may be the one searched for, with the most alike of the person's faces.
  struct Suggestion: Sendable, Equatable {
    let candidate: Candidate
    let person: Person.ID
    let face: FaceRecord.ID
  }

  /// A face searched for.
  struct Probe: Sendable {
    let subject: Subject
    /// Everyone, the most alike first.
    let ranked: [Candidate]
    /// The first of them.
    let suggestions: [Suggestion]
  }

  /// The ways that are compared, the quick ones first.
  static let strategies: [IdentificationStrategy] = [
    .nearest, .mean, .kNearest(5), .supportVectors,
  ]

  /// How many candidates can be looked at.
  static let mostSuggestions = 100

  /// The faces of the photo, or one of the gallery.
  var probes: [Probe] = []
  /// What was searched for before another model was chosen, until it has seen it.
  var awaited: Subject.Source?
  /// The face that is shown.
  var place = 0
  /// The candidate under the cursor.
  var selected = 0
  var comparison = Comparison.table
  var results: [StrategyResult] = []
  /// Ways that are not possible with this gallery.
  var impossible = 0
  var progress = MatrixScreen.Progress.idle

  var probe: Probe? { probes.indices.contains(place) ? probes[place] : nil }

  var suggestion: Suggestion? {
    guard let all = probe?.suggestions, all.indices.contains(selected) else { return nil }
    return all[selected]
  }

  var isCompared: Bool { results.count + impossible == Self.strategies.count }

  /// Who each face is: of a photo, everyone at most once.
  func found(at threshold: Double) -> [Candidate?] {
    guard probes.count > 1 else {
      return probes.map { $0.ranked.accepted(threshold: threshold) }
    }
    return Assignment.people(of: probes.map(\.ranked), threshold: threshold)
  }
}
