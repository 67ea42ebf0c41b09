import Faces
import Glibc
import Laboratory
import Networks
import Tensors
import Training

/// A training from the command line: steps until the time or the epochs are over, figures on the
/// people held out, and checkpoints.
struct TrainingRun {
  private let trainer: Trainer
  private let heldOut: LabelledPhotos
  private let file: String
  private let isJSON: Bool
  private let limit: (steps: Int?, time: Duration?)
  private let wish: StopWish

  /// `nil` when it is stopped while photos are read.
  init?(_ options: Options, data: String, file: String, stop: StopWish) throws(ProgramError) {
    let training = options.training
    try PathName.checkWritable(file)
    let network = try Self.network(options)
    let photos = try LabelledPhotos(folder: data, for: network, stop)
    if stop.isStopped { return nil }
    let (own, others) = try Self.parts(of: photos, holdingOut: training.holdout)
    let plan = try Self.plan(options, of: .network)
    trainer = try ProgramError.inTraining { () throws(TrainingError) in
      try Trainer(
        network, own, plan, threads: options.threads ?? Processors.available)
    }
    (heldOut, wish, self.file, isJSON) = (others, stop, file, options.isJSON)
    let steps = training.epochs.map { [epoch = trainer.stepsPerEpoch] in $0 * epoch }
    let minutes = training.minutes ?? (steps == nil ? 5 : nil)
    limit = (steps, minutes.map { .seconds($0 * 60) })
    trainer.plan.schedule = try Self.schedule(training, steps, epoch: trainer.stepsPerEpoch)
    let kept = training.resumes ? try resume() : [:]
    trainer.notes["model.crop"] =
      options.crop?.rawValue ?? kept["model.crop"] ?? ModelManifest.Crop.box.rawValue
  }

  private func resume() throws(ProgramError) -> [String: String] {
    try ProgramError.inTraining { () throws(TrainingError) in try trainer.resume(from: file) }
  }

  private static func network(_ options: Options) throws(ProgramError) -> Network {
    let training = options.training
    let network = training.network ?? .small
    let chosen = network.network(dimensions: training.dimensions)
    let stray: String? =
      if training.dimensions != nil, !network.hasAnyDimensions {
        "--dimensions"
      } else if options.crop == .arcface, chosen.input.height != chosen.input.width {
        "--crop arcface"
      } else {
        nil
      }
    if let stray {
      throw .usage(.unsuitableOption(stray, command: "train --network \(network.name)"))
    }
    return chosen
  }

  private static func parts(
    of photos: LabelledPhotos, holdingOut count: Int?
  ) throws(ProgramError) -> (own: LabelledPhotos, others: LabelledPhotos) {
    let (own, others) = photos.holdingOut(count ?? 0)
    // One person alone makes no pair of two people to be measured on.
    guard own.peopleCount > 1 || count == nil, count != 1 else {
      throw .training(.holdout(count ?? 0, people: photos.peopleCount))
    }
    return (own, others)
  }

  private static func schedule(
    _ training: TrainingOptions, _ steps: Int?, epoch: Int
  ) throws(ProgramError) -> Schedule {
    let warmUp = training.warmUp ?? 0
    let name = training.schedule ?? .constant
    guard let course = name.course(steps: steps.map { $0 - warmUp }, epoch: epoch) else {
      throw .usage(.missingOption("--epochs N", command: "train --schedule \(name.rawValue)"))
    }
    return Schedule(course, warmUp: warmUp)
  }

  /// What is trained.
  enum Subject {
    case network
    case head(HeadKind)
  }

  /// The plan that the options ask for, with usual values for what they leave open.
  static func plan(_ options: Options, of subject: Subject) throws(ProgramError) -> TrainingPlan {
    var plan = options.training.plan(of: subject)
    plan.photos = try photosOfPerson(options) ?? plan.photos
    return plan
  }

  private static func photosOfPerson(_ options: Options) throws(ProgramError) -> Int? {
    guard let text = options.photos else { return nil }
    guard let count = Int(text), (1...10_000).contains(count) else {
      throw .usage(
        .badValue(
          option: "--photos", value: text, expected: "a whole number from 1 to 10000"))
    }
    return count
  }

  func train() throws(ProgramError) {
    let first = trainer.steps
    try takeSteps()
    Progress.clear()
    if trainer.steps == first, wish.isStopped {
      return Self.noteThatNothingIsWritten(to: file)
    }
    try save()
    let figures = try ProgramError.inTraining { () throws(TrainingError) in
      try trainer.figures(on: heldOut)
    }
    if let figures {
      trainer.noteThreshold(of: figures, people: heldOut.peopleCount)
      try save()
    }
    try conclude(figures)
  }

  static func noteThatNothingIsWritten(to file: String) {
    StandardStreams.note("stopped before the first step; \(file.shown) was not written")
  }

  /// Learns until it is to stop, and saves every minute.
  private func takeSteps() throws(ProgramError) {
    let start = ContinuousClock.now
    var (saved, said) = (start, Diagnosis?.none)
    var watch = TrainingWatch()
    while !wish.isStopped, !isOver(start) {
      let report = try step()
      let diagnosis = watch.add(report)
      if let diagnosis, diagnosis != said {
        StandardStreams.note("step \(report.step): \(diagnosis)")
      }
      said = diagnosis
      if ContinuousClock.now - saved > .seconds(60) {
        try save()
        saved = .now
      }
    }
  }

  private func step() throws(ProgramError) -> StepReport {
    let start = ContinuousClock.now
    let report = try ProgramError.inTraining { () throws(TrainingError) in try trainer.step() }
    let line = StepLine(report, seconds: (ContinuousClock.now - start) / .seconds(1))
    if isJSON { try StandardStreams.json(line) } else { Progress.show(line.text) }
    return report
  }

  private func isOver(_ start: ContinuousClock.Instant) -> Bool {
    if let steps = limit.steps, trainer.steps >= steps { return true }
    if let time = limit.time, ContinuousClock.now - start >= time { return true }
    return false
  }

  private func save() throws(ProgramError) {
    try ProgramError.inTraining { () throws(TrainingError) in try trainer.save(to: file) }
  }

  private func conclude(_ figures: HeldOutFigures?) throws(ProgramError) {
    let line = TrainedLine(file, steps: trainer.steps, figures)
    if isJSON { return try StandardStreams.json(line) }
    for text in line.text { try StandardStreams.result(text) }
  }
}
