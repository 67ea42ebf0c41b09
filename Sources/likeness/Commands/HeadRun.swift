import Networks
import Tensors
import Training
import Verification

/// Training a head on the gallery's embeddings, beside its parent on people it has not seen.
struct HeadRun {
  private let session: Session
  private let file: String
  private let stop: StopWish

  init(_ session: Session, file: String, stop: StopWish) {
    self.session = session
    self.file = file
    self.stop = stop
  }

  func train() throws(ProgramError) {
    let faces = try GalleryFaces(session)
    let people = Set(faces.set.people).sorted {
      NameOrder(faces.name($0)) < NameOrder(faces.name($1))
    }
    let count = session.options.training.holdout ?? people.count / 2
    guard people.count - count > 1 else {
      throw .training(.holdout(count, people: people.count))
    }
    let others = Set(people.suffix(count))
    let own = faces.set.of { !others.contains($0) }
    let plan = try TrainingRun.plan(session.options, of: .head)
    var trainer = try ProgramError.inTraining { () throws(TrainingError) in
      try HeadTrainer(own, plan: plan)
    }
    let steps = session.options.training.epochs ?? 200
    while trainer.steps < steps, !stop.isStopped {
      let report = try ProgramError.inTraining { () throws(TrainingError) in
        try trainer.step()
      }
      Progress.show("step \(report.step) of \(steps) · loss \(report.loss.rounded(decimals: 4))")
    }
    Progress.clear()
    try save(trainer.projection)
    try show(faces.set.of { others.contains($0) }, trainer.projection, trained: own)
  }

  private func save(_ projection: Projection) throws(ProgramError) {
    let writer = SafetensorsWriter(
      ["projection.weight": projection.weight],
      metadata: ["parent": session.model.name, "fingerprint": session.model.fingerprint])
    try ProgramError.inTraining { () throws(TrainingError) in
      do throws(WeightFileError) { try writer.write(to: file) } catch { throw .file(error) }
    }
  }

  private func show(
    _ others: EmbeddingSet, _ projection: Projection, trained: EmbeddingSet
  ) throws(ProgramError) {
    let line = HeadLine(
      checkpoint: file, people: Set(others.people).count, trainedPeople: Set(trained.people).count,
      parent: HeldOutFigures(others, metric: session.metric, far: HeadLine.far),
      head: HeldOutFigures(projection(others), far: HeadLine.far))
    if session.options.isJSON { return try StandardStreams.json(line) }
    for text in line.text { try StandardStreams.result(text) }
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

/// A head beside its parent, on the same pairs.
private struct HeadLine: Encodable {
  static let far = 1e-3

  let checkpoint: String
  let people: Int
  let trainedPeople: Int
  let far = Self.far
  let parentEER: Double?
  let parentFRR: Double?
  let eer: Double?
  let frr: Double?

  enum CodingKeys: String, CodingKey {
    case checkpoint, people, far, eer, frr
    case trainedPeople = "trained_people"
    case parentEER = "parent_eer"
    case parentFRR = "parent_frr"
  }

  init(
    checkpoint: String, people: Int, trainedPeople: Int, parent: HeldOutFigures?,
    head: HeldOutFigures?
  ) {
    self.checkpoint = checkpoint
    self.people = people
    self.trainedPeople = trainedPeople
    parentEER = parent?.equalErrorRate
    parentFRR = parent.map { 1 - $0.trueAcceptRate }
    eer = head?.equalErrorRate
    frr = head.map { 1 - $0.trueAcceptRate }
  }

  var text: [String] {
    func percent(_ rate: Double?) -> String {
      rate.map { "\(($0 * 100).rounded(decimals: 2)) %" } ?? "–"
    }
    var table = TextTable(.left, .right, .right)
    table.rows = [
      ["", "EER", "FRR at FAR 1e-3"], ["parent", percent(parentEER), percent(parentFRR)],
      ["head", percent(eer), percent(frr)],
    ]
    let title =
      "\(checkpoint.shown): trained on \(trainedPeople.of("person", "people")), measured on "
      + "\(people.of("other"))"
    return [title] + table.lines
  }
}
