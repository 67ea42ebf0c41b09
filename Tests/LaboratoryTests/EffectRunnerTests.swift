import Faces
import Foundation
import Gallery
import Terminal
import Testing
import Verification

@testable import Laboratory

/// The effects over a gallery on disk; no model file is needed for these.
@Suite struct EffectRunnerTests {
  private static let record = ModelRecord(fingerprint: "f00d", name: "test", dimension: 4)

  private let folder: TemporaryFolder
  private let mailbox: Mailbox<Message>
  private let runner: EffectRunner

  init() throws {
    folder = try TemporaryFolder()
    mailbox = try Mailbox()
    try Self.fill(Gallery(path: folder.path("gallery.sqlite")))
    let setup = EngineSetup(
      model: .dlibResNet, folder: ModelFolder(path: "/nowhere"), options: PipelineOptions())
    let archive = Archive(
      try Gallery(path: folder.path("gallery.sqlite")), model: Self.record
    ) { Date(timeIntervalSince1970: 0) }
    runner = EffectRunner(
      team: EngineTeam([Engine(setup, name: "test")]), archive: archive, mailbox: mailbox,
      home: folder.path, threads: 1)
  }

  private static func fill(_ gallery: Gallery) throws {
    var batch = EnrollmentBatch(source: "test", at: Date(timeIntervalSince1970: 0))
    for number in 0..<4 {
      let face = NewFace(
        person: "Person \(number % 2)", detection: Fixtures.detection,
        quality: Fixtures.quality(isPoor: false), crop: Fixtures.crop(shade: 40),
        embedding: [Float(number), 0, 0, 1])
      let photo = PhotoRecord(
        hash: "hash\(number)", path: "/photos/\(number).jpg", width: 250, height: 250)
      _ = try gallery.enroll(photo, faces: [face], model: record, in: &batch)
    }
  }

  /// The messages until `isLast` says so; gives up after ten seconds.
  private func messages(until isLast: (Message) -> Bool) async -> [Message] {
    var all: [Message] = []
    for _ in 0..<2000 {
      let new = mailbox.drain()
      all += new
      if new.contains(where: isLast) { return all }
      try? await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("no answer")
    return all
  }

  private func loaded() async -> Collection? {
    runner.begin(.loadCollection)
    let all = await messages { if case .collectionLoaded = $0 { true } else { false } }
    for case .collectionLoaded(let collection) in all.reversed() { return collection }
    return nil
  }

  /// On a thread of its own: it sleeps, and the threads of tasks are few.
  private func finish() async {
    nonisolated(unsafe) let runner = runner
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        runner.finish()
        continuation.resume()
      }
    }
  }

  /// Renaming back and forth: done out of order, a name would be taken or another one left.
  @Test func editsAreMadeInTheirOrder() async throws {
    let person = try #require(await loaded()?.people.first)
    for number in 0..<200 { runner.begin(.rename(person.id, to: "Name \(number)")) }
    runner.begin(.loadCollection)
    let all = await messages { if case .collectionLoaded = $0 { true } else { false } }
    let edits = all.compactMap { if case .edited(let line) = $0 { line } else { nil } }
    #expect(edits.count == 200)
    for (number, line) in edits.enumerated() { #expect(line.contains("Name \(number)")) }
    #expect(await loaded()?.person(person.id)?.name == "Name 199")
  }

  /// What was asked for is on disk when the program ends, the last threshold before all.
  @Test func finishingKeepsWhatWasAskedFor() async throws {
    let person = try #require(await loaded()?.people.first)
    for step in 1...500 {
      var threshold = Fixtures.empty().threshold
      threshold.set(Double(step) / 1000, origin: .byHand)
      runner.begin(.keepThreshold(threshold, on: "4 faces"))
    }
    runner.begin(.rename(person.id, to: "Last"))
    await finish()
    let gallery = try Gallery(path: folder.path("gallery.sqlite"), mode: .read)
    #expect(try gallery.threshold(model: "f00d", metric: .l2)?.value == 0.5)
    #expect(try gallery.people().map(\.name).contains("Last"))
  }

  /// Each model keeps its own threshold, also when the change comes between two of them; what
  /// another model embedded stays.
  @Test func anotherModelReadsAndKeepsItsOwn() async throws {
    let before = try #require(await loaded())
    #expect(before.embeddings.model == "f00d" && before.embeddings.count == 4)
    var threshold = Fixtures.empty().threshold
    for step in 1...50 {
      threshold.set(Double(step) / 100, origin: .byHand)
      runner.begin(.keepThreshold(threshold, on: "4 faces"))
    }
    runner.begin(.useModel(.mobileFaceNet, .cosine))
    threshold = Threshold(of: .mobileFaceNet, metric: .cosine)
    threshold.set(0.7, origin: .byHand)
    runner.begin(.keepThreshold(threshold, on: "4 faces"))
    let after = try #require(await loaded())
    #expect(after.embeddings.model == Model.mobileFaceNet.fingerprint)
    #expect(after.embeddings.count == 0 && after.faceCount == 4)
    let gallery = try Gallery(path: folder.path("gallery.sqlite"), mode: .read)
    #expect(try gallery.threshold(model: "f00d", metric: .l2)?.value == 0.5)
    let own = Model.mobileFaceNet.fingerprint
    #expect(try gallery.threshold(model: own, metric: .cosine)?.value == 0.7)
    #expect(try gallery.embeddings(model: "f00d").count == 4)
  }

  /// Without its file the model embeds nothing, and says which file it is.
  @Test func embeddingWithoutTheModelsFilesNamesThem() async throws {
    runner.begin(.useModel(.mobileFaceNet, .cosine))
    runner.begin(.embedMissing)
    let all = await messages { if case .embeddingEnded = $0 { true } else { false } }
    guard case .embeddingEnded(let report)? = all.last else { return }
    #expect(report.missing == 4 && report.embedded == 0)
    #expect(report.failure?.contains("/nowhere/mobilefacenet.onnx") == true)
  }

  @Test func modelsAreListedWithWhatTheyLackAndHaveEmbedded() async throws {
    runner.begin(.loadModels)
    let all = await messages { if case .modelsLoaded = $0 { true } else { false } }
    guard case .modelsLoaded(let catalogue)? = all.last else { return }
    #expect(catalogue.models.map(\.model) == Model.builtIn)
    #expect(catalogue.models.allSatisfy { $0.problem?.contains("/nowhere/") == true })
    #expect(catalogue.networks.contains { $0.name == "NN2" && $0.parameters == 7_456_304 })
    // The detector's networks embed nothing, and models' own are listed as models.
    #expect(!catalogue.networks.contains { $0.name.hasPrefix("mtcnn") || $0.name == "dlib-resnet" })
  }

  @Test func picturesOfFacesThatLeftAreLeftOut() async throws {
    let collection = try #require(await loaded())
    let faces = collection.people.flatMap { collection.faces(of: $0.id) }.map(\.id)
    runner.begin(.forgetFaces([faces[0]]))
    runner.begin(.loadCrops(faces))
    let all = await messages { if case .cropsLoaded = $0 { true } else { false } }
    for case .cropsLoaded(let crops) in all { #expect(Set(crops.keys) == Set(faces.dropFirst())) }
  }

  @Test func aPathThatIsNotThereIsRefusedAsItWasTyped() async {
    runner.begin(.scan(path: "~/nope", name: nil))
    let all = await messages { if case .scanFailed = $0 { true } else { false } }
    guard case .scanFailed("~/nope", let problem)? = all.last else { return }
    #expect(problem.hasSuffix("/nope: no such file or folder"))
  }

  @Test func aFolderOfOnePersonAsksForTheName() async throws {
    try folder.write([], to: "Ann/1.jpg")
    runner.begin(.scan(path: "~/Ann", name: nil))
    let asked = await messages { if case .nameNeeded = $0 { true } else { false } }
    guard case .nameNeeded(let path)? = asked.last else { return }
    runner.begin(.scan(path: path, name: "Ann"))
    let planned = await messages { if case .enrollmentScanned = $0 { true } else { false } }
    guard case .enrollmentScanned(let plan)? = planned.last else { return }
    #expect(plan.items == [.init(photo: folder.path("Ann/1.jpg"), person: "Ann")])
  }

  /// Without its model files the engine says which one is missing, and the work ends.
  @Test func missingModelFilesAreNamed() async throws {
    try folder.write(Array("P5 1 1 255 a".utf8), to: "Ann/1.pgm")
    runner.begin(.scan(path: "~/Ann/1.pgm", name: nil))
    let all = await messages { if case .scanFailed = $0 { true } else { false } }
    guard case .scanFailed(_, let problem)? = all.last else { return }
    #expect(problem.contains("/nowhere/"))
  }

  private func isTraining(_ message: Message, _ holds: (TrainingNews) -> Bool) -> Bool {
    if case .training(let news, run: 1) = message { holds(news) } else { false }
  }

  /// From the gallery's pictures to a network in a file under the home folder, and to its end.
  @Test func aTrainingOnTheGallerysFacesIsSavedBeforeTheEnd() async throws {
    let collection = try #require(await loaded())
    var settings = TrainingSettings()
    settings.components = 4
    runner.begin(
      .train(TrainingRequest(run: 1, settings: settings, faces: TrainableFaces(collection))))
    _ = await messages { isTraining($0) { if case .began = $0 { true } else { false } } }
    runner.begin(.orderTraining(.pause, run: 1))
    runner.begin(.orderTraining(.step, run: 1))
    runner.begin(.orderTraining(.save(path: "~/net.safetensors", isReplacing: false), run: 1))
    await finish()
    #expect(FileManager.default.fileExists(atPath: folder.path("net.safetensors")))
    let rest = mailbox.drain()
    #expect(rest.contains { isTraining($0) { if case .saved = $0 { true } else { false } } })
    #expect(rest.contains { isTraining($0) { if case .ended = $0 { true } else { false } } })
  }

  private func request(
    _ run: Int, _ settings: TrainingSettings, replaced: Int? = nil
  ) async throws -> TrainingRequest {
    let collection = try #require(await loaded())
    return TrainingRequest(
      run: run, settings: settings, faces: TrainableFaces(collection), replaced: replaced)
  }

  private func isNews(_ message: Message, of run: Int, _ holds: (TrainingNews) -> Bool) -> Bool {
    if case .training(let news, run) = message { holds(news) } else { false }
  }

  private func hasBegun(_ news: TrainingNews) -> Bool {
    if case .began = news { true } else { false }
  }

  private func hasEnded(_ news: TrainingNews) -> Bool {
    if case .ended = news { true } else { false }
  }

  /// A training that cannot begin costs nothing; one that can ends the one before first.
  @Test func aTrainingEndsOnlyForOneThatBegins() async throws {
    var settings = TrainingSettings()
    settings.components = 4
    runner.begin(.train(try await request(1, settings)))
    _ = await messages { isNews($0, of: 1, hasBegun) }
    runner.begin(.orderTraining(.pause, run: 1))
    var absent = settings
    absent.source = .folder("~/nowhere")
    runner.begin(.train(try await request(2, absent, replaced: 1)))
    let failed = await messages {
      isNews($0, of: 2) { if case .failed = $0 { true } else { false } }
    }
    #expect(!failed.contains { isNews($0, of: 1, hasEnded) })
    runner.begin(.train(try await request(3, settings, replaced: 1)))
    let turned = await messages { isNews($0, of: 3, hasBegun) }
    let end = try #require(turned.firstIndex { isNews($0, of: 1, hasEnded) })
    let start = try #require(turned.firstIndex { isNews($0, of: 3, hasBegun) })
    #expect(end < start)
    // Nobody is there to write the network that is gone; that is said.
    runner.begin(.orderTraining(.save(path: "~/net.safetensors", isReplacing: false), run: 1))
    let late = await messages {
      isNews($0, of: 1) { if case .notSaved = $0 { true } else { false } }
    }
    #expect(!late.isEmpty)
    await finish()
    _ = await messages { isNews($0, of: 3, hasEnded) }
  }

  @Test func aFolderThatIsNotThereIsNamed() async {
    var settings = TrainingSettings()
    settings.source = .folder("~/nowhere")
    runner.begin(
      .train(TrainingRequest(run: 1, settings: settings, faces: TrainableFaces(Collection()))))
    let all = await messages { isTraining($0) { if case .failed = $0 { true } else { false } } }
    let lines = all.compactMap { message -> String? in
      if case .training(.failed(let line), _) = message { line } else { nil }
    }
    #expect(lines == ["\(folder.path("nowhere")): no such file or folder"])
  }
}
