import Terminal
import Training

/// What goes on, in sentences for somebody who learns metric learning from it.
extension TrainScreen {
  enum Tone { case calm, good, warning, bad }

  /// The state of the training, and what it means.
  func lesson(of collection: Collection) -> (text: String, tone: Tone) {
    if let next { return (next.words, .calm) }
    if let problem { return (problem, .bad) }
    switch phase {
    case .idle where snapshot == nil: return (invitation(collection), .calm)
    case .idle: return ("The training has ended: Enter starts another from random weights.", .calm)
    case .preparing(let done, let total): return (Self.reading(done, total, settings), .calm)
    case .running, .paused: return present
    }
  }

  /// How far the photos are that are being read.
  fileprivate static func reading(
    _ done: Int, _ total: Int, _ settings: TrainingSettings
  ) -> String {
    let input = settings.network.input
    let of = total > 0 ? " of \(total.grouped)" : ""
    return "Bringing photos to \(input.height)×\(input.width) pixels: \(done.grouped)\(of)…"
  }

  private func invitation(_ collection: Collection) -> String {
    guard settings.source == .gallery else {
      return "Enter trains a small network from random weights on "
        + "\(TrainingField.source.value(settings))."
    }
    let faces = TrainableFaces(collection)
    guard faces.areEnough else { return TrainingError.singlePhotos.screenWords + "." }
    let held = settings.heldOut(of: faces.names.count)
    let others =
      held == 0 ? "nobody is held out" : "\(held.grouped) others are held out, to measure it"
    return "Enter: from random weights a small network learns to tell "
      + "\((faces.names.count - held).grouped) people apart; \(others)."
  }

  private var present: (text: String, tone: Tone) {
    if let diagnosis = snapshot?.diagnosis { return (diagnosis.words, .warning) }
    guard let snapshot, let report = snapshot.report, let violating = snapshot.violating else {
      return (
        "The weights are random: photos of one person lie no nearer than those of others.", .calm
      )
    }
    if report.isCrowded {
      return (
        "All embeddings lie close together, and nobody is told apart yet: a loss near the margin "
          + "means just that.", .calm
      )
    }
    return snapshot.plan.loss == .triplet
      ? Self.triplets(violating, snapshot.plan) : Self.others(violating, snapshot.plan)
  }

  private static func triplets(
    _ violating: Double, _ plan: TrainingPlan
  ) -> (text: String, tone: Tone) {
    let share = "\(violating.percent) of the batch's triplets violate the margin"
    return switch violating {
    case 0.35...: (share + ": the loss has much to teach.", .calm)
    case 0.03..<0.35:
      (share + ": the loss has something to teach; the easy ones are learnt.", .calm)
    case 0.005..<0.03:
      (
        share + ": little is left to learn. "
          + (plan.mining == .all ? "Mine harder negatives" : "Raise the margin") + " for more.",
        .good
      )
    default: (share + ": these people are told apart. What counts now is people held out.", .good)
    }
  }

  private static func others(
    _ wrong: Double, _ plan: TrainingPlan
  ) -> (text: String, tone: Tone) {
    let share =
      "In \(wrong.percent) of the batch's triplets the stranger is nearer than the other photo"
    return wrong >= 0.02
      ? (share + ": \(plan.loss.rawValue) has something to teach.", .calm)
      : (share + ": these people are told apart. What counts now is people held out.", .good)
  }

  /// A second line: what was changed last, what waits for a new start, or how the gap to people held
  /// out looks.
  var remark: String? {
    if !pending.isEmpty {
      return
        "\(pending.map(\.rawValue).joined(separator: ", ")): from the next start on; n starts anew"
    }
    guard let snapshot, isAlive else { return nil }
    if let change = snapshot.history.changes.last, snapshot.step - change.step < 150 {
      return "Since step \(change.step.grouped): \(change.words)"
    }
    guard let latest = snapshot.history.measurements.last,
      let first = snapshot.history.measurements.first, latest.step > first.step
    else { return nil }
    return "On people never trained on: EER \(latest.figures.equalErrorRate.percent), "
      + "with random weights \(first.figures.equalErrorRate.percent)"
  }
}

extension TrainScreen.Preparation {
  /// The next training, beside the one that is still there.
  fileprivate var words: String {
    TrainScreen.reading(done, total, request.settings)
      + " The network here goes on until then; x stops the reading."
  }
}

extension StepReport {
  /// Whether all of a batch lies within a fraction of the distances that are to come.
  fileprivate var isCrowded: Bool { (meanNonMated ?? 1) < 0.15 }
}

extension Diagnosis {
  /// What is wrong and what to try, in the words and keys of this screen.
  var words: String {
    switch self {
    case .notFinite:
      "The loss is no number any more. Lower the learning rate and press Enter; where that doesn't "
        + "help, n starts anew."
    case .collapsed:
      "Collapse: all embeddings are nearly equal and the loss stands at the margin. Choose semi-hard "
        + "mining or a smaller learning rate, and start anew: n."
    case .noActiveTriplets:
      "No triplet violates the margin any more. Raise the margin, or mine harder negatives."
    }
  }
}
