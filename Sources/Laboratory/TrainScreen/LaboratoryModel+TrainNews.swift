import Terminal
import Training

extension LaboratoryModel {
  /// Takes in what a training tells. What becomes of a file is said whichever training wrote it.
  mutating func take(_ news: TrainingNews, of run: Int) -> [Effect] {
    let isNext = run == train.next?.request.run
    train.take(news, of: run, at: now)
    switch news {
    case .halted(let line), .failed(let line):
      if isNext || run == train.run && screen != .train { fail("Training: \(line)") }
    case .saved(let path, let steps):
      notice = Notice(
        "Saved after \(steps.counted("step")): likeness models add \(path.shellWord) makes it a "
          + "model", kind: .success)
    case .notSaved(let line): fail("Not saved: \(line)")
    case .exists(let path, let order): askToReplaceFile(path, order, ofRun: run)
    case .began(let facts): return begin(facts, ofRun: run)
    case .preparing, .progress, .ended: break
    }
    return []
  }

  /// Photos are read while settings can be changed: the training goes by the present ones.
  private mutating func begin(_ facts: TrainingFacts, ofRun run: Int) -> [Effect] {
    guard run == train.run else { return [] }
    if facts.unreadable > 0 {
      let photos = facts.unreadable.counted("photo")
      notice = Notice("\(photos) could not be read: left out", kind: .warning)
    }
    return adjustment(since: train.started?.plan)
  }

  private mutating func askToReplaceFile(_ path: String, _ order: TrainingOrder, ofRun run: Int) {
    guard run == train.run, train.isAlive else {
      return fail("Not saved: \(PathName.last(path)) is there already, and the training has ended")
    }
    overlay = .confirmation(
      Confirmation(
        question: "Replace \(PathName.last(path))?",
        detail: "There is a file of that name already.",
        effect: .orderTraining(order, run: run)))
  }
}
