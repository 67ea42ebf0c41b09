import Faces
import FoundationEssentials
import Gallery
import Laboratory

/// Has a model embed the gallery's faces that it has not seen yet.
struct EmbeddedGallery {
  let session: Session

  init(_ model: String, _ options: Options) throws(ProgramError) {
    var options = options
    options.model = model
    session = try Session(options)
  }

  func run() throws(ProgramError) -> ExitStatus {
    let interrupts = Interrupts()
    let team = try session.team(forPhotos: .max)
    let archive = Archive(try session.gallery(.change), model: session.record) { Date() }
    let embedding = GalleryEmbedding(team: team, archive: archive)
    let progress = Progress(noun: "face")
    let report = waitFor {
      let task = Task { await embedding.run { progress.show($0, of: $1) } }
      interrupts.onSignal { task.cancel() }
      return await task.value
    }
    Progress.clear()
    let line = EmbeddingLine(report, by: session.model)
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      try StandardStreams.result(line.text)
    }
    if let failure = report.failure { throw .unexpected(failure) }
    return interrupts.status ?? .done
  }
}

/// What came of embedding, as JSON.
struct EmbeddingLine: Encodable {
  let model: String
  /// Faces that were embedded now.
  let embedded: Int
  /// Faces that are still to be embedded.
  let missing: Int

  init(_ report: EmbeddingReport, by model: Model) {
    self.model = model.name
    embedded = report.embedded
    missing = report.missing - report.embedded
  }

  var text: String {
    let rest = missing == 0 ? "" : ", \(missing) still to do"
    return "embedded \(embedded.of("face")) with \(model)\(rest)"
  }
}
