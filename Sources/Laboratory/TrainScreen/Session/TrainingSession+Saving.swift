import Faces
import Training

extension TrainingSession {
  /// Writes the network, and with it what makes it a model: how faces are cut out for it, and the
  /// threshold among people held out, for the weights as they are now.
  func save(_ path: String, isReplacing: Bool) {
    defer { orders.endSave() }
    if !isReplacing, PhotoFolder.isFolder(path) != nil {
      return tell(.exists(path: path, .save(path: path, isReplacing: true)))
    }
    do throws(TrainingError) {
      trainer.notes = ["model.crop": ModelManifest.Crop.box.rawValue]
      if let figures = try currentFigures() {
        trainer.noteThreshold(of: figures, people: photos.measured.peopleCount)
      }
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
}
