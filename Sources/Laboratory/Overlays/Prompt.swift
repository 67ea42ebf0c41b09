import Gallery
import Terminal

/// A line of text that is asked for, with completions.
struct Prompt: Sendable {
  /// What the text is for.
  enum Purpose: Sendable, Equatable {
    case enrollPath
    /// The person in the photos at a path.
    case enrollName(path: String)
    case rename(Person.ID)
    case merge(Person.ID)
    case splitOff([FaceRecord.ID])
    case threshold
    case targetFAR
    /// How the threshold is to be chosen.
    case thresholdRule
    case filter
    case subject(VerifyScreen.Side)
    /// Who is searched for in the gallery.
    case identify
    /// The folder that is trained on; none is the gallery.
    case trainingPhotos
    /// The file of the network of a training.
    case saveNetwork(run: Int)
  }

  let purpose: Purpose
  let title: String
  /// What may be typed, below the field.
  let hint: String
  /// The text it was opened with.
  let initial: String
  var field: TextInput
  var completions: [String] = []
  /// The completion under the cursor.
  var selected: Int?
  /// Why the text was not accepted.
  var problem: String?

  init(_ purpose: Purpose, title: String, hint: String, text: String = "") {
    self.purpose = purpose
    self.title = title
    self.hint = hint
    initial = text
    field = TextInput(text)
  }

  /// Whether the text is, or may be, a path that the disk completes.
  var completesPaths: Bool {
    switch purpose {
    case .enrollPath, .trainingPhotos, .saveNetwork: true
    case .subject, .identify: field.text.contains("/") || field.text.hasPrefix("~")
    default: false
    }
  }

  /// Whether names of people are offered.
  var completesPeople: Bool {
    switch purpose {
    case .enrollName, .merge, .splitOff, .subject, .identify: true
    default: false
    }
  }

  /// The person that is to change, who is no answer.
  var person: Person.ID? {
    if case .merge(let person) = purpose { person } else { nil }
  }

  /// Takes the next completion into the field, going round.
  mutating func takeCompletion(forward: Bool) {
    guard !completions.isEmpty else { return }
    let count = completions.count
    let next =
      selected.map { ($0 + (forward ? 1 : count - 1)) % count } ?? (forward ? 0 : count - 1)
    selected = next
    field = TextInput(completions[next])
  }

  /// Takes new completions, and the text that all of them begin with.
  mutating func offer(_ offered: [String]) {
    completions = offered
    selected = nil
  }
}
