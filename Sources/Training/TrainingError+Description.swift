extension TrainingError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  public var description: String {
    switch self {
    case .onePerson:
      "only one person to train on; give a folder with a folder of photos for each of several people"
    case .singlePhotos:
      "fewer than two people have two photos to train on; give several of each"
    case .batch(let people, let photos):
      "--people \(people) --photos \(photos): this loss compares photos of one person with others; "
        + "take 2 or more of both"
    case .holdout(let count, let people):
      "\(count) of \(people) people held out: two or more are to be trained on, and as many measured; "
        + "give another --holdout"
    case .fewPeople(let count):
      "embeddings of \(count) people are too few to train a head; `likeness enroll` adds people, and "
        + "`likeness models embed` their embeddings"
    case .headOfHead(let model, let parent):
      "\(model) has a head already; train another on \(parent)"
    case .rate(let rate): "--rate \(rate): no learning rate; give one above 0"
    case .margin(let margin):
      "--margin \(margin): no margin of this loss; leave it out for the usual"
    case .smoothing(let share):
      "--smoothing \(share): the share spread over all people is 0 or more and below 1"
    case .averaging(let decay): "--ema \(decay): the decay of an average is 0 or more and below 1"
    case .notFinite(let step):
      "step \(step): \(Diagnosis.notFinite)"
    case .notFiniteWeights:
      "the weights are no numbers any more; take a smaller learning rate (--rate) or clip gradients "
        + "(--clip)"
    case .otherCheckpoint(let file, let difference):
      "\(file): a checkpoint of another training (\(difference)); name a new file or drop --resume"
    case .incompleteCheckpoint(let file, let array):
      "\(file): not a whole checkpoint: '\(array)' is missing or of another length; name a new file "
        + "or drop --resume"
    case .degenerate:
      "the embeddings fill fewer dimensions than that; give a smaller --dimensions"
    case .image(let error): error.description
    case .tensors(let error): error.description
    case .file(let error): error.description
    }
  }
}
