extension TrainingError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  public var description: String {
    switch self {
    case .onePerson:
      "only one person to train on; give a folder with a folder of photos for each of several people"
    case .singlePhotos:
      "no person has two photos to train on; give several of each"
    case .holdout(let count, let people):
      "\(count) of \(people) people held out leaves too few to train on; give a smaller --holdout"
    case .rate(let rate): "a learning rate of \(rate) is none; give one above 0"
    case .margin(let margin): "a margin of \(margin) is none; give 0 or more"
    case .notFinite(let step):
      "step \(step): the loss is no number any more; take a smaller learning rate or clip "
        + "gradients. The last checkpoint is as it was"
    case .otherCheckpoint(let file, let difference):
      "\(file): a checkpoint of another training (\(difference)); name a new file or drop --resume"
    case .tensors(let error): error.description
    case .file(let error): error.description
    }
  }
}
