import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// Puts a question in front of the screen.
  mutating func ask(_ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    return changed(&prompt)
  }

  mutating func press(_ key: Key, meaning action: Action?, in prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch action {
    case .accept: return answer(prompt)
    case .nextCompletion: prompt.takeCompletion(forward: true)
    case .previousCompletion: prompt.takeCompletion(forward: false)
    default:
      guard prompt.field.handle(key) else { return [] }
      return changed(&prompt)
    }
    overlay = .prompt(prompt)
    return []
  }

  /// After the text changed: new completions, and the list filtered while typing.
  mutating func changed(_ prompt: inout Prompt) -> [Effect] {
    prompt.problem = nil
    let text = prompt.field.text
    if prompt.completesPeople, !prompt.completesPaths {
      prompt.offer(people(like: text, except: prompt.person))
    }
    overlay = .prompt(prompt)
    if prompt.purpose == .filter { return filter(text) }
    return prompt.completesPaths ? [.complete(path: text)] : []
  }

  private mutating func filter(_ text: String) -> [Effect] {
    gallery.filter = text
    gallery.settle(in: collection)
    return []
  }

  /// Names that match a few letters, the best first.
  func people(like text: String, except person: Person.ID? = nil) -> [String] {
    let names = collection.people.filter { $0.id != person }.map(\.name)
    return FuzzyMatcher(text).ranked(names).prefix(8).map { names[$0.index] }
  }

  /// Completions came; they count when the text is still the one they were asked for.
  mutating func offer(_ offered: [String], for text: String) {
    guard case .prompt(var prompt) = overlay, prompt.field.text == text else { return }
    prompt.offer(offered)
    overlay = .prompt(prompt)
  }

  // MARK: - Answers

  /// Enter: does what was asked for, or says in the prompt why not.
  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    let text = prompt.field.text.trimmingBlanks
    overlay = nil
    switch prompt.purpose {
    case .filter:
      gallery.pane = .people
      return []
    case .enrollPath:
      return text.isEmpty ? [] : scan(text, name: nil, prompt)
    case .enrollName(let path):
      return text.isEmpty ? refuse(prompt, "A name is needed") : scan(path, name: text, prompt)
    case .rename(let person):
      return rename(person, to: text, prompt)
    case .merge(let person):
      guard let target = collection.person(named: text) else { return refuseUnknown(text, prompt) }
      return target.id == person
        ? refuse(prompt, "That is the same person") : [.merge(person, into: target.id)]
    case .splitOff(let faces):
      if text.isEmpty { return refuse(prompt, "A name is needed") }
      clusters.chosen = []
      return [.splitOff(faces, to: text)]
    case .threshold: return setThreshold(prompt, text)
    case .targetFAR: return chooseThreshold(prompt, "far \(text)")
    case .thresholdRule: return chooseThreshold(prompt, text)
    case .subject(let side):
      return choose(text, side, prompt)
    case .identify: return searchFor(text, prompt)
    case .trainingPhotos: return chooseTrainingPhotos(text)
    case .saveNetwork(let run):
      return text.isEmpty
        ? refuse(prompt, "A path is needed") : saveNetwork(ofRun: run, to: text)
    }
  }

  /// Keeps the prompt and says what is wrong with the answer.
  private mutating func refuse(_ prompt: Prompt, _ problem: String) -> [Effect] {
    var prompt = prompt
    prompt.problem = problem
    overlay = .prompt(prompt)
    return []
  }

  private mutating func refuseUnknown(_ name: String, _ prompt: Prompt) -> [Effect] {
    refuse(prompt, "Nobody is called '\(name)'; Tab goes through the names")
  }

  private mutating func scan(_ path: String, name: String?, _ prompt: Prompt) -> [Effect] {
    work == nil ? scan(path, name: name) : refuse(prompt, Self.busy)
  }

  private mutating func rename(_ person: Person.ID, to name: String, _ prompt: Prompt) -> [Effect] {
    if name.isEmpty { return refuse(prompt, "A name is needed") }
    if let other = collection.person(named: name), other.id != person {
      return refuse(prompt, "'\(name)' exists already; press Esc, then m to merge the two")
    }
    return [.rename(person, to: name)]
  }

  private mutating func setThreshold(_ prompt: Prompt, _ text: String) -> [Effect] {
    guard let value = Double(text), threshold.range.contains(value) else {
      let range = threshold.range
      return refuse(
        prompt, "Not a number from \(range.lowerBound.fixed(1)) to \(range.upperBound.fixed(1))")
    }
    return setThreshold(value, .byHand)
  }

  private mutating func chooseThreshold(_ prompt: Prompt, _ text: String) -> [Effect] {
    guard let rule = ThresholdRule(words: text.split(separator: " ").map(String.init)) else {
      return refuse(
        prompt,
        prompt.purpose == .targetFAR
          ? "Not a rate between 0 and 1; write 1e-3, 0.001 or 0.1 %"
          : "Not a rule; write \(ThresholdRule.spellings)")
    }
    return chooseThreshold(by: rule)
  }

  /// Searches for a person's first face in the rest of the gallery, or for the faces of a photo.
  private mutating func searchFor(_ text: String, _ prompt: Prompt) -> [Effect] {
    if let face = collection.person(named: text).flatMap({ collection.faces(of: $0.id).first }) {
      search(forFace: face.id)
      return []
    }
    guard prompt.completesPaths || PhotoFolder.isPhoto(text) else {
      return refuseUnknown(text, prompt)
    }
    return [.examineProbes(path: text)]
  }

  /// A person's first face, or a photo from disk, on one side of the comparison.
  private mutating func choose(
    _ text: String, _ side: VerifyScreen.Side, _ prompt: Prompt
  ) -> [Effect] {
    screen = .verify
    if let person = collection.person(named: text),
      let face = collection.faces(of: person.id).first, let subject = subject(of: face)
    {
      place(subject, side)
      return []
    }
    guard prompt.completesPaths || PhotoFolder.isPhoto(text) else {
      return refuseUnknown(text, prompt)
    }
    return [.examineSubject(path: text, side)]
  }
}
