import Faces
import Training
import Verification

extension TrainingSession {
  /// Writes the network, and with it what makes it a model.
  func save(_ path: String, isReplacing: Bool) {
    defer { orders.endSave() }
    if !isReplacing, PhotoFolder.isFolder(path) != nil {
      return tell(.exists(path: path, .save(path: path, isReplacing: true)))
    }
    do throws(TrainingError) {
      trainer.notes = try notes()
      try trainer.save(to: path)
      tell(.saved(path: path, steps: trainer.steps))
    } catch {
      tell(.notSaved(error.screenWords))
    }
  }

  /// Networks to be written are answered for, also when the training was told to stop before.
  func answerLastSaves() {
    for case .save(let path, let isReplacing) in orders.close() {
      save(path, isReplacing: isReplacing)
    }
  }

  /// What `likeness models add` asks of a file: how its embeddings are compared, how faces are cut
  /// out for it, and the threshold among people held out, for the weights as they are now.
  private func notes() throws(TrainingError) -> [String: String] {
    var notes = [
      "model.metric": Metric.l2.rawValue, "model.crop": ModelManifest.Crop.box.rawValue,
    ]
    guard let figures = try currentFigures(), figures.threshold.isFinite else { return notes }
    let people = photos.measured.peopleCount.counted("person", "people")
    notes["model.threshold"] = "\(figures.threshold)"
    notes["model.threshold_source"] = "FAR \(figures.far) on \(people) held out"
    return notes
  }
}
