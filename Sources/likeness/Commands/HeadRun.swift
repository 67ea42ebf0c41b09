import Faces
import FoundationEssentials
import Laboratory
import Networks
import Tensors
import Training
import Verification

/// Training a head on the gallery's embeddings, beside its parent on people it has not seen.
struct HeadRun {
  private let session: Session
  private let kind: HeadKind
  private let stop: StopWish

  init(_ session: Session, stop: StopWish) {
    self.session = session
    self.stop = stop
    kind = session.options.training.head ?? .projection
  }

  func train() throws(ProgramError) {
    if let head = session.model.head {
      throw .training(.headOfHead(session.model.name, parent: head.parent))
    }
    let name = try freeName()
    if let file = session.options.training.file { try PathName.checkWritable(file) }
    let faces = try GalleryFaces(session)
    let (own, others) = try parts(faces)
    let parent = PairAnalysis(of: others, metric: session.metric).flatMap {
      HeadFigures($0.scores)
    }
    let outcome = try outcome(own)
    Progress.clear()
    let figures = outcome.scores(others).flatMap(HeadFigures.init)
    var line = HeadLine(kind: kind, trained: own, measured: others, parent: parent, head: figures)
    if case .embedding(let head, _) = outcome {
      let source = "FAR 1e-3 on \(line.people.of("other person", "other people"))"
      let threshold = figures?.threshold.map { (value: $0, source: source) }
      try keep(
        TrainedHead(
          head, kind: kind, parent: (session.model.name, session.model.fingerprint),
          threshold: threshold), as: name, &line)
    }
    if session.options.isJSON { return try StandardStreams.json(line) }
    for text in line.text { try StandardStreams.result(text) }
  }

  /// The name that the head gets as a model, where it is to become one.
  private func freeName() throws(ProgramError) -> String? {
    guard let own = session.options.name else { return nil }
    if kind.metric == nil {
      throw .usage(
        .unsuitableOption("--name", command: "train --head --kind \(kind.rawValue)"))
    }
    return try ProgramError.inFaces { () throws(FaceError) in
      try session.models.freeName(ofHead: own, on: session.model)
    }
  }

  /// The people trained on and those held out.
  private func parts(
    _ faces: GalleryFaces
  ) throws(ProgramError) -> (own: EmbeddingSet, others: EmbeddingSet) {
    let people = Set(faces.set.people).sorted {
      NameOrder(faces.name($0)) < NameOrder(faces.name($1))
    }
    let count = session.options.training.holdout ?? people.count / 2
    guard people.count > 3 else { throw .training(.fewPeople(people.count)) }
    guard people.count - count > 1, count != 1 else {
      throw .training(.holdout(count, people: people.count))
    }
    let others = Set(people.suffix(count))
    return (faces.set.of { !others.contains($0) }, faces.set.of { others.contains($0) })
  }

  private func outcome(_ own: EmbeddingSet) throws(ProgramError) -> HeadOutcome {
    let plan = try TrainingRun.plan(session.options, of: .head(kind))
    let outputs = session.options.training.dimensions
    return try ProgramError.inTraining { () throws(TrainingError) in
      switch kind {
      case .projection:
        var trainer = try HeadTrainer(own, outputs: outputs, plan: plan)
        try run { () throws(TrainingError) in try trainer.step() }
        return .embedding(EmbeddingHead(weight: trainer.projection.weight), .l2)
      case .chiSquare:
        var trainer = try ChiSquareTrainer(own, plan: plan)
        try run { () throws(TrainingError) in try trainer.step() }
        return .embedding(trainer.head, .chiSquare)
      case .jointBayesian:
        return .score(try JointBayesian(own, components: outputs))
      }
    }
  }

  private func run(_ step: () throws(TrainingError) -> StepReport) throws(TrainingError) {
    let steps = session.options.training.epochs ?? 200
    for number in 0..<steps where !stop.isStopped {
      let report = try step()
      Progress.show("step \(number + 1) of \(steps) · loss \(report.loss.rounded(decimals: 4))")
    }
  }

  /// Writes the head to the file that was asked for, and makes it a model under its name.
  private func keep(
    _ head: TrainedHead, as name: String?, _ line: inout HeadLine
  ) throws(ProgramError) {
    let draft = FileManager.default.temporaryDirectory
      .appending(path: "likeness-\(UUID().uuidString).safetensors").path
    let file = session.options.training.file ?? draft
    defer { if file == draft { try? FileManager.default.removeItem(atPath: draft) } }
    try ProgramError.inTraining { () throws(TrainingError) in try head.write(to: file) }
    line.checkpoint = session.options.training.file
    guard let name else { return }
    line.model = try ProgramError.inFaces { () throws(FaceError) in
      try session.models.add(trained: file, name: name, threshold: session.options.threshold)
    }.name
  }
}

/// What training came to.
private enum HeadOutcome {
  case embedding(EmbeddingHead, Metric)
  case score(JointBayesian)

  /// Of all pairs.
  func scores(_ set: EmbeddingSet) -> ScoreSet? {
    switch self {
    case .embedding(let head, let metric): PairAnalysis(of: head(set), metric: metric)?.scores
    case .score(let bayesian): bayesian.scores(set)
    }
  }
}

extension EmbeddingSet {
  /// The embeddings of some of the people.
  fileprivate func of(_ isChosen: (Int) -> Bool) -> EmbeddingSet {
    var chosen = EmbeddingSet(people: [], dimension: dimension, values: [])
    for (index, person) in people.enumerated() where isChosen(person) {
      chosen.append(self[index], person: person)
    }
    return chosen
  }
}
