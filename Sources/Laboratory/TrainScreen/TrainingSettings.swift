import Networks
import Training

/// What a training is to do, as the screen adjusts it.
struct TrainingSettings: Sendable, Equatable {
  var plan = TrainingPlan()
  /// The numbers of an embedding.
  var components = 128
  /// The share of people who are never trained on, so that figures on them say what was learnt.
  var heldOutShare = 0.25
  var source = Source.gallery

  /// Where the photos come from.
  enum Source: Sendable, Equatable {
    case gallery
    /// A folder with a folder of photos for each person.
    case folder(String)
  }

  /// What is trained.
  var network: Network { SmallFaceNet.network(components: components) }

  /// How many of some people are held out: none, or two and more, since of one alone there are no
  /// strangers to be told from; never so many that fewer than two are left.
  func heldOut(of people: Int) -> Int {
    let wanted = Int((heldOutShare * Double(people)).rounded())
    return wanted > 0 && people >= 4 ? min(max(2, wanted), people - 2) : 0
  }
}

extension TrainingSettings {
  /// What of the plan is other, in words.
  func difference(to other: TrainingSettings) -> String {
    TrainingField.allCases.filter { !$0.needsNewStart && $0.value(self) != $0.value(other) }
      .map { "\($0.rawValue) \($0.value(other))" }.joined(separator: ", ")
  }
}

/// A training to be started.
struct TrainingRequest: Sendable {
  /// Which training of this laboratory it is, so that what a former one still tells is not mistaken
  /// for news of it.
  let run: Int
  let settings: TrainingSettings
  /// The gallery's faces, for settings that take them.
  let faces: TrainableFaces
  /// The training that goes on until this one can begin.
  var replaced: Int?
}
