import Training

extension TrainingError {
  /// One line for the screen, whose way out is a key where commands name an option.
  var screenWords: String {
    switch self {
    case .onePerson, .singlePhotos:
      "Training needs two people or more with two photos each: a chooses a folder with a folder of "
        + "photos for each person, e enrolls more"
    case .holdout:
      "Too few people are left to train on: hold out a smaller share"
    case .notFinite(let step):
      "Step \(step): the loss is no number any more. Lower the learning rate and press Space; where "
        + "that doesn't help, n starts anew"
    case .notFiniteWeights:
      "The weights are no numbers any more: n starts anew, with a lower learning rate"
    case .batch(let people, _):
      "Batches of \(people.counted("person", "people")) hold no pairs of two people: raise the batch"
    default: description
    }
  }
}
