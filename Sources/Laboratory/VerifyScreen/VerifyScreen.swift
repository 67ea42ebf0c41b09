import Gallery

/// The state of the verify screen: reference, probe, and the list of pairs that is walked.
struct VerifyScreen: Sendable {
  enum Side: Sendable, CaseIterable { case reference, probe }

  /// The pairs that Tab goes through.
  enum Walk: Sendable {
    /// The reference with each other face, the most alike first.
    case reference
    case hardestImpostors
    case worstGenuine

    var title: String {
      switch self {
      case .reference: "by likeness to the reference"
      case .hardestImpostors: "hardest impostors"
      case .worstGenuine: "worst genuine pairs"
      }
    }
  }

  var reference: Subject?
  var probe: Subject?
  var walk = Walk.reference
  /// The place in the walk; `nil` before its first pair.
  var position: Int?
  /// All other faces of the gallery, the most alike to the reference first.
  var neighbours: [FaceRecord.ID] = []

  /// What stood on each side before the model was changed, until the new one has embedded it.
  var awaited: [Side: Subject.Source] = [:]

  subscript(side: Side) -> Subject? {
    get { side == .reference ? reference : probe }
    set { if side == .reference { reference = newValue } else { probe = newValue } }
  }

  /// The two faces, when both are chosen.
  var pair: PhotoViewer.Pair? {
    guard let reference, let probe else { return nil }
    return PhotoViewer.Pair(reference: reference.source, probe: probe.source)
  }
}
