import Training

/// What a training tells the screen.
enum TrainingNews: Sendable {
  /// Photos are being brought to the network's size.
  case preparing(done: Int, total: Int)
  /// It is about to begin.
  case began(TrainingFacts)
  case progress(TrainingSnapshot)
  /// It paused by itself; one line with the way out.
  case halted(String)
  /// It could not begin; one line with the way out.
  case failed(String)
  case saved(path: String, steps: Int)
  case notSaved(String)
  /// There is a file at the path; the order replaces it.
  case exists(path: String, TrainingOrder)
  case ended
}

/// What a training has to learn from.
struct TrainingFacts: Sendable, Equatable {
  let people: Int
  let photos: Int
  let heldOutPeople: Int
  /// How many photos could not be read, and are left out.
  var unreadable = 0
  let components: Int
}
