import Terminal
import Verification

extension LaboratoryModel {
  /// Goes on from no overlay to other metrics, to other models, and back.
  mutating func changeOverlay() -> [Effect] {
    let subjects = CurveOverlay.Subject.allCases
    let index = subjects.firstIndex(of: curves.overlay.subject) ?? 0
    curves.overlay = CurveOverlay(subject: subjects[(index + 1) % subjects.count])
    return wantedOverlay
  }

  /// What computes the curves to be drawn over the one in use.
  var wantedOverlay: [Effect] {
    guard curves.overlay.subject != .nothing, statistics != nil else { return [] }
    return [.computeOverlay(curves.overlay.subject, collection, threshold.metric)]
  }

  /// Curves were computed; they count while they are still asked for.
  mutating func take(_ scores: [NamedScores], for subject: CurveOverlay.Subject) {
    guard curves.overlay.subject == subject, statistics != nil else { return }
    curves.overlay.scores = scores
    if scores.isEmpty {
      curves.overlay = CurveOverlay()
      notice = Notice(
        "This gallery holds embeddings of \(embedder.name) only; m turns to another model, which embeds them, too",
        kind: .information)
    }
  }
}
