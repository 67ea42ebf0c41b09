import Gallery
import Verification

extension Prompt {
  static func enrollPath(text: String) -> Prompt {
    Prompt(
      .enrollPath, title: "Enroll",
      hint: "A photo, a folder of one person's photos, or a folder of such folders. Tab completes.",
      text: text)
  }

  static func enrollName(path: String, suggestion: String) -> Prompt {
    Prompt(
      .enrollName(path: path), title: "Who is this?",
      hint: "The name of the person in \(PathName.last(path)). Tab completes.", text: suggestion)
  }

  static func rename(_ person: Person) -> Prompt {
    Prompt(
      .rename(person.id), title: "Rename \(person.displayName)",
      hint: "The new name. To join two people, merge them instead.", text: person.name)
  }

  static func merge(_ person: Person) -> Prompt {
    Prompt(
      .merge(person.id), title: "Merge \(person.displayName) into",
      hint: "The person who gets all faces of \(person.displayName). Tab completes.")
  }

  static func splitOff(_ faces: [FaceRecord.ID]) -> Prompt {
    Prompt(
      .splitOff(faces), title: "Split off \(faces.count.counted("face"))",
      hint: "The name of the person they belong to, new or known. Tab completes.")
  }

  static func nameCluster(_ faces: [FaceRecord.ID], suggestion: String) -> Prompt {
    Prompt(
      .splitOff(faces),
      title: faces.count == 1 ? "Who is this?" : "Who are these \(faces.count.counted("face"))?",
      hint: "The name of the person they belong to, new or known. Tab completes.", text: suggestion)
  }

  static let identify = Prompt(
    .identify, title: "Who is searched for?",
    hint: "The path of a photo, or a name of the gallery. Tab completes.")

  static func trainingPhotos(_ source: TrainingSettings.Source) -> Prompt {
    var text = ""
    if case .folder(let path) = source { text = path }
    return Prompt(
      .trainingPhotos, title: "What is trained on?",
      hint:
        "A folder with a folder of photos for each person; empty takes the gallery. Tab completes.",
      text: text)
  }

  static func saveNetwork(ofRun run: Int, path: String) -> Prompt {
    Prompt(
      .saveNetwork(run: run), title: "Save the network",
      hint: "A file, as safetensors; it is written whole or not at all. Tab completes.", text: path)
  }

  static func threshold(_ threshold: Threshold) -> Prompt {
    let range = threshold.range
    return Prompt(
      .threshold, title: "Threshold",
      hint: "\(threshold.metric.rawValue), \(range.lowerBound.fixed(1)) to "
        + "\(range.upperBound.fixed(1)). Same person when the distance is below it.",
      text: threshold.value.fixed(3))
  }

  static func targetFAR(pairs: Int) -> Prompt {
    Prompt(
      .targetFAR, title: "Target FAR",
      hint: "A rate as 1e-3, 0.001 or 0.1 %. This gallery has \(pairs.grouped) non-mated pairs.",
      text: "1e-3")
  }

  static let thresholdRule = Prompt(
    .thresholdRule, title: "Choose the threshold by a rule",
    hint: ThresholdRule.spellings + ". It is tried on people it was not chosen on.", text: "eer")

  static func filter(text: String) -> Prompt {
    Prompt(.filter, title: "Filter", hint: "Letters of a name. Empty shows everyone.", text: text)
  }

  static func subject(_ side: VerifyScreen.Side) -> Prompt {
    Prompt(
      .subject(side), title: side == .reference ? "Reference" : "Probe",
      hint: "A name of the gallery, or the path of a photo. Tab completes.")
  }
}
